"""Which version of Madang this is."""

import tomllib

from django.conf import settings


def madang_version() -> str:
    """Return the version as pyproject.toml says it, such as `0.1.0`."""
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        version: str = tomllib.load(file)["project"]["version"]
    return version


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions are ordered by. Raises ValueError for what is none."""
    return tuple(int(number) for number in version.split("."))
