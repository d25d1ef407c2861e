"""The reorder list on A4: a supplier's parts together, with room for what they ask for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from aftersales_desktop.domain.money import Money
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import papers
from aftersales_desktop.services.reorder import ReorderRow
from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.parts.amounts import amount


def render_reorder(desk: Desk, rows: Sequence[ReorderRow]) -> Callable[[Words], bytes]:
    """Gives what makes the PDF of these rows in a language."""
    centre, at = papers.centre(desk), desk.now()

    def render(words: Words) -> bytes:
        from aftersales_desktop.printing.documents import PaperContext, render_list
        from aftersales_desktop.printing.table import Column

        columns = [
            Column(words("Supplier"), 3), Column(words("Code"), 2), Column(words("Part"), 4),
            Column(words("To buy"), 1.6), Column(words("In store"), 1.2), Column(words("Last price"), 2.2),
            Column(words("Price now"), 2),
        ]  # fmt: skip
        context = PaperContext(words, centre, "A4", 0, at)
        return render_list(words("Reorder list"), words("by supplier"), columns, _cells(rows, words), context)

    return render


def _cells(rows: Sequence[ReorderRow], words: Words) -> list[list[str]]:
    """The name of the supplier stands at the first of its parts only."""
    cells = []
    for supplier, own in groupby(rows, key=lambda row: row.supplier_name):
        for place, row in enumerate(own):
            wanted = amount(words, row.wanted, row.unit_word)
            price = Money(row.buy).written(words) if row.buy else ""
            name = (supplier or words("Without a supplier")) if place == 0 else ""
            cells.append(
                [name, words.code(row.part_code), row.part_name, wanted, words.number(row.in_store), price, ""]
            )
    return cells
