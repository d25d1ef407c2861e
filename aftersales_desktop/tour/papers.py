"""The papers and the workbook of the tour."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from aftersales_desktop.domain.jalali import month_of
from aftersales_desktop.files import replace_file
from aftersales_desktop.i18n import Words
from aftersales_desktop.printing.documents import DOCUMENTS, PaperContext
from aftersales_desktop.printing.excel.month import write_month
from aftersales_desktop.services import papers
from aftersales_desktop.services.month import month_rows
from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.list_papers import SCREEN_LISTS, list_paper


def draw_papers(desk: Desk, folder: Path, words: Words) -> int:
    """Every paper of the registry in every size, and every list; gives how many there are."""
    drawn = 0
    centre = papers.centre(desk)
    for document in DOCUMENTS:
        if document.name == "list":
            continue
        record = papers.printable(desk, document.name, "any")
        for paper in document.papers:
            context = PaperContext(words, centre, paper, record.copy, record.at)
            name = document.name if paper == document.papers[0] else f"{document.name}-{paper}"
            replace_file(folder / f"{name}.pdf", document.render(record.row, context))
            drawn += 1
    for name in SCREEN_LISTS:
        replace_file(folder / f"list-{name}.pdf", list_paper(desk, name, words))
        drawn += 1
    return drawn


def write_month_of_demo(desk: Desk, path: Path, words: Words) -> None:
    """The month that the newest reception is in."""
    newest = desk.rows("SELECT max(received_on) FROM service_order WHERE origin = 'counter'")[0][0]
    month = month_of(date.fromisoformat(newest), words.calendar)
    with desk.reader() as reader:
        write_month(month_rows(reader, month.first, month.last), path, words, today=desk.today())
