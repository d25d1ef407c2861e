"""How the program talks to the receptionist. What it says it with is loaded when there is something to say."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from aftersales_desktop.i18n import Message
from aftersales_desktop.ui.widgets.kit import Kit

if TYPE_CHECKING:
    from aftersales_desktop.ui.widgets.toast import ToastStack

Sentence = Message | str


class Notifier(Protocol):
    """What screens call; tests give one that records and answers."""

    def info(self, text: Sentence, undo: Callable[[], object] | None = None) -> None:
        """Something was done; `undo` takes it back."""
        ...

    def warning(self, text: Sentence) -> None:
        """Something was refused or did not work, and what to do."""
        ...

    def confirm(self, question: Sentence, verb: str, *, detail: Sentence = "", danger: bool = False) -> bool:
        """Ask before something that cannot be taken back; the verb is on the button."""
        ...

    def ask_text(self, question: Sentence, verb: str, *, label: str = "", text: str = "") -> str | None:
        """Ask for words, such as a reason; None if the person went back."""
        ...


class WindowNotifier:
    """Toasts and sheets in a window."""

    def __init__(self, kit: Kit, window: QWidget) -> None:
        self._kit = kit
        self._window = window

    @cached_property
    def toasts(self) -> ToastStack:
        """The toasts of the window."""
        from aftersales_desktop.ui.widgets.toast import ToastStack

        return ToastStack(self._kit, self._window)

    def info(self, text: Sentence, undo: Callable[[], object] | None = None) -> None:
        """A toast, with a way back if there is one."""
        self.toasts.show_toast(self._say(text), undo)

    def warning(self, text: Sentence) -> None:
        """An amber toast."""
        self.toasts.show_toast(self._say(text), tone="warn")

    def confirm(self, question: Sentence, verb: str, *, detail: Sentence = "", danger: bool = False) -> bool:
        """A sheet with the verb and Cancel."""
        from aftersales_desktop.ui.widgets.sheet import Sheet

        return Sheet(self._kit, self._window, self._say(question), self._say(detail), verb, danger=danger).ask()

    def ask_text(self, question: Sentence, verb: str, *, label: str = "", text: str = "") -> str | None:
        """A sheet with an input; an empty answer cannot be sent."""
        from aftersales_desktop.ui.widgets.text_sheet import ask_text

        return ask_text(self._kit, self._window, self._say(question), verb, label=label, text=text)

    def _say(self, text: Sentence) -> str:
        return self._kit.words.say(text)
