"""Widgets for templates: `{% load widgets %}`, then one of the tags below.

{% visitor_counter %}
{% visitor_sparkline days=30 %}
{% popular_posts count=5 days=7 %}
{% newest_comments count=5 %}
"""

import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from accounts.current import member_of
from accounts.models import Member
from portal import widgets
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


@register.inclusion_tag("portal/widgets/popular_posts.html", takes_context=True)
def popular_posts(
    context: Context, count: Any = COUNT, days: Any = DAYS
) -> dict[str, Any]:
    """List the posts of the last days that were viewed most."""
    count, days = _whole(count, COUNT), _whole(days, DAYS)
    rows = widgets.popular_posts(_reader(context), count=count, days=days)
    return {"rows": rows}


@register.inclusion_tag("portal/widgets/newest_comments.html", takes_context=True)
def newest_comments(context: Context, count: Any = COUNT) -> dict[str, Any]:
    """List the newest comments."""
    count = _whole(count, COUNT)
    return {"comments": widgets.newest_comments(_reader(context), count=count)}


def _whole(number: Any, otherwise: int) -> int:
    """Return what a template gave as a whole number; a slip there breaks no page."""
    try:
        return int(number)
    except (TypeError, ValueError, OverflowError):
        return otherwise


def _reader(context: Context) -> Member | None:
    request = context.get("request")
    return member_of(request) if request and hasattr(request, "user") else None
