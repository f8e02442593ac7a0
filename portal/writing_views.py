"""글,댓글 현황 in the admin: charts, the table under them, the same as CSV."""

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from boards.directory import directory
from boards.models import Board
from boards.writing import first_day
from portal.writing_reports import MONTH, REPORTS, Report, Row, grouped, whole
from web.charts import MOST_COLUMNS, Chart, columns, short_label
from web.periods import Period, PeriodForm, usual_periods
from web.spreadsheets import csv_answer


class WritingForm(PeriodForm):
    """Which days, and which board; without one it is about all."""

    board = forms.ChoiceField(
        label=gettext_lazy("게시판"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "그런 게시판이 없습니다. 목록에서 골라 주세요."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = [(board.slug, board.name) for board in directory().boards]
        self.fields["board"].choices = [("", _("모두")), *boards]  # type: ignore[attr-defined]

    def chosen_board(self) -> Board | None:
        """Return the board asked for; None for all of them."""
        return directory().by_slug.get(self.data.get("board", ""))


@require_safe
def writing_report(request: HttpRequest, site: AdminSite, slug: str) -> HttpResponse:
    """Show one report to who runs the site. `?start=&end=&board=`, `?format=csv`."""
    if not request.user.is_superuser:
        raise PermissionDenied
    report = REPORTS.get(slug)
    if report is None:
        raise Http404
    form = WritingForm(request.GET)
    period, board = form.period(), form.chosen_board()
    rows = report.read(period, board)
    has_sign_ups = report.is_series and board is None
    if request.GET.get("format") == "csv":
        return _as_csv(report, period, rows, has_sign_ups=has_sign_ups)
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": _("글,댓글 현황: %(report)s") % {"report": report.title},
        "reports": REPORTS.values(),
        "report": report,
        "form": form,
        "period": period,
        "board": board,
        "usual_periods": usual_periods(first_day()),
        "rows": rows,
        "has_sign_ups": has_sign_ups,
        "charts": _charts(rows, has_sign_ups=has_sign_ups) if report.is_series else [],
        "most": max((row.posts + row.comments for row in rows), default=0),
        "now": whole(rows),
    }
    return render(request, "portal/admin/writing.html", context)


def _charts(rows: list[Row], *, has_sign_ups: bool) -> list[tuple[str, Chart]]:
    if len(rows) > MOST_COLUMNS:  # months are read more easily than some days each
        rows = grouped(rows, MONTH)
    series = [
        (_("글"), [row.posts for row in rows]),
        (_("댓글"), [row.comments for row in rows]),
    ]
    if has_sign_ups:
        series.append((_("회원가입"), [row.sign_ups for row in rows]))
    labels = [short_label(row.name) for row in rows]
    return [
        (name, columns(list(zip(labels, numbers, strict=True))))
        for name, numbers in series
    ]


def _as_csv(
    report: Report, period: Period, rows: list[Row], *, has_sign_ups: bool
) -> HttpResponse:
    head = [str(report.title), _("글"), _("댓글")]
    table: list[list[Any]] = [[row.name, row.posts, row.comments] for row in rows]
    if has_sign_ups:
        head.append(_("회원가입"))
        for cells, row in zip(table, rows, strict=True):
            cells.append(row.sign_ups)
    name = f"writing-{report.slug}-{period.start}-{period.end}.csv"
    return csv_answer(name, head, table)
