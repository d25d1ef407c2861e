"""What every screen of the main window has in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from aftersales_desktop.ui.context import AppContext, Area


class Screen(QWidget):
    """Reloads itself when data it shows has changed: at once if visible, else when shown."""

    watches: frozenset[Area] = frozenset()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("page")
        self._stale = True
        context.changes.committed.connect(self._on_committed)

    def reload(self) -> None:
        """Read the rows again."""
        raise NotImplementedError

    def open_record(self, kind: str, value: Any) -> None:
        """Show a record of one of the kinds that this screen is registered for."""
        raise NotImplementedError

    def open_scanned(self, kind: str, value: Any) -> None:
        """The same for a paper or a label that was scanned."""
        self.open_record(kind, value)

    def show_list(self, chosen_filter: str) -> None:
        """Show the list with one of its filters; screens without a list stay as they are."""

    def takes_scan(self, code: str) -> bool:
        """A barcode was read while this screen is shown; true when it was used here."""
        return False

    def print_current(self) -> None:
        """Ctrl+P: put what is being looked at on paper; screens without a paper stay as they are."""

    def advance_current(self) -> None:
        """F6: the next step of what is being looked at."""

    def hand_over_current(self) -> None:
        """F8: hand the device being looked at back."""

    def refresh(self) -> None:
        """F5: read everything again now."""
        self._stale = True
        self._reload_if_shown()

    def keep_drafts(self) -> None:
        """Keep what stands in half-filled forms; called before the window is rebuilt or closed."""

    def _on_committed(self, areas: frozenset[Area]) -> None:
        if areas & self.watches:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reload_if_shown()

    def _reload_if_shown(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.reload()
