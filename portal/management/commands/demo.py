"""`manage.py demo`: fill the site with neighbours, posts and pictures to try it out."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.demo.filling import CannotFill, fill_site, summary


class Command(BaseCommand):
    help = (
        "Fill the site with a neighbourhood to try it out; a second run adds nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help=_("글이 이미 있는 사이트에도 더합니다")
        )

    def handle(self, *args: object, force: bool, **options: object) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", database="cache", verbosity=0)
        try:
            filled = fill_site(force=force, say=self._say)
        except CannotFill as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in summary(filled):
            self._say(line)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
