"""`manage.py make_icons mark.png`: make the theme's icons of one square picture."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from PIL import Image

from siteconfig.icons import MarkRefused, draw_icons


class Command(BaseCommand):
    help = "Make favicon, touch icon and preview of a square picture, into the theme."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("picture", type=Path)
        parser.add_argument(
            "--folder",
            type=Path,
            default=Path(settings.DATA_DIR, "static", "img"),
            help="where the files go; the theme's img folder unless given",
        )

    def handle(
        self, *args: object, picture: Path, folder: Path, **options: object
    ) -> None:
        try:
            with Image.open(picture) as mark:
                files = draw_icons(mark)
        except (OSError, Image.DecompressionBombError) as error:
            line = _("%(file)s: 그림으로 열리지 않습니다. PNG 그림을 알려 주세요.")
            raise CommandError(line % {"file": picture}) from error
        except MarkRefused as error:
            raise CommandError(str(error)) from error
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        line = _(
            "%(folder)s 폴더에 그림 %(count)d개를 만들었습니다. 마당을 다시 켜 주세요."
        )
        self.stdout.write(line % {"folder": folder, "count": len(files)})
