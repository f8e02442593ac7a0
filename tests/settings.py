"""The site's own settings, on a data folder made for this run of the tests."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="madang-test-")  # goes with the process
os.environ["DATA_DIR"] = f"{_folder.name}/data"
os.environ["STATIC_ROOT"] = f"{_folder.name}/static"
os.mkdir(os.environ["STATIC_ROOT"])
os.environ.setdefault("EMAIL_URL", "")

# What follows reads the environment.
from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, DATA_DIR, DATABASES, HUEY, STORAGES  # noqa: E402

# A file, not memory: write-ahead log and locks are part of what is tested.
if DATABASES["default"]["ENGINE"] == "config.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
DATABASES["cache"]["TEST"] = {
    "NAME": str(DATA_DIR / "test-cache.sqlite3"),
    "MIGRATE": False,
}
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
# A cheap hash: the tests make many members, and argon2 has a test of its own.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HUEY.immediate = True
