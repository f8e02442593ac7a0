"""The WSGI application: Django inside the wrappers that see every request."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.page_cache import PageCache
from web.proxy import TrustedProxies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = TrustedProxies(
    PageCache(get_wsgi_application()),
    proxies=settings.TRUSTED_PROXIES,
    host=settings.ALLOWED_HOSTS[0],
)
