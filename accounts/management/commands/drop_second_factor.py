"""Takes the second factor off a member who has lost it, a manager too."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.second_factor import drop_second_factor


class Command(BaseCommand):
    help = _(
        "2단계 인증을 끕니다. 휴대전화와 복구 코드를 모두 잃어 들어올 수 없을 때 씁니다."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help=_("아이디"))

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        member = Member.objects.filter(username=username.lower()).first()
        if member is None:
            raise CommandError(
                _("그런 아이디가 없습니다. 다시 확인해 주세요: %s") % username
            )
        if drop_second_factor(member):
            self.stdout.write(
                _("2단계 인증을 껐습니다. 비밀번호로 로그인할 수 있습니다: %s")
                % member.username
            )
        else:
            self.stdout.write(_("2단계 인증을 쓰지 않는 아이디입니다: %s") % username)
