"""The reorder list in the panel: what to buy, by supplier; on paper, and noted as ordered."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import groupby

from PySide6.QtWidgets import QWidget

from aftersales_desktop.i18n import Message
from aftersales_desktop.services import reorder
from aftersales_desktop.services.reorder import ReorderRow
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.parts.amounts import amount
from aftersales_desktop.ui.parts.reorder_paper import render_reorder
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.record_list import RecordList

MOST_SHOWN = 200
"""So many have a row in the panel; on paper all of them stand."""


class ReorderPart(PanelPart):
    """Shows what has to be bought."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.list = RecordList(self.context.kit)
        self.rows: list[ReorderRow] = []
        self._counting: Job | None = None
        words = self.context.words
        self.print = make_action(screen, "print_reorder", words("Print the list"), self.print_current)
        self.order = make_action(screen, "order_all", words("All was ordered"), self._order_all)
        self._buttons = (self.button(self.print, "printer", "primary"), self.button(self.order, "check"))

    def contents(self) -> tuple[QWidget, ...]:
        """The list."""
        return (self.list,)

    def open(self) -> None:
        """Count what has to be bought, beside the window: a large catalogue takes a moment."""
        self.show(self.context.words("Reorder list"), self.list, self._buttons)
        desk = self.context.desk

        def count(job: Job) -> list[ReorderRow]:
            with desk.reader() as reader, job.stopped_by(reader.interrupt):
                return reorder.reorder_list(reader, desk.today())

        if self._counting is not None:
            self._counting.cancel()
        self._counting = self.context.kit.background.run(self, count, self._show_rows)

    def _show_rows(self, rows: list[ReorderRow]) -> None:
        self.rows = rows
        self.list.show_rows(self._widgets(), self.context.words("Nothing has to be bought."))
        self.update_actions()

    def refresh(self) -> None:
        """Count again, if it is shown."""
        if self.shows(self.list):
            self.open()

    def update_actions(self) -> None:
        """An empty list is neither printed nor ordered."""
        for action in (self.print, self.order):
            action.setEnabled(self.shows(self.list) and bool(self.rows))

    def print_current(self) -> None:
        """The list on A4, by supplier."""
        if self.rows:
            title = self.context.words("Reorder list")
            self.context.papers.show_list(title, render_reorder(self.context.desk, self.rows))

    def _order_all(self) -> None:
        words, rows = self.context.words, list(self.rows)
        question = words.plural("Note {count} part as ordered?", "Note {count} parts as ordered?", len(rows))
        if not self.context.notifier.confirm(question, words("All was ordered")):
            return
        count = perform(self.context, partial(reorder.order_all, self.context.desk, rows))
        if count:
            self.open()
            self.context.notifier.info(
                Message("{count} part was noted as ordered.", "{count} parts were noted as ordered.", count=count)
            )

    def _widgets(self) -> Iterable[QWidget]:
        words, kit = self.context.words, self.context.kit
        for supplier, rows in groupby(self.rows[:MOST_SHOWN], key=_supplier):
            yield Label(kit, supplier or words("Without a supplier"), "section")
            for row in rows:
                yield self._row(row)
        if len(self.rows) > MOST_SHOWN:
            yield Label(kit, words("and {count} more", count=len(self.rows) - MOST_SHOWN), "hint")

    def _row(self, row: ReorderRow) -> LinkRow:
        words = self.context.words
        parts = [words.code(row.part_code), words.plural("{count} in store", "{count} in store", row.in_store)]
        parts += [words("minimum {count}", count=row.minimum)] if row.minimum else []
        parts += [words("orders need {count}", count=row.waiting)] if row.waiting else []
        pill = amount(words, row.wanted, row.unit_word)
        open_part = partial(self.screen.open_record, "part", row.part_id)
        link = LinkRow(self.context.kit, row.part_name, " · ".join(parts), pill, "warn", open_part)
        link.setObjectName(f"reorder_{row.part_id}")
        return link


def _supplier(row: ReorderRow) -> str:
    return row.supplier_name
