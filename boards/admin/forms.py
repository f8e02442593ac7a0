"""What a manager types into the admin about posts and comments."""

from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from boards.admin.delegation import RefusableForm
from boards.errors import NotOfThisBoard
from boards.forms import BODY_MAX, COMMENT_MAX, CommentForm, PostForm
from boards.forms.editor import RichEditor
from boards.forms.posts import typed_body
from boards.models import Board, Category, Comment, Post
from boards.models.posts import BodyFormat
from guard.sanitise import clean_text, plain_text, sanitise_html


class VersionedForm(RefusableForm):
    """Remembers which version was opened, so that nobody's edit is lost unseen."""

    opened_version = forms.IntegerField(
        label=_("고치기 시작한 판"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened_version"] = self.instance.version
        if self.refusal is not None:
            # Saving once more is then meant: the conflict has been read.
            data = cast(QueryDict, self.data).copy()
            data["opened_version"] = str(self.instance.version)
            self.data = data

    def values(self) -> dict[str, Any]:
        """Return what the services take."""
        values = dict(self.cleaned_data)
        values["version"] = values.pop("opened_version")
        return values


class AdminRichEditor(RichEditor):
    """The editor of the site's own pages, with the sheets that it needs there."""

    class Media:
        css = {
            "all": [
                *("css/layers.css", "css/tokens.css", "css/utilities.css"),
                *("css/components/icon.css", "css/components/dialog.css"),
                *("css/components/form.css", "css/components/prose.css"),
                "css/pages/editor.css",
            ]
        }
        js = [forms.Script("js/editor.js", type="module")]


class PostAdminForm(VersionedForm):
    """A post, new or written by somebody else."""

    body = forms.CharField(
        label=_("본문"),
        max_length=BODY_MAX,
        strip=False,
        widget=AdminRichEditor(attrs={"class": "vLargeTextField", "rows": 20}),
        error_messages=PostForm.base_fields["body"].error_messages,
    )

    class Meta:
        model = Post
        fields = (
            *("board", "category", "title", "body", "body_format"),
            *("is_notice", "is_secret", "author_name", "created_at"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["body"] = typed_body(self.instance)

    def clean_title(self) -> str:
        title = " ".join(clean_text(self.cleaned_data["title"]).split())
        if not title:
            raise forms.ValidationError(_("제목을 적어 주세요."))
        return title

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        body = data.get("body")
        if body is not None and _is_empty(body, data.get("body_format", "")):
            self.add_error("body", _("내용을 적어 주세요."))
        category, board = data.get("category"), data.get("board")
        if category and board and category.board_id != board.pk:
            self.add_error("category", str(NotOfThisBoard()))
        return data


class CommentAdminForm(VersionedForm):
    """A comment somebody wrote."""

    body = forms.CharField(
        label=_("내용"),
        max_length=COMMENT_MAX,
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 6}),
        error_messages=CommentForm.base_fields["body"].error_messages,
    )

    class Meta:
        model = Comment
        fields = ("body", "is_secret")

    def clean_body(self) -> str:
        body = clean_text(self.cleaned_data["body"])
        if not body.strip():
            raise forms.ValidationError(_("댓글 내용을 적어 주세요."))
        return body


class MoveForm(forms.Form):
    """Where posts go."""

    board = forms.ModelChoiceField(
        label=_("옮길 게시판"),
        queryset=Board.objects.none(),
        empty_label=_("게시판을 고르세요"),
        error_messages={
            "required": _("어느 게시판으로 옮길지 골라 주세요."),
            "invalid_choice": _("맡고 있는 게시판 가운데에서 골라 주세요."),
        },
    )

    def __init__(self, *args: Any, boards: list[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [board.pk for board in boards]
        field = cast(forms.ModelChoiceField, self.fields["board"])
        field.queryset = Board.objects.filter(pk__in=ids)


class RecategoriseForm(forms.Form):
    """The category that posts of one board get."""

    category = forms.ModelChoiceField(
        label=_("바꿀 분류"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=_("분류 없음"),
        error_messages={
            "invalid_choice": _("이 게시판의 분류 가운데에서 골라 주세요.")
        },
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["category"])
        field.queryset = board.categories.all()


def _is_empty(body: str, body_format: str) -> bool:
    """Say whether readers would see nothing of it."""
    if body_format != BodyFormat.HTML:
        return not clean_text(body).strip()
    html = sanitise_html(body)
    return not plain_text(html).strip() and "<img" not in html
