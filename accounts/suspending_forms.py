"""How long a member is suspended, and why."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member, Suspension
from accounts.suspending import CannotSuspend, check_can_suspend

DATE, FOREVER = "date", "forever"
_LAST_YEAR = 2999  # what is beyond it is a slip of the keys
LENGTHS = [
    ("1", gettext_lazy("1일")),
    ("3", gettext_lazy("3일")),
    ("7", gettext_lazy("7일")),
    ("30", gettext_lazy("30일")),
    (DATE, gettext_lazy("아래 날까지")),
    (FOREVER, gettext_lazy("끝나는 날 없이")),
]


class TermForm(forms.Form):
    """The time and the reason; `end()` is when it is over, None for never."""

    length = forms.ChoiceField(label=gettext_lazy("기간"), choices=LENGTHS, initial="7")
    last_day = forms.DateField(
        label=gettext_lazy("마지막 날"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("‘아래 날까지’를 고르면 이 날이 끝날 때 풀립니다."),
    )
    reason = forms.CharField(
        label=gettext_lazy("이유"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("정지된 회원에게 그대로 보입니다."),
    )

    def clean_reason(self) -> str:
        return " ".join(str(self.cleaned_data["reason"]).split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("length") == DATE and "last_day" not in self.errors:
            day = cleaned.get("last_day")
            if day is None:
                self.add_error("last_day", _("정지가 끝나는 날을 적어 주세요."))
            elif day < timezone.localdate():
                words = _("지난 날입니다. 오늘이나 그 뒤의 날을 적어 주세요.")
                self.add_error("last_day", words)
            elif day.year > _LAST_YEAR:
                words = _("너무 먼 날입니다. ‘끝나는 날 없이’를 골라 주세요.")
                self.add_error("last_day", words)
        return cleaned

    def end(self) -> datetime | None:
        """Return when it is over, None for never; of a valid form."""
        length = self.cleaned_data["length"]
        if length == FOREVER:
            return None
        if length == DATE:
            after = self.cleaned_data["last_day"] + timedelta(days=1)
            return timezone.make_aware(datetime.combine(after, time.min))
        return timezone.now() + timedelta(days=int(length))


class SuspensionForm(TermForm, forms.ModelForm):
    """A new suspension of one member; the admin says `by` whom."""

    by: Member | None = None

    class Meta:
        model = Suspension
        fields = ["member", "reason"]

    def clean_member(self) -> Member:
        member: Member = self.cleaned_data["member"]
        try:
            check_can_suspend(member, by=self.by)
        except CannotSuspend as refusal:
            raise ValidationError(str(refusal)) from refusal
        return member
