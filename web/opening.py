"""Opens the prepared site: loads it once and forks web server and job worker from it.

`manage.py serve` becomes this when all is prepared, so that nothing of the preparing is
left in memory, and this becomes web.supervisor when the site is open. What is loaded
before the forks lies in memory once for all processes, 65 MB of each otherwise.
"""

import gc
import http.client
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.template import TemplateSyntaxError
from django.template.loader import get_template
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from web.processes import Processes
from web.supervisor import close
from web.trimming import TRIMMER

SECONDS_TO_START = 60


def main() -> None:
    """Open the site in the data folder whose lock stands on the command line."""
    processes = Processes(int(sys.argv[1]))  # at once: signals wait for it
    load()
    processes.start(serve_web)
    processes.start(run_jobs)
    if wait_until_ready(processes.wait):
        line = _("마당이 열렸습니다: %(url)s (멈추려면 Ctrl-C)")
        sys.stdout.write(line % {"url": f"{settings.SITE_URL}/"} + "\n")
        sys.stdout.flush()
        use_no_pool()
        call_command("first_manager_link")
        connections.close_all()
        processes.hand_over("-m", "web.supervisor")
    close(processes)


def load() -> None:
    """Load what the processes are to share; neither threads nor connections stay."""
    import_string(settings.WSGI_APPLICATION)
    import_module("granian.cli")
    reverse("web:health")  # knows every address, so every view is loaded
    _load_templates()
    connections.close_all()
    # The collector writes into each object that it looks at, which would part it
    # from the other processes'. What is loaded stays anyway.
    gc.collect()
    gc.freeze()


def _load_templates() -> None:
    """Load the project's templates, or what the site has put in the place of them."""
    folder = settings.BASE_DIR / "templates"
    for path in folder.rglob("*.html"):
        # A theme's template that is broken is for the page that needs it to report.
        with suppress(OSError, ValueError, TemplateSyntaxError):
            get_template(path.relative_to(folder).as_posix())


def serve_web() -> None:
    """Run granian; a worker of it that dies is replaced, one that keeps dying not."""
    from granian.cli import cli

    os.register_at_fork(after_in_child=TRIMMER.keep_running)
    cli(granian_arguments("config.wsgi:application"))


def granian_arguments(application: str) -> tuple[str, ...]:
    """Return what makes granian serve a WSGI application as the site is served."""
    return (
        *("--interface", "wsgi", "--no-ws"),
        *("--host", settings.HOST, "--port", str(settings.PORT)),
        *("--workers", str(settings.WORKERS)),
        *("--blocking-threads", str(settings.WEB_THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10"),
        *("--log-level", "error", application),
    )


def run_jobs() -> None:
    """Run huey; on SIGTERM it finishes the job that it has begun."""
    call_command(
        *("run_huey", "--max-delay", "1"),
        *("--graceful-signal", "TERM", "--shutdown-timeout", "10"),
    )


def wait_until_ready(wait: Callable[[float], bool]) -> bool:
    """Tell whether the site answered in time.

    wait: waits so many seconds; False when there is nothing to wait for any more.
    """
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if is_healthy():
            return True
        if not wait(0.1):
            return False
    return False


def is_healthy() -> bool:
    """Ask the web server, as a watcher would, whether all is well."""
    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (asked, not listened on)
    host = own.get(settings.HOST, settings.HOST)
    web = http.client.HTTPConnection(host, settings.PORT, timeout=5)
    try:
        web.request("GET", "/healthz", headers={"Connection": "close"})
        return web.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        web.close()


def use_no_pool() -> None:
    """Let this process have one connection: a pool would retry where a line is due."""
    connection.settings_dict["OPTIONS"].pop("pool", None)


if __name__ == "__main__":
    main()
