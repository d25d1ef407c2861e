"""Clears away what nobody holds any more, on the window's thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_MILLISECONDS = 1000


class GarbageCollector(QObject):
    """Takes the place of Python's own collector while there is a window.

    Python's own runs in whatever thread makes the next object. A worker that destroys a widget that way waits for the
    window's thread, which waits for the worker to give Python back: the program would stand still for ever.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._is_settled = False
        self._timer = QTimer(self, interval=_MILLISECONDS)
        self._timer.timeout.connect(self._clear_away)

    def start(self) -> None:
        """Begin, or begin anew, because most of what there was has gone: with the old window, say."""
        self._is_settled = False
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again; no worker may be running any more."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

    def _clear_away(self) -> None:
        if self._is_settled:
            collect_if_due()
        else:
            self._settle()

    def _settle(self) -> None:
        """What is there once the window is furnished stays to the end: it need not be looked through each time."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._is_settled = True


def collect_if_due() -> None:
    """Clear away the oldest generation that has grown past its threshold, and the younger ones with it."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
