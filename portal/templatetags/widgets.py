"""Widgets for templates: `{% load widgets %}`, then one of the tags below.

{% visitor_counter %}
{% visitor_sparkline days=30 %}
{% popular_posts count=5 days=7 %}
{% newest_comments count=5 %}
"""

import datetime
from collections.abc import Callable
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.current import member_of
from accounts.models import Member
from portal import widgets
from portal.latest import kept_alike, open_boards
from visitors.reports import by_day
from visitors.services import counts_and_maximum_on
from web.charts import line
from web.generations import Generation, keep
from web.periods import Period

register = template.Library()

MOST_DAYS = 366
COUNT, DAYS, DAYS_OF_A_LINE = 5, 7, 30


@register.inclusion_tag("portal/widgets/visitor_counter.html")
def visitor_counter() -> dict[str, Any]:
    """오늘, 어제, 최대, 전체."""
    visits, day = counts_and_maximum_on()
    return {"visits": visits, "maximum_on": day}


@register.inclusion_tag("portal/widgets/visitor_sparkline.html")
def visitor_sparkline(days: Any = DAYS_OF_A_LINE) -> dict[str, Any]:
    """Draw the visitors of the last days, today included, as a line."""
    days = max(2, min(_whole(days, DAYS_OF_A_LINE), MOST_DAYS))
    today = timezone.localdate()
    period = Period(today - datetime.timedelta(days=days - 1), today)
    numbers = keep(
        Generation.VISITS,
        f"sparkline:{days}:{today}",
        lambda: [day.people for _date, day in by_day(period)],
    )
    return {
        "days": days,
        "points": line(numbers),
        "whole": sum(numbers),
        "most": max(numbers),
    }


@register.simple_tag(takes_context=True)
def popular_posts(context: Context, count: Any = COUNT, days: Any = DAYS) -> SafeString:
    """List the posts of the last days that were viewed most."""
    count, days = _whole(count, COUNT), _whole(days, DAYS)

    def rows(member: Member | None) -> dict[str, Any]:
        return {"rows": widgets.popular_posts(member, count=count, days=days)}

    return _text(context, "portal/widgets/popular_posts.html", (count, days), rows)


@register.simple_tag(takes_context=True)
def newest_comments(context: Context, count: Any = COUNT) -> SafeString:
    """List the newest comments."""
    count = _whole(count, COUNT)

    def comments(member: Member | None) -> dict[str, Any]:
        return {"comments": widgets.newest_comments(member, count=count)}

    return _text(context, "portal/widgets/newest_comments.html", (count,), comments)


def _text(
    context: Context,
    template: str,
    asked: tuple[int, ...],
    read: Callable[[Member | None], dict[str, Any]],
) -> SafeString:
    """Render a widget once for all who may read the same boards."""
    member = _reader(context)
    return kept_alike(
        f"{template}:{asked}:{get_language()}",
        open_boards(member),
        lambda: render_to_string(template, read(member)),
    )


def _whole(number: Any, otherwise: int) -> int:
    """Return what a template gave as a whole number; a slip there breaks no page."""
    try:
        return int(number)
    except (TypeError, ValueError, OverflowError):
        return otherwise


def _reader(context: Context) -> Member | None:
    request = context.get("request")
    return member_of(request) if request and hasattr(request, "user") else None
