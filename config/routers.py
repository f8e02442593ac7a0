"""Which database a table lives in: everything in `default`, the cache apart."""

from django.db.models import Model


class CacheRouter:
    """Send Django's cache table to the `cache` database, and nothing else there."""

    def db_for_read(self, model: type[Model], **hints: object) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        return (app_label == "django_cache") if db == "cache" else None
