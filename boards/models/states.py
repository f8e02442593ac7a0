"""The four states of a post or comment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.IntegerChoices):
    """Who sees it. A number, so that SQLite can use it in partial indexes."""

    VISIBLE = 0, _("보임")
    DELETED = 1, _("지움")
    HIDDEN = 2, _("숨김")
    HELD = 3, _("보류")
