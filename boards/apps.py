"""What Django needs to know of the boards."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardsConfig(AppConfig):
    name = "boards"
    verbose_name = _("게시판")

    def ready(self) -> None:
        """Hear of members who leave, and of pictures: sized ones, unused ones."""
        from accounts.erasure import register_eraser
        from boards.services import erase_author
        from boards.services.picture_links import pictures_in_use
        from boards.services.reindexing import stale_indexes
        from boards.services.thumbnails import note_sizes
        from uploads.sizing import register_listener
        from uploads.unused import register_keeper
        from web.queues import Queue, register_queue

        register_eraser(erase_author)
        register_listener(note_sizes)
        register_keeper(pictures_in_use)
        register_queue(Queue(_("다시 만들 검색 색인"), lambda: len(stale_indexes())))
