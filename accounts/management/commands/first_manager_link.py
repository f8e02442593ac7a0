"""Prints the one-time link that makes the first manager."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.services import invite_first_manager


class Command(BaseCommand):
    help = "Print a one-time link for making the first manager, unless there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        link = invite_first_manager()
        if link:
            self.stdout.write(
                f"첫 관리자는 이 링크에서 만듭니다 (한 번만 쓸 수 있습니다): {link}"
            )
