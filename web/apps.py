"""What Django needs to know of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "web"
    verbose_name = _("웹")

    def ready(self) -> None:
        from web import checks  # noqa: F401 (registers itself)
        from web.settled import use_plain_locals

        use_plain_locals()
