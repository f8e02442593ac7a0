"""What a password may not be, beyond what Django asks."""

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.utils.translation import gettext as _


class UnlikeNamesValidator(UserAttributeSimilarityValidator):
    """Refuse a password that resembles the member's name, nickname or address."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "nickname", "email"))

    def get_error_message(self) -> str:
        return _(
            "비밀번호가 아이디, 닉네임이나 이메일과 비슷합니다. "
            "다른 비밀번호를 정해 주세요."
        )

    def get_help_text(self) -> str:
        return _("아이디, 닉네임, 이메일과 비슷한 비밀번호는 쓸 수 없습니다.")
