"""What Django needs to know of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UploadsConfig(AppConfig):
    name = "uploads"
    verbose_name = _("올린 파일")

    def ready(self) -> None:
        """Say how many pictures wait for their sizes."""
        from uploads.sizing import count_waiting
        from web.queues import Queue, register_queue

        register_queue(Queue(_("크기를 줄일 그림"), count_waiting))
