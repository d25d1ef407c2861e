"""Two scans put a device away: its label and the cell's, in either order."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from aftersales_desktop.domain.cells import scanned_cell
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.services import cells
from aftersales_desktop.services.cells import CellMove
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.perform import perform

LONGEST_WAIT = 120.0
"""Seconds after which the first scan of a pair is forgotten: somebody walks to the shelf, but not for an hour."""


class CellScans:
    """Remembers the first scan of a pair. `opened(order)` shows the order whose device was put away."""

    def __init__(
        self, context: AppContext, opened: Callable[[int], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._context = context
        self._opened = opened
        self._clock = clock
        self._order_id: int | None = None
        self._cell = ""
        self._at = 0.0

    def takes_scan(self, code: str) -> bool:
        """A cell's label, or the label of a device after a cell's; true when it was used here."""
        if self._clock() - self._at > LONGEST_WAIT:
            self._forget()
        cell = scanned_cell(code)
        if cell is not None:
            self._take_cell(cell)
            return True
        return self._cell != "" and self._take_device(code)

    def device_was_scanned(self, code: str) -> None:
        """A device of ours was read and shown: a cell that follows is where it goes."""
        self._order_id, self._at = cells.find_order_to_put_away(self._context.desk, code), self._clock()

    def _take_cell(self, cell: str) -> None:
        order_id = self._order_id
        self._forget()
        if order_id is not None:
            put_away(self._context, order_id, cell, self._opened)
        elif perform(self._context, partial(cells.find_cell, self._context.desk, cell)) is not None:
            self._cell, self._at = cell, self._clock()
            self._context.notifier.info(
                Message("{cell}: now scan the label of the device that stands there.", cell=Code(cell))
            )

    def _take_device(self, code: str) -> bool:
        cell, order_id = self._cell, cells.find_order_to_put_away(self._context.desk, code)
        self._forget()
        if order_id is not None:
            put_away(self._context, order_id, cell, self._opened)
        return order_id is not None

    def _forget(self) -> None:
        self._order_id, self._cell = None, ""


def put_away(context: AppContext, order_id: int, cell: str, opened: Callable[[int], object]) -> CellMove | None:
    """Put the device of an order into a cell and say so, with the way back; None when it was refused."""
    move = perform(context, partial(cells.move_to_cell, context.desk, order_id, cell))
    if move is not None:
        opened(order_id)
        say_put_away(context, move, opened)
    return move


def say_put_away(context: AppContext, move: CellMove, opened: Callable[[int], object]) -> None:
    """Where the device stands now and where it came from; a cell that another device has as well is told."""
    context.notifier.info(
        Message(
            "{number} stands in {cell} now; before: {before}.", number=OwnNumber(move.number), cell=Code(move.cell),
            before=move.came_from,
        ),
        undo=partial(_take_back, context, move, opened),
    )  # fmt: skip
    if move.beside:
        numbers = tuple(map(OwnNumber, move.beside))
        context.notifier.warning(
            Message("{cell} is also the cell of {numbers}.", cell=Code(move.cell), numbers=numbers)
        )


def _take_back(context: AppContext, move: CellMove, opened: Callable[[int], object]) -> None:
    reason = context.words("Taken back right after saving")
    if perform(context, partial(cells.take_cell_move_back, context.desk, move, reason)) is not None:
        opened(move.order_id)
        context.notifier.info(Message("{number} has its old place again.", number=OwnNumber(move.number)))
