"""`manage.py fill`: very many posts and comments, to measure and try a large site.

    nice .venv/bin/python manage.py fill --posts 1000000

A run adds to what is there; a million posts take about 4 GB on SQLite.
"""

import time
from argparse import ArgumentTypeError

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.filling.filling import CannotFill, fill_site, summary
from portal.filling.progress import Progress

COMMENTS_A_POST = 5


class Command(BaseCommand):
    help = _(
        "큰 사이트를 재거나 시험해 볼 수 있게 글과 댓글을 아주 많이 채웁니다. 개발용이며, "
        "다시 실행하면 더해집니다. 예: DATA_DIR=/tmp/big manage.py fill --posts 1000000"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--posts", type=_count, required=True, help=_("채울 글 수"))
        parser.add_argument(
            "--comments", type=_count, help=_("채울 댓글 수. 적지 않으면 글의 5배")
        )
        parser.add_argument(
            "--seed",
            default="madang",
            help=_("빈 사이트에서 같은 값은 같은 글을 만듭니다"),
        )
        parser.add_argument(
            "--force", action="store_true", help=_("글이 이미 있는 사이트에도 더합니다")
        )

    def handle(
        self,
        *args: object,
        posts: int,
        comments: int | None,
        seed: str,
        force: bool,
        **options: object,
    ) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", database="cache", verbosity=0)
        began = time.monotonic()
        if comments is None:
            comments = COMMENTS_A_POST * posts
        progress = Progress(self.stderr)
        try:
            filled = fill_site(
                posts, comments, seed=seed, force=force, progress=progress
            )
        except CannotFill as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in summary(filled, time.monotonic() - began):
            self.stdout.write(line)


def _count(text: str) -> int:
    try:
        number = int(text.replace(",", "").replace("_", ""))
    except ValueError:
        number = -1
    if number < 0:
        raise ArgumentTypeError(_("0 이상의 수를 적어 주세요"))
    return number
