"""`manage.py starter_site`: boards, menu and pages for an empty site."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.starter import ensure_starter_site


class Command(BaseCommand):
    help = _("빈 사이트에 기본 게시판과 메뉴, 페이지를 만듭니다.")

    def handle(self, *args: object, **options: object) -> None:
        if ensure_starter_site():
            self.stdout.write(
                _("빈 사이트에 기본 게시판과 메뉴, 페이지를 만들었습니다.")
            )
