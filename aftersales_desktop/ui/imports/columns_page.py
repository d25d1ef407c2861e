"""What each column of the file holds, with the first rows as they will be read."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.i18n import N_
from aftersales_desktop.importing.columns import ColumnMap, Contents, make_map
from aftersales_desktop.importing.fields import FIELD_TITLES
from aftersales_desktop.services.import_preview import FileLook, PreviewRow, fields_of, preview_rows
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.enter_navigation import EnterNavigation
from aftersales_desktop.ui.widgets.fields import ChoiceField
from aftersales_desktop.ui.widgets.label import ElidedLabel, Label
from aftersales_desktop.ui.widgets.plain_table import PlainTable

LEAVE_OUT = ""
CONTENTS_TITLES = {
    Contents.PAST_SERVICES: N_("Each row is a service of the past."),
    Contents.CUSTOMERS: N_("Without a date each row is a customer; what belongs to a service is not read."),
}
_COLUMNS_WIDTH = 440
_SHOWN = 25


class ColumnsPage(QWidget):
    """`submitted` follows Enter in the last choice, `sheet_chosen(name)` another sheet."""

    submitted = Signal()
    sheet_chosen = Signal(object)
    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._look: FileLook | None = None
        self._columns: ColumnMap | None = None
        self.choices: list[ChoiceField] = []
        kit, words = context.kit, context.words
        self.sheet = ChoiceField(kit)
        self.sheet.setObjectName("sheet")
        self.sheet.setAccessibleName(words("Sheet"))
        self.sheet.taken.connect(self.sheet_chosen)
        self.problem = Banner(kit)
        self.note = Banner(kit)
        self.contents = Label(kit, "", "hint", wrap=True)
        self.preview = PlainTable(kit, "import_preview")
        self.preview.setAccessibleName(words("As it will be read"))
        self._sheet_row = QWidget()
        self._rows = QVBoxLayout()
        self._enter = EnterNavigation(lambda: list(self.choices), self)
        self._enter.submitted.connect(self.submitted)
        self._lay_out()

    def columns(self) -> ColumnMap | None:
        """The columns as they are chosen; None while something is missing."""
        return self._columns

    def look(self) -> FileLook | None:
        """The file that is shown."""
        return self._look

    # building -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        words = self._context.words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.problem)
        layout.addWidget(self.note)
        cards = QHBoxLayout()
        cards.setSpacing(14)
        left = self._card(words("What the columns hold"), self._columns_area())
        left.setFixedWidth(_COLUMNS_WIDTH)
        cards.addWidget(left)
        cards.addWidget(self._card(words("As it will be read"), self.contents, self.preview), 1)
        layout.addLayout(cards, 1)

    def _columns_area(self) -> QWidget:
        kit, words = self._context.kit, self._context.words
        sheet = QHBoxLayout(self._sheet_row)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.addWidget(Label(kit, words("Sheet"), "label"), 2)
        sheet.addWidget(self.sheet, 3)
        body = QWidget()
        body.setObjectName("scroll_body")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(8, 2, 8, 2)
        inside.setSpacing(8)
        inside.addWidget(self._sheet_row)
        self._rows.setSpacing(8)
        inside.addLayout(self._rows)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        return area

    def _card(self, title: str, *contents: QWidget) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(Label(self._context.kit, title, "card_title"))
        for content in contents:
            layout.addWidget(content, 1 if content is contents[-1] else 0)
        return card

    # showing --------------------------------------------------------------------------------------------------

    def show_look(self, look: FileLook) -> None:
        """Another file, or another sheet of it."""
        self._look = look
        words = self._context.words
        self._sheet_row.setVisible(len(look.sheets) > 1)
        self.sheet.set_options((one.name, self._sheet_title(one.name, one.is_hidden)) for one in look.sheets)
        self.sheet.set_value(look.sheet)
        if look.notes:
            self.note.say("info", words.say(look.notes[0]))
        else:
            self.note.hide()
        self._show_columns(look)
        self._read()

    def _sheet_title(self, name: str, is_hidden: bool) -> str:
        words = self._context.words
        return words("{name} (hidden)", name=name) if is_hidden else words.value(name)

    def _show_columns(self, look: FileLook) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self.choices = []
        fields = {place: field for field, place in look.guess.items()}
        for place, header in enumerate(look.headers):
            self._rows.addWidget(self._column(place, header, fields.get(place, LEAVE_OUT)))

    def _column(self, place: int, header: str, field: str) -> QWidget:
        kit, words = self._context.kit, self._context.words
        title = words.value(header.strip()) or words("Column {number}", number=place + 1)
        choice = ChoiceField(
            kit, [(LEAVE_OUT, words("Leave out")), *((name, words(of)) for name, of in FIELD_TITLES.items())]
        )
        choice.setObjectName(f"column_{place}")
        choice.setAccessibleName(title)
        choice.set_value(field)
        choice.taken.connect(partial(self._on_chosen, place))
        self._enter.watch(choice)
        self.choices.append(choice)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(ElidedLabel(kit, title, "strong"))
        texts.addWidget(ElidedLabel(kit, words.value(self._sample(place)), "hint"))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(texts, 2)
        row.addWidget(choice, 3)
        return line

    def _sample(self, place: int) -> str:
        values = (row.values[place].strip() for row in self._look.rows if place < len(row.values))
        return next((value[:60] for value in values if value), "—")

    # choosing -------------------------------------------------------------------------------------------------

    def _on_chosen(self, place: int, field: str) -> None:
        """A field stands in one column only: the one chosen last."""
        for other, choice in enumerate(self.choices):
            if other != place and field and choice.value() == field:
                choice.set_value(LEAVE_OUT)
        self._read()

    def _read(self) -> None:
        """The first rows with the columns as they are chosen now."""
        places = {choice.value(): place for place, choice in enumerate(self.choices) if choice.value()}
        words = self._context.words
        try:
            self._columns = make_map(self._look.headers, places)
        except DeskError as problem:
            self._columns = None
            self.problem.say("warn", words.say(problem.message))
            self.contents.setText("")
            self.preview.show_rows([""], [])
        else:
            self.problem.hide()
            self._show_preview(preview_rows(self._context.desk, self._look, self._columns)[:_SHOWN])
        self.changed.emit()

    def _show_preview(self, rows: list[PreviewRow]) -> None:
        words = self._context.words
        self.contents.setText(words(CONTENTS_TITLES[self._columns.contents]))
        fields = [field for field in fields_of(self._columns.contents) if self._columns.has(field)]
        titles = [words("Line"), *(words(FIELD_TITLES[field]) for field in fields)]
        has_problems = any(row.problem for row in rows)
        if has_problems:
            titles.insert(1, words("Refused"))
        lines = []
        for row in rows:
            line = [words.number(row.line), *(self._written(row.values.get(field)) for field in fields)]
            if has_problems:
                line.insert(1, words.say(row.problem) if row.problem else "")
            lines.append(line)
        self.preview.show_rows(titles, lines)

    def _written(self, value: object) -> str:
        return self._context.words.value(value) if value else ""
