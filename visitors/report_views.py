"""The statistics in the admin: a chart, the table under it, the same as CSV."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from visitors.reports import REPORTS, Report, Row, by_day, first_day, whole
from web.charts import columns, short_label
from web.periods import Period, PeriodForm, usual_periods
from web.spreadsheets import csv_answer

MOST_ROWS = 400  # of a page; a file holds all


def report(request: HttpRequest, site: AdminSite, slug: str) -> HttpResponse:
    """Show one report to who runs the site. `?start=&end=`, `?format=csv`."""
    if not request.user.is_superuser:
        raise PermissionDenied
    found = REPORTS.get(slug)
    if found is None:
        raise Http404
    form = PeriodForm(request.GET)
    period = form.period()
    rows = found.rows(period)
    if request.GET.get("format") == "csv":
        return _as_csv(found, period, rows)
    now, before = whole(period), whole(period.before())
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": _("접속 통계: %(report)s") % {"report": found.title},
        "reports": REPORTS.values(),
        "report": found,
        "form": form,
        "period": period,
        "usual_periods": usual_periods(first_day()),
        "rows": rows[-MOST_ROWS:] if found.is_series else rows[:MOST_ROWS],
        "hidden": max(0, len(rows) - MOST_ROWS),
        "chart": columns([(short_label(row.name), row.count) for row in rows])
        if found.is_series
        else None,
        "most": max((row.count for row in rows), default=0),
        "highest": max(by_day(period), key=lambda each: each[1].people),
        "now": now,
        "before": before,
        "change": _change(now.people, before.people),
    }
    return render(request, "visitors/admin/report.html", context)


def _change(now: int, before: int) -> str:
    """Return by how much it grew: `+12.5 %`; empty when there was nothing before."""
    return f"{100 * (now - before) / before:+.1f} %" if before else ""


def _as_csv(report: Report, period: Period, rows: list[Row]) -> HttpResponse:
    head = [str(report.title), _("방문자"), "%"]
    days = [_("로봇"), _("그누보드 방식 합계"), _("페이지뷰"), _("로봇이 연 페이지")]
    table = []
    for row in rows:
        cells: list[Any] = [row.name, row.count, row.share]
        if report.has_days:
            day = row.day
            cells += [day.robots, day.addresses, day.views, day.robot_views]
        table.append(cells)
    name = f"visitors-{report.slug}-{period.start}-{period.end}.csv"
    return csv_answer(name, head + days if report.has_days else head, table)
