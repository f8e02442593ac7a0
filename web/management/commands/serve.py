"""Open the site: check, prepare what is missing, become web.opening."""

import errno
import socket
from typing import Any

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from web.opening import use_no_pool
from web.processes import Processes
from web.restore import finish_restore
from web.site_lock import SiteIsRunning, hold_site
from web.static_files import collect_changed
from web.supervisor import close


class Command(BaseCommand):
    help = _("마당을 엽니다: 웹 서버와 작업 처리기를 함께 실행합니다.")
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until asked to stop; exit code 1 and one line when that is not why."""
        try:
            refuse_unsafe_settings()
            refuse_busy_port()
            lock = hold_data_folder()
            self._prepare()
        except KeyboardInterrupt:
            raise SystemExit(_("마당을 열기 전에 멈추었습니다.")) from None
        connections.close_all()
        processes = Processes(lock)
        processes.hand_over("-m", "web.opening")
        close(processes)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _prepare(self) -> None:
        """Bring files and databases to where this version wants them."""
        if finish_restore():
            self._say(_("멈추었던 되살리기를 마저 끝냈습니다."))
        if collect_changed():
            self._say(_("정적 파일을 모았습니다."))
        use_no_pool()
        try:
            if needs_migration():
                self._say(_("데이터베이스를 준비합니다."))
                call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", database="cache", verbosity=0)
            call_command("starter_site", stdout=self.stdout)
        except OperationalError as error:
            raise SystemExit(
                _(
                    "데이터베이스를 쓸 수 없습니다. DATABASE_URL과 서버를 확인해 "
                    "주세요: %(why)s"
                )
                % {"why": " ".join(str(error).split())}
            ) from error


def refuse_unsafe_settings() -> None:
    """Raise SystemExit with one line for each setting that must not be as it is."""
    errors = run_checks(tags=[Tags.security])
    if errors:
        raise SystemExit("\n".join(error.msg for error in errors))


def refuse_busy_port() -> None:
    """Raise SystemExit when HOST and PORT cannot be listened on."""
    where = {"host": settings.HOST, "port": settings.PORT}
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            settings.HOST, settings.PORT, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError:
        line = _(
            "%(port)s번 포트는 관리자만 열 수 있습니다. PORT=8000처럼 정해 주세요."
        )
        raise SystemExit(line % where) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            line = _(
                "%(port)s번 포트를 다른 프로그램이 쓰고 있습니다. 그것을 멈추거나 "
                "`make run PORT=8001`처럼 다른 포트를 정해 주세요."
            )
        else:
            line = _(
                "HOST=%(host)s: 이 컴퓨터의 주소가 아닙니다. HOST를 확인해 주세요."
            )
        raise SystemExit(line % where) from None


def hold_data_folder() -> int:
    """Return the descriptor that keeps others out of DATA_DIR; SystemExit if taken."""
    where = {"folder": settings.DATA_DIR}
    try:
        return hold_site()
    except SiteIsRunning:
        line = _(
            "이 데이터 폴더의 마당이 이미 열려 있습니다: %(folder)s. 열린 것을 "
            "쓰거나, 멈춘 뒤 다시 열어 주세요."
        )
        raise SystemExit(line % where) from None
    except OSError:
        line = _(
            "데이터 폴더에 쓸 수 없습니다: %(folder)s 폴더의 주인과 권한을 확인하거나 "
            "DATA_DIR을 쓸 수 있는 폴더로 정해 주세요."
        )
        raise SystemExit(line % where) from None


def needs_migration() -> bool:
    """Tell whether the database lacks what this version's models need."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
