"""The WSGI application: Django inside the wrappers that see every request."""

import gc
import os

import django

from web.request import Handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

# What follows imports models, which only a loaded Django has.
from django.conf import settings  # noqa: E402

from config.page_cache import PageCache  # noqa: E402
from config.page_store import PageStore  # noqa: E402
from web.proxy import TrustedProxies  # noqa: E402

handler = Handler()
application = TrustedProxies(
    PageCache(handler, PageStore(settings.PAGE_CACHE_MB * 1024 * 1024)),
    proxies=settings.TRUSTED_PROXIES,
    host=settings.ALLOWED_HOSTS[0],
)

# A page makes some thousand objects and hardly a cycle of them (see web.request); looking
# for cycles at each 700 more, as Python does by itself, was 7 % of its time.
gc.set_threshold(10_000)
