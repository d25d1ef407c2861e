"""The form of an estimate: lines one after the other, up to three options, how long it holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.domain.coverage import LINE_KIND_TITLES, LineKind
from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.estimates import (
    ESTIMATE_KINDS,
    MOST_OPTIONS,
    EstimateDraft,
    PlannedLine,
    line_problems,
    options_of,
    payable_of,
)
from aftersales_desktop.domain.money import Money
from aftersales_desktop.i18n import N_
from aftersales_desktop.services import estimates, parts, tariffs
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.reception.choices import one_of
from aftersales_desktop.ui.widgets.button import Button, IconButton
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    DateField,
    MoneyField,
    NoteField,
    NumberField,
    SuggestField,
    Suggestion,
)
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label, line, set_look

_OFFERED = 8


def _options(kit: Kit) -> ChipsField:
    numbers = range(1, MOST_OPTIONS + 1)
    chips = [Chip(number, kit.words("Option {number}", number=number)) for number in numbers]
    return ChipsField(kit, chips, single=True)


LINE_INPUTS = (
    Input("kind", N_("Kind"), one_of({kind: LINE_KIND_TITLES[kind] for kind in ESTIMATE_KINDS})),
    Input(
        "title", N_("Work or part"), SuggestField,
        help=N_("A part or an operation of the price list, or any words."),
    ),
    (
        Input("quantity", N_("Count"), partial(NumberField, least=1, most=10**6)),
        Input("price", N_("Price (rial)"), MoneyField, width=2, help=N_("For all pieces of this line together.")),
    ),
    Input(
        "covered", N_("Of which covered (rial)"), MoneyField,
        help=N_("What the customer does not pay of the price."),
    ),
    Input("option", N_("For which option"), _options, help=N_("Only when the customer can choose.")),
)  # fmt: skip
END_INPUTS = (
    Input("valid_until", N_("Valid until"), DateField),
    Input("note", N_("Note"), partial(NoteField, lines=2)),
)


class EstimateForm(QWidget):
    """`submitted` means Enter in the last input."""

    submitted = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._order_id = 0
        self._part_group = ""
        self._lines: list[PlannedLine] = []
        kit = context.kit
        self._title = SuggestField(kit, self._find, keeps_text=True)
        self.line = Form(kit, LINE_INPUTS, {"title": self._title})
        self.end = Form(kit, END_INPUTS)
        self._box = QVBoxLayout()
        self._totals = Label(kit, "", "strong", wrap=True)
        self._add = Button(kit, kit.words("Add this line"), "plus", "ghost")
        self._add.setObjectName("add_estimate_line")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._box)
        layout.addWidget(self._totals)
        layout.addWidget(line())
        layout.addWidget(self.line)
        layout.addWidget(self._add)
        layout.addWidget(line())
        layout.addWidget(self.end)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._title.taken.connect(self._on_taken)
        self._add.clicked.connect(self.add_line)
        self.line.submitted.connect(self.add_line)
        self.line.changed.connect(self._on_changed)
        self.end.submitted.connect(self.submitted)

    # values ---------------------------------------------------------------------------------------------------

    def begin(self, order_id: int, draft: EstimateDraft) -> None:
        """Show a draft; the cursor stands where the next line is written."""
        self._order_id = order_id
        self._lines = list(draft.lines)
        self._clear_line()
        self.end.clear()
        self.end.set_values({"valid_until": draft.valid_until, "note": draft.note})
        self._show_lines()
        self.line.focus("title")

    def draft(self) -> EstimateDraft:
        """Every line, also the one that is being written. ValidationError for an input that cannot be read."""
        lines = [*self._lines, *([self._written()] if not self._is_line_empty() else [])]
        values = self.end.values()
        return EstimateDraft(tuple(lines), values["valid_until"], values["note"])

    def is_empty(self) -> bool:
        """Whether there is no line."""
        return not self._lines and self._is_line_empty()

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> list[FieldProblem]:
        """Mark the inputs; gives back what has none here."""
        for form in (self.line, self.end):
            form.show_problems(problem for problem in problems if problem.field in form.names())
        known = {*self.line.names(), *self.end.names()}
        return [problem for problem in problems if problem.field not in known]

    # lines ----------------------------------------------------------------------------------------------------

    def add_line(self) -> bool:
        """Put the line aside and begin the next; false while it lacks something. From an empty one on to the end."""
        if self._is_line_empty() and self._lines:
            self.end.focus()
            return True
        try:
            written = self._written()
            problems = line_problems(written)
        except ValidationError as error:
            problems = list(error.problems)
        if problems:
            self.line.show_problems(problems)
            return False
        self._lines.append(written)
        self._clear_line(written.option)
        self._show_lines()
        self.line.focus("title")
        return True

    def _written(self) -> PlannedLine:
        values = self.line.values()
        kind, record_id = self._title.value() or ("", None)
        chosen, option = values["kind"], values["option"]
        return PlannedLine(
            LineKind(chosen[0]) if chosen else LineKind.PART, self._title.text().strip(), values["price"] or 0,
            values["covered"] or 0, option[0] if option else 1, values["quantity"] or 1,
            record_id if kind == "part" else None, record_id if kind == "tariff" else None,
        )  # fmt: skip

    def _is_line_empty(self) -> bool:
        return self._title.is_empty() and self.line.field("price").is_empty()

    def _clear_line(self, option: int = 1) -> None:
        self.line.clear()
        self._part_group = ""
        self.line.set_values({"kind": (LineKind.PART.value,), "quantity": 1, "option": (option,)})

    def _show_lines(self) -> None:
        while (item := self._box.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for place, planned in enumerate(self._lines):
            self._box.addWidget(self._row(place, planned))
        words = self._context.words
        totals = [
            words("Option {number}: {amount} to pay", number=option, amount=Money(payable_of(self._lines, option)))
            for option in options_of(self._lines)
        ]
        self._totals.setText("\n".join(totals))
        self._totals.setVisible(bool(totals))

    def _row(self, place: int, planned: PlannedLine) -> QWidget:
        kit, words = self._context.kit, self._context.words
        row = QWidget()
        set_look(row, role="inner_card")
        remove = IconButton(kit, "x", words("Take this line away"))
        remove.setObjectName(f"remove_line_{place}")
        remove.clicked.connect(partial(self._remove, place))
        below: list[object] = [Money(planned.price), words(LINE_KIND_TITLES[planned.kind])]
        if planned.covered:
            below.append(words("{amount} covered", amount=Money(planned.covered)))
        if len(options_of(self._lines)) > 1:
            below.append(words("Option {number}", number=planned.option))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(kit, words.value(planned.title), "strong", wrap=True))
        texts.addWidget(Label(kit, words.joined(below), "hint", wrap=True))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(8, 4, 0, 4)
        layout.addLayout(texts, 1)
        layout.addWidget(remove)
        return row

    def _remove(self, place: int, _checked: bool = False) -> None:
        del self._lines[place]
        self._show_lines()

    # what is offered ------------------------------------------------------------------------------------------

    def _find(self, typed: str) -> Sequence[Suggestion]:
        """Parts and operations with their price."""
        desk, words = self._context.desk, self._context.words
        found = [
            Suggestion(("part", part.id), part.name, words.code(part.code))
            for part in parts.suggest_parts(desk, typed, _OFFERED)
        ]
        found += [
            Suggestion(("tariff", tariff.id), tariff.name, words.code(tariff.code))
            for tariff in tariffs.suggest_tariffs(desk, typed, _OFFERED)
        ]
        return found[:_OFFERED]

    def _on_taken(self, value: tuple[str, int]) -> None:
        """A part or an operation brings its price, and what the warranty pays of it."""
        kind, record_id = value
        if kind == "part":
            part = parts.get_part(self._context.desk, record_id)
            self._part_group, price = part.part_group, part.price.sell if part.price else 0
        else:
            self._part_group, price = "", tariffs.get_tariff(self._context.desk, record_id).price
        line_kind = LineKind.PART if kind == "part" else LineKind.LABOUR
        self.line.set_values({"kind": (line_kind.value,), "price": price * (self.line.field("quantity").value() or 1)})
        self._offer_cover()

    def _on_changed(self, name: str) -> None:
        if name in ("price", "kind"):
            self._offer_cover()

    def _offer_cover(self) -> None:
        """What the customer would not pay, by the warranty; it can be written over."""
        price, chosen = self.line.field("price").value() or 0, self.line.field("kind").value()
        kind = LineKind(chosen[0]) if chosen else LineKind.PART
        covered = estimates.usual_cover(self._context.desk, self._order_id, kind, price, self._part_group)
        self.line.set_values({"covered": covered or None})
