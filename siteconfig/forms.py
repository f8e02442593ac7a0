"""The form of the site's settings, with the picture that becomes its mark."""

import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image

from siteconfig.icons import SMALLEST_MARK, MarkRefused, draw_icons
from uploads.services import UploadRefused, prepare_picture


class SettingsForm(forms.ModelForm):
    """What a manager sets; `new_icons` is for services.save_settings."""

    new_mark = forms.FileField(
        label=_("새 그림"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_(
            "가로와 세로가 같고 %(side)d픽셀 이상인 그림입니다. 브라우저 탭, 휴대전화 "
            "홈 화면, 링크 미리보기에 맞는 크기를 모두 만듭니다."
        )
        % {"side": SMALLEST_MARK},
    )
    removes_mark = forms.BooleanField(label=_("기본 표시로 되돌리기"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # None: as it was. Empty: the theme's own again.
        self.new_icons: dict[str, bytes] | None = None

    def clean_new_mark(self) -> UploadedFile | None:
        """Make the picture anew, and of that the icons."""
        file: UploadedFile | None = self.cleaned_data["new_mark"]
        if file is None:
            return None
        try:
            content = prepare_picture(file).content
            with Image.open(io.BytesIO(content)) as mark:
                self.new_icons = draw_icons(mark)
        except (UploadRefused, MarkRefused) as refusal:
            raise ValidationError(str(refusal)) from refusal
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("removes_mark") and self.new_icons is None:
            self.new_icons = {}
        return cleaned
