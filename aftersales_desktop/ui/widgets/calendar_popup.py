"""A month to pick a day from, Jalali or Gregorian, floating at its field."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCalendar, QDate, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from aftersales_desktop.domain.jalali import FIRST_DAY, LAST_DAY
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.overlay import Overlay


class CalendarPopup(Overlay):
    """A month; `picked` tells the day."""

    picked = Signal(object)

    def __init__(self, kit: Kit, anchor: QWidget) -> None:
        super().__init__(kit, anchor)
        self.month = QCalendarWidget()
        self._dress_month()
        self.month.clicked.connect(self._pick)
        self.month.activated.connect(self._pick)
        today = Button(kit, kit.words("Today"), kind="ghost")
        today.clicked.connect(self._pick_today)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.month)
        layout.addWidget(today)

    def open_on(self, day: date) -> None:
        """Open with a day lit."""
        day = min(max(day, FIRST_DAY), LAST_DAY)
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        size = self.kit.theme.text_size
        self.open_at_anchor(max(300, size * 22), max(310, size * 23))
        self._set_arrows()
        self.month.setFocus()

    def _dress_month(self) -> None:
        words, month = self.kit.words, self.month
        month.setLocale(QLocale("fa_IR" if words.right_to_left else "en_GB"))
        if words.calendar == "jalali":
            month.setCalendar(QCalendar(QCalendar.System.Jalali))
        month.setMinimumDate(QDate(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day))
        month.setMaximumDate(QDate(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day))
        month.setFirstDayOfWeek(Qt.DayOfWeek.Saturday)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        month.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
            if words.right_to_left
            else QCalendarWidget.HorizontalHeaderFormat.ShortDayNames
        )
        month.setGridVisible(False)
        self._colour_days()

    def _colour_days(self) -> None:
        plain, holiday, header = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        holiday.setForeground(self.kit.theme.colour("danger"))
        header.setForeground(self.kit.theme.colour("muted"))
        header.setBackground(self.kit.theme.colour("surface"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, plain)
        self.month.setWeekdayTextFormat(Qt.DayOfWeek.Friday, holiday)
        self.month.setHeaderTextFormat(header)

    def _set_arrows(self) -> None:
        """Each time it opens: Qt puts its own arrows back when direction or style change."""
        theme, words = self.kit.theme, self.kit.words
        arrows = (
            ("qt_calendar_prevmonth", "chevron-left", words("Previous month")),
            ("qt_calendar_nextmonth", "chevron-right", words("Next month")),
        )
        for name, icon, text in arrows:
            button = self.month.findChild(QToolButton, name)
            button.setIcon(theme.icon(icon))
            button.setIconSize(QSize(18, 18))
            button.setAccessibleName(text)

    def _pick(self, day: QDate) -> None:
        self._finish(day.toPython())

    def _pick_today(self) -> None:
        self._finish(self.kit.today())

    def _finish(self, day: date) -> None:
        self.close_overlay()
        self.anchor.setFocus()
        self.picked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
            self.anchor.setFocus()
            return
        super().keyPressEvent(event)
