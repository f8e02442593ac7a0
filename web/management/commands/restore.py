"""Replace the site's data by what an archive of `backup` holds."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from web.database_copy import CopyFailed
from web.restore import RestoreRefused, restore_backup
from web.site_lock import SiteIsRunning, hold_site


class Command(BaseCommand):
    help = _("백업 파일을 되살립니다. 마당이 닫혀 있어야 합니다.")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("backup이 만든 .tar.gz 파일"))
        parser.add_argument(
            "--force", action="store_true", help=_("지금 있는 자료를 버립니다")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 and one line when nothing was restored."""
        try:
            lock = hold_site()
        except SiteIsRunning:
            line = _("마당이 열려 있습니다. 먼저 멈춘 뒤(Ctrl-C) 다시 실행해 주세요.")
            raise SystemExit(line) from None
        try:
            restore_backup(options["file"], force=options["force"])
        except (RestoreRefused, CopyFailed) as error:
            raise SystemExit(str(error)) from error
        except OSError as error:
            line = _("되살리지 못했습니다. 디스크를 확인해 주세요: %(why)s")
            raise SystemExit(line % {"why": error.strerror}) from error
        finally:
            os.close(lock)
        if str(settings.CACHES["default"]["BACKEND"]).endswith("RedisCache"):
            caches["default"].clear()
        self.stdout.write(_("되살렸습니다. `make run`으로 마당을 열어 주세요."))
