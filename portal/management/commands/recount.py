"""`manage.py recount`: count everything anew from the rows, and mend what differs."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.counting import check_counts, mend_counts
from portal.filling.progress import Progress


class Command(BaseCommand):
    help = _("글, 댓글, 추천, 쪽, 방문을 다시 세어 바로잡습니다.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help=_("알려 주기만 합니다. 다른 것이 있으면 1로 끝납니다"),
        )

    def handle(self, *args: object, check: bool, **options: object) -> None:
        progress = Progress(self.stderr)
        progress.start()
        found = (check_counts if check else mend_counts)(progress.show)
        for difference in found:
            self.stdout.write(difference)
        if not found:
            self.stdout.write(_("모든 집계가 맞습니다."))
        elif check:
            raise CommandError(
                _(
                    "집계 %(count)d건이 다릅니다. "
                    "`manage.py recount`를 실행하면 바로잡습니다."
                )
                % {"count": len(found)}
            )
        else:
            self.stdout.write(
                _("집계 %(count)d건을 바로잡았습니다.") % {"count": len(found)}
            )
