"""Boxes to tick for the terms and the privacy policy, in the version one has read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from siteconfig.services import ContentPage
from web.josa import josa


class DocumentsMixin(forms.BaseForm):
    """Adds one box a page; a hidden field tells which version was on the screen.

    Call `add_documents` at the end of `__init__`, `check_documents` in `clean`.
    """

    documents: list[ContentPage]

    def add_documents(self, documents: list[ContentPage]) -> None:
        """Ask for agreement to these pages, each as it is now."""
        self.documents = documents
        for page in documents:
            self.fields[_box(page)] = forms.BooleanField(
                label=_("%(title)s에 동의합니다. (필수)") % {"title": page.title},
                help_text=format_html(
                    '<a href="{}" target="_blank">{}</a>',
                    page.url,
                    _("%(title)s 읽기 (새 창)") % {"title": page.title},
                ),
                error_messages={
                    "required": _("%(title)s%(eul)s 읽고 동의해 주세요.")
                    % {"title": page.title, "eul": josa(page.title, "을")}
                },
            )
            self.fields[_version(page)] = forms.IntegerField(
                initial=page.number, widget=forms.HiddenInput, required=False
            )

    def check_documents(self, cleaned: dict[str, Any]) -> None:
        """Refuse the tick for a text that was changed while it was being read."""
        for page in self.documents:
            if cleaned.get(_box(page)) and cleaned.get(_version(page)) != page.number:
                self.add_error(_box(page), ValidationError(_changed(page)))
                # The new version is on the screen now; the box is to be ticked again.
                shown = dict(self.data.items())
                shown[self.add_prefix(_version(page))] = str(page.number)
                shown.pop(self.add_prefix(_box(page)), None)
                self.data = shown

    def versions(self) -> dict[str, int]:
        """Return what was agreed to: the version by the page's slug."""
        return {page.slug: page.number for page in self.documents}


def _box(page: ContentPage) -> str:
    return f"agrees_to_{page.slug}"


def _version(page: ContentPage) -> str:
    return f"{page.slug}_version"


def _changed(page: ContentPage) -> str:
    return _("%(title)s%(i)s 방금 바뀌었습니다. 다시 읽고 동의해 주세요.") % {
        "title": page.title,
        "i": josa(page.title, "이"),
    }


class AgainForm(DocumentsMixin, forms.Form):
    """Asked of members when a page has a new version."""

    def __init__(self, *args: Any, documents: list[ContentPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_documents(documents)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.check_documents(cleaned)
        return cleaned
