"""What can go wrong in the services; each says in Korean what to do next."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class BoardError(Exception):
    """A refusal whose `message` can be shown to the person as it is."""

    message: str | Promise = ""

    def __str__(self) -> str:
        return str(self.message)


class EditConflict(BoardError):
    """Somebody saved the post or comment after the form was opened."""

    message = _(
        "쓰는 동안 다른 곳에서 먼저 수정되었습니다. 아래 내용은 그대로 있으니, "
        "바뀐 글을 새 창에서 확인한 뒤 다시 저장해 주세요."
    )

    def __init__(self, version: int) -> None:
        self.version = version  # what stands there now
        super().__init__(version)


class ParentGone(BoardError):
    """What was to be answered has been deleted or hidden meanwhile."""

    message = _("답하려던 글이 그 사이에 지워졌습니다. 목록에서 새 글로 써 주세요.")


class ThreadFull(BoardError):
    """The thread is too deep, or has too many replies at this place."""

    message = _("답글이 너무 깊어 더 달 수 없습니다. 윗글에 답글을 달아 주세요.")


class NotOfThisBoard(BoardError):
    """A category of another board."""

    message = _("이 게시판의 분류가 아닙니다. 분류를 다시 골라 주세요.")


class BoardHasPosts(BoardError):
    """Only a board without posts, deleted ones among them, can go."""

    message = _(
        "글이 있는 게시판은 지울 수 없습니다. 지운 글도 남아 있으니, "
        "글을 모두 다른 게시판으로 옮긴 뒤 다시 해 주세요."
    )


class GroupHasBoards(BoardError):
    """Only a group without boards can go."""

    message = _(
        "게시판이 있는 그룹은 지울 수 없습니다. "
        "게시판을 다른 그룹으로 옮긴 뒤 다시 해 주세요."
    )


class SlugTaken(BoardError):
    """A board of this slug exists or existed."""

    message = _(
        "이미 쓰고 있거나 예전에 썼던 주소 이름입니다. 다른 이름을 지어 주세요."
    )
