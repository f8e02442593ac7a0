"""What Django needs to know of the boards."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardsConfig(AppConfig):
    name = "boards"
    verbose_name = _("게시판")

    def ready(self) -> None:
        """Have what a member wrote lose his name when he leaves."""
        from accounts.erasure import register_eraser
        from boards.services import erase_author

        register_eraser(erase_author)
