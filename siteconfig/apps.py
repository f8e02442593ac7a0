"""What Django needs to know of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfigConfig(AppConfig):
    name = "siteconfig"
    verbose_name = _("사이트 관리")

    def ready(self) -> None:
        """Keep the pictures of content pages; say which are still the sample."""
        from siteconfig.pictures import pictures_in_use
        from siteconfig.services import count_sample_pages
        from uploads.unused import register_keeper
        from web.queues import Queue, register_queue

        register_keeper(pictures_in_use)
        url = "admin:siteconfig_page_changelist"
        register_queue(
            Queue(_("보기 글 그대로인 내용 페이지"), count_sample_pages, url)
        )
