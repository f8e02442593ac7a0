"""A manager's change is true in every process as soon as it is committed."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from siteconfig.models import SiteSettings
from siteconfig.services import current_page, menu, save_settings, site

_PROGRAM = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from siteconfig.models import MenuItem, Page, SiteSettings
from siteconfig.services import publish_page, save_menu_item, save_settings
row = SiteSettings.objects.get()
row.site_name = "옆집"
save_settings(row)
save_menu_item(MenuItem(label="새 메뉴", url="/"))
publish_page(Page(slug="new"), title="새 페이지", body="글", author=None)
"""


def run_in_another_process() -> None:
    name = str(connection.settings_dict["NAME"])
    environment = {
        **os.environ,
        "DATA_DIR": str(settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    subprocess.run([sys.executable, "-c", _PROGRAM, name], env=environment, check=True)


@pytest.mark.django_db(transaction=True)
def test_a_change_in_another_process_is_seen_at_once():
    save_settings(SiteSettings(site_name="우리집"))
    assert (site().site_name, menu(), current_page("new")) == ("우리집", [], None)

    run_in_another_process()

    assert site().site_name == "옆집"
    assert [entry.label for entry in menu()] == ["새 메뉴"]
    assert current_page("new").title == "새 페이지"
