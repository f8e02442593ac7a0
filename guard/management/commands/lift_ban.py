"""Let an address in again from the server's own console, when nobody can log in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from guard.bans import lift_bans


class Command(BaseCommand):
    help = _("이 주소를 막는 차단을 모두 풉니다.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help=_("203.0.113.7이나 203.0.113.0/24"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was lifted; exit code 1 and one line for what is no address."""
        try:
            lifted = lift_bans(options["address"])
        except ValueError as error:
            line = _("주소가 아닙니다. 203.0.113.7처럼 적어 주세요: %(text)s")
            raise SystemExit(line % {"text": options["address"]}) from error
        for network in lifted:
            self.stdout.write(
                _("차단을 풀었습니다: %(network)s") % {"network": network}
            )
        if not lifted:
            self.stdout.write(_("이 주소를 막는 차단이 없습니다."))
