"""What Django needs to know of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuardConfig(AppConfig):
    name = "guard"
    verbose_name = _("방어")

    def ready(self) -> None:
        """Say how many addresses are banned."""
        from guard.bans import count_bans
        from web.queues import Queue, register_queue

        url = "admin:guard_addressban_changelist"
        register_queue(Queue(_("지금 막고 있는 주소"), count_bans, url))
