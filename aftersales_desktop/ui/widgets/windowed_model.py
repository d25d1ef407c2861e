"""The one list model: exact length, rows in pages as raw tuples, the order as a vector of ids from a worker."""

from __future__ import annotations

import logging
import time
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.widgets.column import Cell, Column, Row, cell_of
from aftersales_desktop.ui.widgets.direction import in_direction
from aftersales_desktop.ui.widgets.kit import Kit

PAGE = 64
PAGES_KEPT = 64
FIRST_ROWS = PAGE
PAINT_FIRST = 0.03
"""Seconds that the worker leaves the first rows to be painted before it takes its share of Python."""

Index = QModelIndex | QPersistentModelIndex
logger = logging.getLogger(__name__)


class ListSource(Protocol):
    """Where a list comes from; its filter is already decided. The id is the first value of each row.

    `ids` runs in a worker and opens its own read-only connection; the others run on the window's thread and are quick.
    """

    def first_rows(self, sort: str, descending: bool, limit: int) -> Sequence[Row] | None:
        """The first rows in order; fewer than `limit` means that these are all. None if that would not be quick."""
        ...

    def ids(self, sort: str, descending: bool, cancelled: Callable[[], bool]) -> Sequence[int]:
        """Every id in order (array('q') is best); may stop early, with any result, once `cancelled()`."""
        ...

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """The rows of these ids in any order; ids that are gone are left out."""
        ...


class EmptySource:
    """A list of nothing, until the first real one comes."""

    def first_rows(self, sort: str, descending: bool, limit: int) -> Sequence[Row]:
        """No rows."""
        return ()

    def ids(self, sort: str, descending: bool, cancelled: Callable[[], bool]) -> Sequence[int]:
        """No ids."""
        return array("q")

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """No rows."""
        return ()


class WindowedModel(QAbstractTableModel):
    """Any number of rows at the cost of those that are looked at.

    `loaded` follows each time the whole order is known; `is_complete` says whether it is. `failed` brings the problem
    of a worker; the first rows stay in sight.
    """

    loaded = Signal(int)
    failed = Signal(object)

    def __init__(self, kit: Kit, columns: Sequence[Column], parent: Any = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.columns = tuple(columns)
        self.sort_key = ""
        self.descending = False
        self.is_complete = True
        self._source: ListSource = EmptySource()
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()
        self._job: Job | None = None

    # loading --------------------------------------------------------------------------------------------------

    def show_source(self, source: ListSource) -> None:
        """Show another list: its first rows at once, the rest when a worker has the order."""
        self._source = source
        self._read_anew()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the source for another order; a column without a key changes nothing."""
        key = self.columns[column].sort if 0 <= column < len(self.columns) else ""
        if key:
            self.sort_key = key
            self.descending = order == Qt.SortOrder.DescendingOrder
            self._read_anew()

    def refresh(self) -> None:
        """Read the same list again after a change; a long one stays in sight until its new order is known."""
        rows = self._first_rows()
        if self._is_all(rows) or len(self._ids) <= FIRST_ROWS:
            self._show_first(rows)
            return
        if rows is None:
            self._pages.clear()
            self._repaint()
        else:
            self._replace(_ids_of(rows) + self._ids[len(rows) :], rows)
        self._start_worker()

    def _read_anew(self) -> None:
        self._show_first(self._first_rows())

    def _first_rows(self) -> Sequence[Row] | None:
        self._drop_job()
        return self._source.first_rows(self.sort_key, self.descending, FIRST_ROWS)

    @staticmethod
    def _is_all(rows: Sequence[Row] | None) -> bool:
        return rows is not None and len(rows) < FIRST_ROWS

    def _show_first(self, rows: Sequence[Row] | None) -> None:
        self.is_complete = self._is_all(rows)
        self._replace(_ids_of(rows or ()), rows or ())
        if self.is_complete:
            self.loaded.emit(len(self._ids))
        else:
            self._start_worker()

    def _start_worker(self) -> None:
        source, sort, descending = self._source, self.sort_key, self.descending
        self.is_complete = False

        def read_order(job: Job) -> array[int]:
            time.sleep(PAINT_FIRST)
            ids = source.ids(sort, descending, job.cancelled)
            return ids if isinstance(ids, array) else array("q", ids)

        self._job = self.kit.background.run(self, read_order, self._take_order, self._on_failure)

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take_order(self, ids: array[int]) -> None:
        self._job = None
        self.is_complete = True
        if ids[: len(self._ids)] == self._ids:
            self._append(ids)
        else:
            self._replace(ids, ())
        self.loaded.emit(len(self._ids))

    def _on_failure(self, problem: Exception) -> None:
        self._job = None
        logger.error("The order of a list could not be read", exc_info=problem)
        self.failed.emit(problem)

    def _append(self, ids: array[int]) -> None:
        first, last = len(self._ids), len(ids) - 1
        if last >= first:
            self.beginInsertRows(QModelIndex(), first, last)
            self._ids = ids
            if first % PAGE:
                self._pages.pop(first // PAGE, None)
            self.endInsertRows()

    def _replace(self, ids: array[int], rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self._keep_rows(rows)
        self.endResetModel()

    def _repaint(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    # rows -----------------------------------------------------------------------------------------------------

    def _keep_rows(self, rows: Sequence[Row]) -> None:
        for start in range(0, len(rows), PAGE):
            self._pages[start // PAGE] = {row[0]: row for row in rows[start : start + PAGE]}

    def _page(self, number: int) -> dict[int, Row]:
        page = self._pages.get(number)
        if page is None:
            ids = self._ids[number * PAGE : (number + 1) * PAGE]
            page = {row[0]: row for row in self._source.rows(ids)}
            self._pages[number] = page
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page

    def row_at(self, place: int) -> Row | None:
        """The raw row at a place; None if it has gone since the order was read."""
        return self._page(place // PAGE).get(self._ids[place])

    def id_at(self, place: int) -> int:
        """The id at a place."""
        return self._ids[place]

    def place_of(self, row_id: int) -> int:
        """Where an id stands, or -1."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def cell_at(self, place: int, column: int) -> Cell:
        """A cell in words; empty if its row is gone."""
        row = self.row_at(place)
        return Cell("") if row is None else cell_of(self.columns[column], row, self.kit)

    # Qt's questions -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for screen readers; the delegate paints from `cell_at`."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell_at(index.row(), index.column()).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self.cell_at(index.row(), index.column())
            return f"{cell.text}\n{cell.sub_text}" if cell.sub_text else cell.text
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            words = self.kit.words
            return in_direction(words(self.columns[section].title), words.right_to_left)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def copied_text(self, place: int) -> str:
        """A row as it goes to the clipboard: cells parted by tabs, without invisible marks."""
        cells = (self.cell_at(place, column) for column in range(len(self.columns)))
        return without_bidi_controls("\t".join(" ".join(filter(None, (cell.text, cell.sub_text))) for cell in cells))


def _ids_of(rows: Sequence[Row]) -> array[int]:
    return array("q", (row[0] for row in rows))
