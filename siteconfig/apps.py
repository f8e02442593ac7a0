"""What Django needs to know of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfigConfig(AppConfig):
    name = "siteconfig"
    verbose_name = _("사이트 관리")

    def ready(self) -> None:
        """Keep the pictures of content pages."""
        from siteconfig.pictures import pictures_in_use
        from uploads.unused import register_keeper

        register_keeper(pictures_in_use)
