"""A report on A4, for the window's printer and the command line."""

from __future__ import annotations

from collections.abc import Callable

from aftersales_desktop.i18n import Words
from aftersales_desktop.services import papers
from aftersales_desktop.services.reports import ColumnKind, ReportRows
from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.reports.columns import shown_value, sums_in_words

_WIDTHS = {ColumnKind.TEXT: 3.0, ColumnKind.OWN_NUMBER: 2.0, ColumnKind.CODE: 2.0, ColumnKind.MONEY: 1.8}
_NARROW = 1.2


def render_report(desk: Desk, answer: ReportRows) -> Callable[[Words], bytes]:
    """Gives what makes its PDF in a language; the sums stand above the rows."""
    centre, at = papers.centre(desk), desk.now()

    def render(words: Words) -> bytes:
        from aftersales_desktop.printing.documents import PaperContext, render_list
        from aftersales_desktop.printing.table import Column

        declared = answer.report.columns
        columns = [Column(words(column.title), _WIDTHS.get(column.kind, _NARROW)) for column in declared]
        period = words("{first} to {last}", first=answer.first_day, last=answer.last_day)
        cells = (
            [shown_value(words, column.kind, value) for column, value in zip(declared, row, strict=True)]
            for row in answer.rows
        )
        subtitle = " · ".join((period, *sums_in_words(words, answer)))
        return render_list(
            words(answer.report.title), subtitle, columns, cells, PaperContext(words, centre, "A4", 0, at)
        )

    return render
