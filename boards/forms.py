"""Everything a visitor types on a board, search boxes and page numbers included."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.names import is_reserved
from boards import permissions
from boards.directory import categories_of
from boards.models import Board, Category, Comment, Post
from boards.models.posts import AUTHOR_NAME_MAX, TITLE_MAX, BodyFormat
from guard.forms import TypedTextField
from guard.sanitise import clean_text, plain_text, sanitise_html
from uploads.services import PreparedFile, UploadRefused, prepare_upload

BODY_MAX = 200_000
COMMENT_MAX = 10_000
SEARCH_MAX = 100
SORTS = {
    "": ("-thread", "reply_path"),
    "date": ("id",),
    "-date": ("-id",),
    "views": ("view_count", "id"),
    "-views": ("-view_count", "-id"),
    "up": ("up_count", "id"),
    "-up": ("-up_count", "-id"),
}


def page_number(text: str | None) -> int:
    """Return the page asked for; whatever is no page number means the first."""
    try:
        return max(1, min(int(text or 1), 10**9))
    except ValueError:
        return 1


class ListForm(forms.Form):
    """What a list was asked for: category, search, order. Nonsense is ignored."""

    FIELDS = [
        ("title_body", _("제목+내용")),
        ("title", _("제목")),
        ("body", _("내용")),
        ("author", _("글쓴이")),
    ]

    field = forms.ChoiceField(choices=FIELDS, required=False, label=_("검색 대상"))
    q = forms.CharField(
        required=False,
        label=_("검색어"),
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": SEARCH_MAX, "class": "input"}
        ),
    )

    def __init__(self, board: Board, asked: dict[str, str]) -> None:
        fields = dict(self.FIELDS)
        words = clean_text(asked.get("q", ""))[:SEARCH_MAX].strip()
        field = asked.get("field", "")
        sort = asked.get("sort", "")
        self.words = words
        self.search_field = field if field in fields else "title_body"
        self.sort = sort if sort in SORTS else ""
        self.category = next(
            (c for c in categories_of(board) if str(c.pk) == asked.get("category")),
            None,
        )
        super().__init__(initial={"field": self.search_field, "q": words})

    def query(self, *, sort: str | None = None) -> str:
        """Return what was asked as a query string that `page=2` can be put behind."""
        asked = {
            "category": self.category.pk if self.category else "",
            "field": self.search_field if self.words else "",
            "q": self.words,
            "sort": self.sort if sort is None else sort,
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{query}&" if query else ""


class GuestFields(forms.Form):
    """Name and password, by which a guest comes back to what he wrote."""

    author_name = TypedTextField(
        label=_("이름"),
        max_length=AUTHOR_NAME_MAX,
        error_messages={"required": _("이름을 적어 주세요.")},
    )
    guest_password = forms.CharField(
        label=_("비밀번호"),
        min_length=4,
        max_length=64,
        strip=False,
        widget=forms.PasswordInput(render_value=True),
        help_text=_("고치거나 지울 때 씁니다. 네 글자 이상으로 정해 주세요."),
        error_messages={
            "required": _("나중에 고치거나 지울 때 쓸 비밀번호를 적어 주세요."),
            "min_length": _("비밀번호는 네 글자 이상이어야 합니다."),
        },
    )

    def clean_author_name(self) -> str:
        name: str = self.cleaned_data["author_name"]
        if is_reserved(name):
            raise ValidationError(
                _("운영자로 보일 수 있는 이름입니다. 다른 이름을 적어 주세요.")
            )
        return name


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
        error_messages={"invalid_choice": _("이 게시판의 분류가 아닙니다.")},
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
                "지금 %(show_value)d자입니다."
            ),
        },
    )
    body = TypedTextField(
        label=_("내용"),
        max_length=BODY_MAX,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
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
    remove_files = forms.TypedMultipleChoiceField(
        label=_("지울 파일"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
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

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        shown = body
        if self.post and self.post.body_format == BodyFormat.HTML:
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

    def values(self) -> dict[str, Any]:
        """Return what create_post and edit_post take, for the fields there are."""
        data = self.cleaned_data
        taken = ("title", "body", "is_notice", "is_secret", "version", "remove_files")
        guest = ("author_name", "guest_password", "submission_id")
        values = {name: data[name] for name in (*taken, *guest) if name in data}
        values["category"] = data.get("category")
        values["links"] = [data["link_1"], data["link_2"]]
        values["uploads"] = data.get("uploads", [])
        return values


class CommentForm(GuestFields):
    """A comment; name and password only for guests who write a new one."""

    body = TypedTextField(
        label=_("댓글 내용"),
        max_length=COMMENT_MAX,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 5, "placeholder": _("댓글 내용을 입력해 주세요")}
        ),
        error_messages={
            "required": _("댓글 내용을 적어 주세요."),
            "max_length": _(
                "댓글이 너무 깁니다. %(limit_value)d자까지 쓸 수 있는데 "
                "지금 %(show_value)d자입니다."
            ),
        },
    )
    is_secret = forms.BooleanField(label=_("비밀 댓글"), required=False)
    submission_id = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ("body", "author_name", "guest_password", "is_secret")

    def __init__(
        self,
        *args: Any,
        member: Member | None,
        comment: Comment | None = None,
        **kwargs: Any,
    ) -> None:
        if comment is not None:
            kwargs["initial"] = {
                "body": comment.body,
                "is_secret": comment.is_secret,
                "version": comment.version,
            }
        super().__init__(*args, **kwargs)
        if member is not None or comment is not None:
            del self.fields["author_name"], self.fields["guest_password"]
        del self.fields["submission_id" if comment else "version"]

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if not body.strip():
            raise ValidationError(_("댓글 내용을 적어 주세요."))
        return body


class PasswordForm(forms.Form):
    """The password a guest gave when he wrote."""

    guest_password = forms.CharField(
        label=_("비밀번호"),
        max_length=64,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("글을 쓸 때 정한 비밀번호를 적어 주세요.")},
    )


def _too_many_files(most: int) -> ValidationError:
    return ValidationError(
        _("파일은 글 하나에 %(count)d개까지 올릴 수 있습니다."), params={"count": most}
    )


def _initial(post: Post) -> dict[str, Any]:
    links = [link.url for link in post.links.all()]
    return {
        "category": post.category_id,
        "is_notice": post.is_notice,
        "is_secret": post.is_secret,
        "title": post.title,
        "body": post.body,
        "version": post.version,
        **{f"link_{number}": url for number, url in enumerate(links, start=1)},
    }
