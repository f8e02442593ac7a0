"""Prints the one-time link that makes the first manager."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts.services import invite_first_manager


class Command(BaseCommand):
    help = _(
        "첫 관리자를 만드는 한 번짜리 링크를 보여 줍니다. 관리자가 있으면 만들지 않습니다."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        link = invite_first_manager()
        if link:
            self.stdout.write(
                f"첫 관리자는 이 링크에서 만듭니다 (한 번만 쓸 수 있습니다): {link}"
            )
