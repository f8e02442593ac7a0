"""A post as somebody types it, with its files."""

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from boards import permissions
from boards.directory import categories_of
from boards.foreign import short
from boards.forms.editor import RichEditor
from boards.forms.guests import GuestFields
from boards.models import Board, Category, Post
from boards.models.posts import TITLE_MAX, BodyFormat
from guard.forms import TypedTextField
from guard.sanitise import plain_text, sanitise_html
from uploads.services import PreparedFile, UploadRefused, prepare_upload

BODY_MAX = 200_000
_PICTURE = re.compile(r"/media/pictures/[\w/.-]+\.webp")


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several uploads, each read and made safe; the value is a list of PreparedFile.

    `most` is how many may come: to read a picture costs up to a second.
    """

    widget = ManyFilesInput(attrs={"multiple": True})
    most = 0

    def clean(self, data: Any, initial: Any = None) -> list[PreparedFile]:
        if data and len(data) > self.most:
            raise _too_many_files(self.most)
        prepared, refusals = [], []
        for file in data or []:
            try:
                prepared.append(prepare_upload(file))
            except UploadRefused as refusal:
                refusals.append(str(refusal))
        if refusals:
            raise ValidationError([ValidationError(text) for text in refusals])
        return prepared


class PostForm(forms.Form):
    """A post as one person may write it on one board.

    Fields that this person or this board has no use for are left out.
    """

    category = forms.ModelChoiceField(
        label=_("분류"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=_("분류를 고르세요"),
        error_messages={
            "invalid_choice": _("이 게시판의 분류가 아닙니다. 다시 골라 주세요.")
        },
    )
    author_name = GuestFields.base_fields["author_name"]
    guest_password = GuestFields.base_fields["guest_password"]
    is_notice = forms.BooleanField(label=_("공지"), required=False)
    is_secret = forms.BooleanField(label=_("비밀글"), required=False)
    title = TypedTextField(
        label=_("제목"),
        max_length=TITLE_MAX,
        error_messages={
            "required": _("제목을 적어 주세요."),
            "max_length": _(
                "제목이 너무 깁니다. %(limit_value)d자까지 쓸 수 있는데 "
                "지금 %(show_value)d자입니다. 줄여서 다시 보내 주세요."
            ),
        },
    )
    body_format = forms.ChoiceField(
        choices=BodyFormat.choices,
        required=False,
        initial=BodyFormat.TEXT,
        widget=forms.HiddenInput,
    )
    body = TypedTextField(
        label=_("내용"),
        max_length=BODY_MAX,
        strip=False,
        widget=RichEditor(attrs={"rows": 16}),
        error_messages={
            "required": _("내용을 적어 주세요."),
            "max_length": _(
                "내용이 너무 깁니다. %(limit_value)d자까지 쓸 수 있는데 "
                "지금 %(show_value)d자입니다. 글을 나누어 올려 주세요."
            ),
        },
    )
    link_1 = forms.URLField(
        label=_("링크 1"), max_length=1000, required=False, assume_scheme="https"
    )
    link_2 = forms.URLField(
        label=_("링크 2"), max_length=1000, required=False, assume_scheme="https"
    )
    uploads = ManyFilesField(label=_("파일"), required=False)
    main_picture = forms.CharField(
        required=False, max_length=300, widget=forms.HiddenInput
    )
    remove_files = forms.TypedMultipleChoiceField(
        label=_("지울 파일"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    leave_out_pictures = forms.BooleanField(required=False)
    submission_id = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    clean_author_name = GuestFields.clean_author_name

    def __init__(
        self,
        *args: Any,
        board: Board,
        member: Member | None,
        post: Post | None = None,
        **kwargs: Any,
    ) -> None:
        self.board, self.member, self.post = board, member, post
        if post is not None:
            kwargs["initial"] = {**_initial(post), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name in self._unused(board, member, post):
            del self.fields[name]
        self._offer_choices(board, post)
        self.foreign_pictures: dict[str, str] = {}

    def _unused(
        self, board: Board, member: Member | None, post: Post | None
    ) -> list[str]:
        unused = []
        if not categories_of(board):
            unused.append("category")
        if member is not None or post is not None:
            unused += ["author_name", "guest_password"]
        if not permissions.can_write_notice(member, board) or (post and post.parent_id):
            unused.append("is_notice")
        if board.secrecy != Board.Secrecy.CHOICE:
            unused.append("is_secret")
        if not permissions.can_upload(member, board):
            unused.append("uploads")
        if post is None or not post.file_count:
            unused.append("remove_files")
        unused.append("submission_id" if post else "version")
        return unused

    def _offer_choices(self, board: Board, post: Post | None) -> None:
        if "uploads" in self.fields:
            field = self.fields["uploads"]
            field.most = board.upload_count  # type: ignore[attr-defined]
        if "category" in self.fields:
            field = self.fields["category"]
            field.queryset = board.categories.all()  # type: ignore[attr-defined]
        if "remove_files" in self.fields and post is not None:
            field = self.fields["remove_files"]
            field.choices = [  # type: ignore[attr-defined]
                (attachment.number, attachment.name)
                for attachment in post.attachments.all()
            ]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_body_format(self) -> str:
        kept = self.post.body_format if self.post else BodyFormat.TEXT
        return self.cleaned_data["body_format"] or kept

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        shown = body
        if self.cleaned_data.get("body_format") == BodyFormat.HTML:
            html = sanitise_html(body)
            shown = plain_text(html) or ("img" if "<img" in html else "")
        if not shown.strip():
            raise ValidationError(_("내용을 적어 주세요."))
        return body

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        uploads = data.get("uploads", [])
        kept = self.post.file_count if self.post else 0
        kept -= len(set(data.get("remove_files", [])))
        if uploads and kept + len(uploads) > self.board.upload_count:
            self.add_error("uploads", _too_many_files(self.board.upload_count))
        return data

    def show_missing_pictures(self, body: str, failed: dict[str, str]) -> None:
        """Say which pictures of other sites could not be had, and offer to go on.

        body: with those that came already in our own storage, so that none is
        fetched twice. failed: address and reason of each.
        """
        self.foreign_pictures = failed
        self.data = cast(QueryDict, self.data).copy()
        self.data["body"] = body
        named = [
            f"{short(url)}{f' ({reason})' if reason else ''}"
            for url, reason in failed.items()
        ]
        self["leave_out_pictures"].label = _(
            "가져오지 못한 그림 %(count)d개를 빼고 저장합니다"
        ) % {"count": len(failed)}
        said = _(
            "다른 사이트의 그림 %(count)d개를 가져오지 못했습니다. 아래 상자에 표시하면 "
            "그림 자리에 주소만 남기고 저장합니다. 그림을 내려받아 직접 올려도 됩니다."
        ) % {"count": len(failed)}
        self.add_error("leave_out_pictures", [said, *named])

    @property
    def takes_pictures(self) -> bool:
        """Whether this person may send pictures for the body while he writes."""
        return permissions.can_send_pictures(self.member, self.board)

    @property
    def body_pictures(self) -> list[str]:
        """The addresses of our own pictures in the body as it stands in the form."""
        return list(dict.fromkeys(_PICTURE.findall(str(self["body"].value() or ""))))

    def values(self) -> dict[str, Any]:
        """Return what create_post and edit_post take, for the fields there are."""
        data = self.cleaned_data
        taken = (
            *("title", "body", "body_format", "is_notice", "is_secret"),
            *("version", "remove_files"),
            *("author_name", "guest_password", "submission_id"),
        )
        values = {name: data[name] for name in taken if name in data}
        values["category"] = data.get("category")
        values["links"] = [data["link_1"], data["link_2"]]
        values["uploads"] = data.get("uploads", [])
        values["main_picture"] = data["main_picture"]
        return values


def _initial(post: Post) -> dict[str, Any]:
    links = [link.url for link in post.links.all()]
    return {
        "category": post.category_id,
        "is_notice": post.is_notice,
        "is_secret": post.is_secret,
        "title": post.title,
        "body": typed_body(post),
        "body_format": post.body_format,
        "version": post.version,
        "main_picture": f"/media/{post.thumbnail}" if post.thumbnail else "",
        **{f"link_{number}": url for number, url in enumerate(links, start=1)},
    }


def typed_body(post: Post) -> str:
    """Return a post's body to be edited: text as typed, HTML as readers get it.

    What was never shown need not be kept, and an editor must not meet it.
    """
    is_html = post.body_format == BodyFormat.HTML
    return sanitise_html(post.body) if is_html else post.body


def _too_many_files(most: int) -> ValidationError:
    return ValidationError(
        _(
            "파일은 글 하나에 %(count)d개까지 올릴 수 있습니다. "
            "몇 개를 빼고 다시 보내 주세요."
        ),
        params={"count": most},
    )
