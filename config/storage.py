"""Static files as they are served: hashed names, compressed, one sheet for the site."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SITE_SHEET = "css/site.css"
_IMPORT = re.compile(r'^@import url\("([\w/-]+\.css)"\);$', re.MULTILINE)
_IN_MODULES = HashedFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes names, also inside our own modules, and puts the site's sheets in one.

    `css/site.css` names the sheets in their order. Collected, it holds them, so that
    a page loads one file; a sheet that a theme replaces is the one that goes in.
    Their rules name no files, which would be looked for from the wrong folder.
    """

    # Only ours: a comment in others' scripts may look like an import.
    patterns = (*HashedFilesMixin.patterns, ("js/*.js", _IN_MODULES))

    def post_process(
        self,
        paths: dict[str, tuple[Storage, str]],
        dry_run: bool = False,
        **options: Any,
    ) -> Iterator[tuple[str, str, bool]]:
        """Join the sheets, then do what Django does with every collected file."""
        if SITE_SHEET in paths and not dry_run:
            joined = _IMPORT.sub(
                lambda line: _text_of(paths, f"css/{line[1]}"),
                _text_of(paths, SITE_SHEET),
            )
            self.delete(SITE_SHEET)
            self._save(SITE_SHEET, ContentFile(joined.encode()))
            paths = {**paths, SITE_SHEET: (self, SITE_SHEET)}
        yield from super().post_process(paths, dry_run, **options)


def _text_of(paths: dict[str, tuple[Storage, str]], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
