"""What a screen is given, instead of globals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from aftersales_desktop.i18n import Words
from aftersales_desktop.services.search_words import NameWords
from aftersales_desktop.services.work import Area, Desk
from aftersales_desktop.ui.notifier import Notifier
from aftersales_desktop.ui.preferences import Preferences
from aftersales_desktop.ui.widgets.kit import Kit

if TYPE_CHECKING:
    from aftersales_desktop.ui.paper_desk import PaperDesk


class ChangeBus(QObject):
    """Repeats committed changes as a Qt signal, on the window's thread."""

    committed = Signal(object)
    file_replaced = Signal(object)
    """Another file stands where ours was; with the note to show. Whatever is on the screen belongs to the old one."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        desk.listeners.append(self.announce)

    def announce(self, areas: frozenset[Area]) -> None:
        """Tell every screen which areas changed."""
        self.committed.emit(areas)

    def stop(self) -> None:
        """Listen no more, before the window goes."""
        if self.announce in self._desk.listeners:
            self._desk.listeners.remove(self.announce)


class Navigator(QObject):
    """The way from one screen to a record on another: ``open("order", 12)``; the window shows the screen that can.

    Kinds: customer, new_customer, imports, unit, card, new_card, order, new_intake, bench, call, loaners, claim,
    new_claim; `value` is an id or what to start with.
    """

    asked = Signal(str, object)
    list_asked = Signal(str, str)

    def open(self, kind: str, value: Any = None) -> None:
        """Show a record, or a form for a new one."""
        self.asked.emit(kind, value)

    def open_list(self, screen: str, chosen_filter: str) -> None:
        """Show a screen's list with one of its filters."""
        self.list_asked.emit(screen, chosen_filter)


@dataclass(frozen=True)
class AppContext:
    """Handed to every screen by the main window."""

    desk: Desk
    kit: Kit
    notifier: Notifier
    changes: ChangeBus
    navigator: Navigator
    make_papers: Callable[[], PaperDesk]
    preferences: Preferences
    names: NameWords = field(default_factory=NameWords)

    @cached_property
    def papers(self) -> PaperDesk:
        """Whoever prints; made with the first paper, or while the person looks at the first rows."""
        return self.make_papers()

    @property
    def words(self) -> Words:
        """The language of the screen."""
        return self.kit.words


__all__ = ["AppContext", "Area", "ChangeBus", "Navigator"]
