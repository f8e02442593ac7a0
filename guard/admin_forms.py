"""What a manager fills in to ban an address."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from guard.bans import clean_network
from guard.models import AddressBan


class AddressBanForm(forms.ModelForm):
    """A ban; the admin says from which `own_address` the manager works."""

    own_address = ""
    network = forms.CharField(
        # What is pasted may have blanks around it; the column is as long as it needs.
        max_length=100,
        label=AddressBan._meta.get_field("network").verbose_name,
        help_text=AddressBan._meta.get_field("network").help_text,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )

    class Meta:
        model = AddressBan
        fields = ["network", "scope", "reason", "until", "note"]

    def clean_network(self) -> str:
        return clean_network(self.cleaned_data["network"], own_address=self.own_address)

    def clean_until(self) -> datetime | None:
        until: datetime | None = self.cleaned_data["until"]
        if (
            until is not None
            and until <= timezone.now()
            and "until" in self.changed_data
        ):
            raise ValidationError(
                _("지난 때입니다. 앞으로 올 때를 적거나 비워 두세요.")
            )
        return until
