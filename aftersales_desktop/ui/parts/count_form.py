"""The sheet of a stock-take: where, what was scanned and counted, and how that differs from the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.parts import MOST_PARTS
from aftersales_desktop.domain.slips import CountInput, SlipLine
from aftersales_desktop.domain.stock import Place
from aftersales_desktop.i18n import N_, Code
from aftersales_desktop.services import benches, parts
from aftersales_desktop.services.parts import PartRow
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.stock_count import CountResult
from aftersales_desktop.services.whereabouts import StockUnit, whereabouts
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.parts.amounts import amount
from aftersales_desktop.ui.parts.places import place_title
from aftersales_desktop.ui.parts.scan_field import ThingField
from aftersales_desktop.ui.parts.slip_lines import SlipEntry, SlipLines
from aftersales_desktop.ui.pickers.parts import part_suggestions
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.fields import CheckField, ChoiceField, NumberField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.record_list import RecordList

HEAD = (
    Input("place_id", N_("Which place"), ChoiceField, required=True),
    (
        Input("counted_by", N_("Counted by"), TextField, required=True),
        Input("witnesses", N_("Who saw it"), TextField),
    ),
    Input("note", N_("Why"), TextField, required=True, hint=N_("yearly count, something is missing ...")),
    Input("is_complete", N_("Everything there was counted"), CheckField, help=N_("What is not scanned is missing.")),
)
ENTRY = (
    Input("what", N_("Parts"), TextField, required=True, help=N_("Scan every serial; choose counted parts by name.")),
    Input("quantity", N_("How many are there"), partial(NumberField, least=0, most=MOST_PARTS)),
)


class CountForm(QWidget):
    """Widgets in, CountInput out."""

    submitted = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context, kit = context, context.kit
        self._request_key = new_uuid()
        self._part: PartRow | None = None
        self.what = ThingField(kit, part_suggestions(context))
        self.head = Form(kit, HEAD)
        self.entry = Form(kit, ENTRY, {"what": self.what})
        self.lines = SlipLines(kit)
        self.banner = Banner(kit)
        self.differences = RecordList(kit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (self.head, line(), self.entry, self.banner, self.differences, self.lines):
            layout.addWidget(part)
        layout.addStretch(1)
        self.what.taken.connect(self._choose)
        self.what.pasted.connect(self.take_codes)
        self.entry.submitted.connect(self._add_typed)
        self.lines.changed.connect(self._forget_result)

    def begin(self) -> None:
        """An empty sheet for the parts store."""
        self._request_key = new_uuid()
        for form in (self.head, self.entry):
            form.clear()
        self.load_choices()
        self.lines.clear()
        self._show_part(None)
        self.head.set_values({"counted_by": self._context.desk.actor})
        self.head.focus("place_id")

    def load_choices(self) -> None:
        """Stores and benches."""
        words = self._context.words
        places = benches.places_of_ours(self._context.desk)
        self.head.field("place_id").set_options([(row.id, place_title(row, words)) for row in places])
        if self.head.field("place_id").value() is None:
            store = next(row for row in places if row.kind is Place.GOOD_STORE)
            self.head.set_values({"place_id": store.id})

    def take_scan(self, code: str) -> None:
        """The code of a counted article asks for its number; anything else is a serial."""
        part = parts.find_part(self._context.desk, code)
        if part is not None and not part.is_serialised:
            self._choose(part.id)
            return
        words = self._context.words
        if not self.lines.holds(serial=code.upper(), part_id=None):
            self.lines.add(SlipEntry(SlipLine(serial=code.upper()), words.code(code.upper()), ""))
        self.what.set_value(None)

    def take_codes(self, codes: Iterable[str]) -> None:
        """Several codes that were pasted."""
        for code in codes:
            self.take_scan(code)

    def input(self) -> CountInput:
        """Everything as entered. ValidationError for an input that cannot be read."""
        values = self.head.values()
        lines = self.lines.lines()
        return CountInput(
            self._request_key, values["place_id"] or 0, tuple(line.serial for line in lines if line.serial),
            tuple((line.part_id, line.quantity) for line in lines if line.part_id), bool(values["is_complete"]),
            values["counted_by"], values["witnesses"], values["note"], self.entry.confirmed(),
        )  # fmt: skip

    def show_problems(self, problems: Iterable[FieldProblem]) -> list[FieldProblem]:
        """Mark the inputs; gives back what has no input here."""
        problems = tuple(problems)
        head, entry = set(self.head.names()), set(self.entry.names())
        self.entry.show_problems(problem for problem in problems if problem.field in entry)
        self.head.show_problems(problem for problem in problems if problem.field in head)
        return [problem for problem in problems if problem.field not in head | entry]

    def show_result(self, result: CountResult) -> None:
        """How what was found differs from the ledger."""
        words = self._context.words
        if result.agrees:
            self.banner.say("ok", words("Everything is as it should be."))
        else:
            self.banner.say("warn", words("This differs from the ledger. Save to set it right."))
        self.differences.show_rows(self._groups(result), words("Nothing differs."))

    def _groups(self, result: CountResult) -> Iterable[QWidget]:
        words = self._context.words
        groups = (
            (words("Missing"), [self._unit(unit) for unit in result.missing]),
            (words("Belongs elsewhere, comes here"), [words.say(whereabouts(unit)) for unit in result.elsewhere]),
            (words("Not known, left out"), [words.code(code) for code in result.unknown]),
            (words("Cannot be counted, left out"), [words.say(sentence) for sentence in result.refused]),
            (words("More or fewer"), [
                words("{name}: {found} instead of {expected}", name=row.part_name, found=row.found,
                      expected=row.expected) for row in result.differences
            ]),
        )  # fmt: skip
        for title, sentences in groups:
            if sentences:
                yield Label(self._context.kit, title, "section")
                yield Label(self._context.kit, "\n".join(sentences), wrap=True)

    def _unit(self, unit: StockUnit) -> str:
        return self._context.words("{name}, {serial}", name=unit.name, serial=Code(unit.serial))

    def _choose(self, part_id: int) -> None:
        part = parts.get_part(self._context.desk, part_id)
        if part.is_serialised:
            self.banner.say("warn", self._context.words("{part} has serials. Scan them.", part=Code(part.code)))
            self.what.set_value(None)
            return
        self.what.set_value((part.id, part.name))
        self._show_part(part)
        QTimer.singleShot(0, self, partial(self.entry.focus, "quantity"))

    def _add_typed(self) -> None:
        quantity, typed = self.entry.values()["quantity"], self.what.text().strip()
        if self._part is None and typed:
            self.take_scan(typed)
        if self._part is None or quantity is None:
            return
        words = self._context.words
        number = amount(words, quantity, self._part.unit_word)
        subtitle = words("{code} · {number}", code=Code(self._part.code), number=number)
        self.lines.add(SlipEntry(SlipLine(self._part.id, quantity), self._part.name, subtitle))
        self.entry.clear()
        self._show_part(None)
        self.entry.focus("what")

    def _show_part(self, part: PartRow | None) -> None:
        self._part = part
        self.entry.set_shown("quantity", part is not None)

    def _forget_result(self) -> None:
        self.banner.hide()
        self.differences.show_rows((), "")
