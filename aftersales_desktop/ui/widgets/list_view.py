"""The table every list is shown in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from aftersales_desktop.ui.widgets.column import Column, Row
from aftersales_desktop.ui.widgets.delegates import CellDelegate
from aftersales_desktop.ui.widgets.direction import copy_text
from aftersales_desktop.ui.widgets.empty_state import EmptyState
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.windowed_model import ListSource, WindowedModel

WIDE_WINDOW = 1500
_LEAST_WIDTH = 90
_SELECT_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class ListView(QTableView):
    """Rows of a ListSource. `row_chosen(id)` follows the cursor, `row_opened(id)` Enter, Space or a double click.

    The chosen row stays chosen over a refresh, by its id; `row_chosen(None)` tells that it is gone.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)

    def __init__(
        self,
        kit: Kit,
        columns: Sequence[Column],
        parent: QWidget | None = None,
        *,
        compact: bool = False,
        several: bool = False,
    ) -> None:
        super().__init__(parent)
        self.kit = kit
        self.rows = WindowedModel(kit, columns, self)
        self._chosen_id: int | None = None
        self._wanted_id: int | None = None
        self._top_place = 0
        self._cells = CellDelegate(kit, self, compact=compact)
        self.empty_state = EmptyState(kit, self.viewport())
        self.setModel(self.rows)
        self.setItemDelegate(self._cells)
        self._dress()
        if several:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._dress_headers()
        self._connect()
        self._arrange_columns()

    # looks ----------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.setProperty("role", "list")
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _dress_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self._cells.row_height())
        titles = self.horizontalHeader()
        titles.setHighlightSections(False)
        titles.setSectionsClickable(True)
        titles.setSortIndicatorShown(False)
        titles.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        titles.setMinimumSectionSize(40)
        titles.setFixedHeight(self.kit.theme.field_height + 3)

    def _connect(self) -> None:
        self.horizontalHeader().sectionClicked.connect(self._on_title_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.rows.modelAboutToBeReset.connect(self._remember_place)
        self.rows.modelReset.connect(self._restore_choice)
        self.rows.loaded.connect(self._on_loaded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_columns()
        self.empty_state.setGeometry(self.viewport().rect())

    def _arrange_columns(self) -> None:
        """Fixed columns by their width, the rest shared; secondary ones only where there is room."""
        columns, scale = self.rows.columns, self.kit.theme.text_size / 14
        wide = self.window().width() >= WIDE_WINDOW
        shown = [place for place, column in enumerate(columns) if wide or not column.secondary]
        for place in range(len(columns)):
            self.setColumnHidden(place, place not in shown)
        widths = {place: round(columns[place].width * scale) for place in shown}
        growing = [place for place in shown if columns[place].stretch] or shown[-1:]
        spare = self.viewport().width() - sum(widths.values())
        for place in growing:
            widths[place] = max(_LEAST_WIDTH, widths[place] + spare // len(growing))
        for place, width in widths.items():
            self.setColumnWidth(place, width)

    # rows -----------------------------------------------------------------------------------------------------

    def show_source(self, source: ListSource) -> None:
        """Show another list."""
        self.rows.show_source(source)

    def refresh(self) -> None:
        """Read the list again; the chosen row stays chosen."""
        self.rows.refresh()

    def show_order(self, sort: str, *, descending: bool = False) -> None:
        """Order by one of the columns' keys before the first rows are read, and mark its title."""
        self.rows.sort_key, self.rows.descending = sort, descending
        places = [place for place, column in enumerate(self.rows.columns) if column.sort == sort]
        self._mark_title(places[0] if places else -1)

    def chosen_id(self) -> int | None:
        """Id of the chosen row."""
        return self._chosen_id

    def marked_rows(self) -> list[Row]:
        """The rows that are marked, with Ctrl or Shift where the list takes several, in the order of the list."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows(self._first_column()))
        return [row for row in map(self.rows.row_at, places) if row is not None]

    def choose(self, row_id: int | None) -> bool:
        """Put the cursor on a row by its id; false if it is not there (yet: then it is chosen once it is loaded)."""
        place = self.rows.place_of(row_id) if row_id is not None else -1
        self._wanted_id = None if place >= 0 or self.rows.is_complete else row_id
        if place < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return False
        index = self.rows.index(place, self._first_column())
        self.selectionModel().setCurrentIndex(index, _SELECT_ROW)
        self.scrollTo(index)
        return True

    def _first_column(self) -> int:
        return next((place for place in range(len(self.rows.columns)) if not self.isColumnHidden(place)), 0)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        row_id = self.rows.id_at(current.row()) if current.isValid() else None
        if row_id != self._chosen_id:
            self._chosen_id = row_id
            self.row_chosen.emit(row_id)

    def _remember_place(self) -> None:
        self._top_place = self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)

    def _restore_choice(self) -> None:
        self.selectionModel().blockSignals(False)
        if not self.rows.is_complete:
            self.empty_state.hide()
        chosen = self._chosen_id
        place = self.rows.place_of(chosen) if chosen is not None else -1
        if place >= 0:
            self.selectionModel().setCurrentIndex(self.rows.index(place, self._first_column()), _SELECT_ROW)
        elif chosen is not None and self.rows.is_complete:
            self._forget_choice()
        self.updateGeometries()
        self.verticalScrollBar().setValue(self._top_place)

    def _forget_choice(self) -> None:
        self._chosen_id = None
        self.row_chosen.emit(None)

    def _on_loaded(self, count: int) -> None:
        if self._wanted_id is not None:
            self.choose(self._wanted_id)
        elif self._chosen_id is not None and not self.currentIndex().isValid():
            self._restore_choice()
        self.empty_state.setVisible(count == 0)

    # keys and mouse -------------------------------------------------------------------------------------------

    def _on_title_clicked(self, place: int) -> None:
        key = self.rows.columns[place].sort
        if key:
            descending = self.rows.sort_key == key and not self.rows.descending
            self._top_place = 0
            self.verticalScrollBar().setValue(0)
            self.rows.sort(place, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
            self._mark_title(place)

    def _mark_title(self, place: int) -> None:
        titles = self.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if self.rows.descending else Qt.SortOrder.AscendingOrder
        titles.setSortIndicatorShown(place >= 0)
        titles.setSortIndicator(place, order)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(self.rows.id_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        opens = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if opens and index.isValid() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.row_opened.emit(self.rows.id_at(index.row()))
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.rows.rowCount():
            self.choose(self.rows.id_at(0 if event.key() == Qt.Key.Key_Home else self.rows.rowCount() - 1))
        elif event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            copy_text(self.rows.copied_text(index.row()))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters do not jump in a list: Qt would read every row for it, and a scan would move the cursor."""
