"""A day, typed the quick way or picked from a month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.jalali import FIRST_DAY, LAST_DAY, DateProblem, parse_date
from aftersales_desktop.i18n import Message
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.widgets.calendar_popup import CalendarPopup
from aftersales_desktop.ui.widgets.code_field import end_position
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.line_field import LineField


class DateField(LineField):
    """A `date` or None. Understands +7, tomorrow, 3/1, 14040301; Up and Down change it, Alt+Down opens a month.

    What cannot be read stays as it was typed, with the reason under it; `value()` is None then, and `unreadable()` says
    why, so that a form never saves it as "no date".
    """

    committed = Signal(object)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._day: date | None = None
        self._trouble: Message | None = None
        self._calendar: CalendarPopup | None = None
        words = kit.words
        month = self.addAction(kit.theme.icon("calendar", "muted", size=18), end_position(kit))
        month.setToolTip(words("Calendar (Alt+Down)"))
        month.triggered.connect(self.open_calendar)

    def rule(self) -> str:
        """How a day is typed."""
        return self.kit.words(
            "A day may be short: 5, 3/1, +3, tomorrow, a weekday's name. Up and Down change it by a day; Alt+Down "
            "opens the calendar."
        )

    def value(self) -> date | None:
        """The day, of what stands in the input now."""
        self._read()
        return self._day

    def set_value(self, value: date | None) -> None:
        """Show a day; None empties the input."""
        self._day, self._trouble = value, None
        self.setText(without_bidi_controls(self.kit.words.date(value)) if value else "")
        self._tell_distance()
        if self._problem:
            self.set_problem(None)

    def set_draft(self, draft: Any) -> None:
        """Put typed text back."""
        self.setText(str(draft or ""))
        self.finish()

    def unreadable(self) -> Message | None:
        """Why the text is not a day."""
        self._read()
        return self._trouble

    def _read(self) -> None:
        text = self.text().strip()
        self._day, self._trouble = None, None
        if not text:
            return
        try:
            self._day = parse_date(text, self.kit.today(), calendar=self.kit.words.calendar)
        except DateProblem as problem:
            self._trouble = problem.message

    def finish(self) -> None:
        """Write the day in full, or say why it cannot be read."""
        self._read()
        if self._trouble is None:
            problem, day = self._problem, self._day
            self.set_value(day)
            if problem and day is None:
                self.set_problem(problem)
        else:
            self.set_helper("")
            self.set_problem(self.kit.words.say(self._trouble))

    def _tell_distance(self) -> None:
        if self._day is None:
            self.set_helper("")
            return
        words = self.kit.words
        self.set_helper(
            words(
                "{weekday}, {distance}",
                weekday=words.weekday(self._day),
                distance=words.days_away(self._day, self.kit.today()),
            )
        )

    def _step(self, days: int) -> None:
        self._read()
        day = (self._day or self.kit.today()) + timedelta(days if self._day else 0)
        self._set_by_person(min(max(day, FIRST_DAY), LAST_DAY))

    def _set_by_person(self, day: date) -> None:
        self.set_value(day)
        self.tell_change()
        self.committed.emit(day)

    def open_calendar(self) -> None:
        """Open the month."""
        if self.isReadOnly() or not self.isEnabled():
            return
        self.setFocus()
        if self._calendar is None:
            self._calendar = CalendarPopup(self.kit, self)
            self._calendar.picked.connect(self._set_by_person)
        self._read()
        self._calendar.open_on(self._day or self.kit.today())

    def calendar(self) -> CalendarPopup | None:
        """The month, once it has been opened."""
        return self._calendar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not self.isReadOnly():
            self._step(1 if key == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)
