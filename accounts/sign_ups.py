"""How many members joined, by day in Seoul; those who left since are among them."""

import datetime

from django.db.models import Count

from accounts.models import Member
from web.periods import Period, SeoulDay


def sign_ups_by_day(period: Period) -> dict[datetime.date, int]:
    """Return the days on which somebody joined; read from an index alone."""
    start, end = period.moments()
    joined = Member.objects.filter(date_joined__gte=start, date_joined__lt=end)
    days = joined.order_by().values_list(SeoulDay("date_joined"))
    return dict(days.annotate(n=Count("pk")))
