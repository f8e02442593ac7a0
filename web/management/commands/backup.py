"""Put everything that must survive into one archive, while the site runs."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from web.backup import create_backup
from web.database_copy import CopyFailed


class Command(BaseCommand):
    help = _("데이터 폴더의 backups/에 백업 파일을 하나 만듭니다.")
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the archive's path; exit code 1 and one line when there is none."""
        try:
            archive = create_backup()
        except CopyFailed as error:
            raise SystemExit(str(error)) from error
        except OSError as error:
            line = _(
                "백업을 쓰지 못했습니다. 디스크의 남은 자리를 확인해 주세요: %(why)s"
            )
            raise SystemExit(line % {"why": error.strerror}) from error
        megabytes = archive.stat().st_size / 1_000_000
        line = _("백업을 만들었습니다: %(file)s (%(size).1f MB)")
        self.stdout.write(line % {"file": archive, "size": megabytes})
