"""`manage.py search_reindex`: build the search index anew, while the site stays open."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from boards.services.reindexing import reindex
from portal.filling.progress import Progress, duration
from search.errors import IndexUnavailable
from search.indexes import Index


class Command(BaseCommand):
    help = _(
        "검색 색인을 다시 만듭니다. 사이트는 열어 둔 채 실행해도 됩니다. 멈췄다가 다시 "
        "실행하면 하던 곳부터 이어서 만듭니다."
    )

    def handle(self, *args: object, **options: object) -> None:
        began = time.monotonic()
        progress = Progress(self.stderr, counts=False)
        try:
            reindex(
                list(Index),
                progress.show,
                lambda: progress.say(_("찾기 쉽게 색인을 정리합니다 …")),
            )
        except KeyboardInterrupt:
            raise CommandError(
                _("멈췄습니다. 다시 실행하면 하던 곳부터 이어서 만듭니다.")
            ) from None
        except IndexUnavailable as error:
            raise CommandError(
                _("만들던 색인이 사라졌습니다. 다시 실행해 주세요.")
            ) from error
        self.stdout.write(
            _("검색 색인을 다시 만들었습니다. %(time)s 걸렸습니다.")
            % {"time": duration(time.monotonic() - began)}
        )
