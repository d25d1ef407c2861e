"""The tiles of a record's photos and files, made a few lines at a time, with small pictures that a worker makes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.services.attachments import AttachmentRow
from aftersales_desktop.services.file_store import Condition
from aftersales_desktop.services.kept_files import Thumbnail, thumbnail_of
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.file_tile import PICTURE, FileTile
from aftersales_desktop.ui.widgets.flow_layout import FlowLayout

AT_A_TIME = 12
"""Tiles that are laid out together; they fill whole lines of three or four."""

_GAP = 6
_THUMBNAILS_AT_A_TIME = 4
_MOST_REMEMBERED = 400


class _Batch(NamedTuple):
    """Tiles that were laid out before they were shown: one by one, each would have the others laid out anew."""

    rows: tuple[AttachmentRow, ...]
    widget: QWidget
    tiles: tuple[FileTile, ...]


class FileTiles(QWidget):
    """Shows rows; says which one somebody wants to open, to put away, or to do something else with."""

    opened = Signal(int)
    removed = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self, context: AppContext, *, can_change: bool = True) -> None:
        super().__init__()
        self._context = context
        self._can_change = can_change
        self._batches: list[_Batch] = []
        self._thumbnails: dict[str, Thumbnail] = {}
        self._looking: Job | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(_GAP)

    def show_rows(self, rows: tuple[AttachmentRow, ...]) -> None:
        """Show these; only lines that are not the same any more are made anew."""
        wanted = [rows[start : start + AT_A_TIME] for start in range(0, len(rows), AT_A_TIME)]
        for place, chunk in enumerate(wanted):
            if place < len(self._batches) and self._batches[place].rows == chunk:
                continue
            made = self._make_batch(chunk)
            self._lines.insertWidget(place, made.widget)
            for old in self._batches[place : place + 1]:
                _take_away(old)
            self._batches[place : place + 1] = [made]
        for old in self._batches[len(wanted) :]:
            _take_away(old)
        del self._batches[len(wanted) :]
        self._look_at_next()

    def row(self, attachment_id: int) -> AttachmentRow:
        """What a tile shows."""
        return next(tile.row for tile in self.tiles() if tile.row.id == attachment_id)

    def tiles(self) -> list[FileTile]:
        """Those that are shown, in order."""
        return [tile for batch in self._batches for tile in batch.tiles]

    def forget_problems(self) -> None:
        """What was missing or damaged may have been put right; the next rows show it."""
        self._thumbnails = {sha: one for sha, one in self._thumbnails.items() if one.condition is Condition.WHOLE}

    def look_anew(self) -> None:
        """Read every file that is shown again."""
        self._thumbnails.clear()
        self._look_at_next()

    def _make_batch(self, rows: tuple[AttachmentRow, ...]) -> _Batch:
        widget = QWidget(self)
        flow = FlowLayout(widget, gap=_GAP)
        tiles = tuple(self._tile(row) for row in rows)
        for tile in tiles:
            flow.addWidget(tile)
        return _Batch(rows, widget, tiles)

    def _tile(self, row: AttachmentRow) -> FileTile:
        tile = FileTile(self._context.kit, row, can_change=self._can_change)
        tile.opened.connect(self.opened)
        tile.removed.connect(self.removed)
        tile.menu_asked.connect(self.menu_asked)
        if row.sha256 in self._thumbnails:
            tile.show_thumbnail(self._thumbnails[row.sha256])
        return tile

    # thumbnails -----------------------------------------------------------------------------------------------

    def _look_at_next(self) -> None:
        """A few at a time, so that the first ones show soon and another record need not wait."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        shas = dict.fromkeys(tile.row.sha256 for tile in self.tiles())
        wanted = [sha256 for sha256 in shas if sha256 not in self._thumbnails][:_THUMBNAILS_AT_A_TIME]
        if not wanted:
            return
        ratio = self.devicePixelRatioF()
        size = (round(PICTURE.width() * ratio), round(PICTURE.height() * ratio))
        work = partial(_thumbnails, self._context.desk.path, tuple(wanted), size)
        self._looking = self._context.kit.background.run(self, work, self._show_thumbnails)

    def _show_thumbnails(self, found: dict[str, Thumbnail]) -> None:
        self._looking = None
        if len(self._thumbnails) > _MOST_REMEMBERED:
            self._thumbnails.clear()
        self._thumbnails.update(found)
        for tile in self.tiles():
            if tile.row.sha256 in found:
                tile.show_thumbnail(found[tile.row.sha256])
        self._look_at_next()


def _take_away(batch: _Batch) -> None:
    batch.widget.hide()
    batch.widget.deleteLater()


def _thumbnails(database: Path, shas: tuple[str, ...], size: tuple[int, int], job: Job) -> dict[str, Thumbnail]:
    """In the worker."""
    found: dict[str, Thumbnail] = {}
    for sha256 in shas:
        if job.cancelled():
            break
        found[sha256] = thumbnail_of(database, sha256, *size)
    return found
