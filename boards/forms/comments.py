"""A comment as somebody types it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from boards.forms.guests import GuestFields
from boards.models import Comment
from guard.forms import TypedTextField

COMMENT_MAX = 10_000


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
                "지금 %(show_value)d자입니다. 줄이거나 나누어 써 주세요."
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
