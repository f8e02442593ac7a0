"""Finds the one static file that django-prose-editor is used for: its module."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage
from django.utils._os import safe_join

EDITOR_MODULE = "django_prose_editor/editor.js"
_SOURCE_MAP = b"\n//# sourceMappingURL="


class _WithoutSourceMap(FileSystemStorage):
    """Files as they are, but for the last line that names a map not served."""

    def _open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]
        text = Path(self.path(name)).read_bytes()
        return ContentFile(text.rsplit(_SOURCE_MAP, 1)[0])


class EditorModuleFinder(BaseFinder):
    """Finds the module alone: the package's widget, fonts and maps stay where they are.

    The package is not in INSTALLED_APPS, whose finder would collect all of it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        package = files("django_prose_editor")
        self.storage = _WithoutSourceMap(Path(str(package / "static")))

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to set up, so nothing to find wrong."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where the module lies, for its own name only."""
        if path != EDITOR_MODULE:
            return [] if find_all else None
        found = safe_join(self.storage.location, path)
        return [found] if find_all else found

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, Storage]]:
        """Name the module and the storage that opens it."""
        yield EDITOR_MODULE, self.storage
