"""The hand-over in one look: where the device stands, what is owed, and what has to be ticked before it leaves."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.attachments import FileKind
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.leaving import OLD_PART_TITLES, SETTLED_TITLES, HandOver, OldPartGoes, Proof, Settled
from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.order_states import OUTCOME_TITLES, STATE_TITLES, Outcome
from aftersales_desktop.i18n import N_, Code, OwnNumber
from aftersales_desktop.services.departures import Departure, blockers_of
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.record_files import RecordFiles
from aftersales_desktop.ui.places import show_place
from aftersales_desktop.ui.reception.choices import one_of
from aftersales_desktop.ui.reception.part_questions import PartQuestion, PartQuestions
from aftersales_desktop.ui.verdicts import STATE_TONES
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.cell_label import CellLabel
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.fields import CheckField, Chip, ChipsField, CodeField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input, Section
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.link_row import LinkRow

OUTCOMES = (
    Outcome.REPAIRED, Outcome.REPLACED, Outcome.NO_FAULT_FOUND, Outcome.PRICE_REFUSED, Outcome.NOT_REPAIRABLE,
    Outcome.WARRANTY_REFUSED, Outcome.PART_UNAVAILABLE, Outcome.REFUNDED,
)  # fmt: skip


FIRST_INPUTS = (
    Input("outcome", N_("How the work ended"), one_of({one: OUTCOME_TITLES[one] for one in OUTCOMES}), required=True),
    Input("accessories", N_("Given back with it"), ChipsField, help=N_("Tick what goes out with the device.")),
    Input("settled", N_("Balance"), one_of(SETTLED_TITLES), help=N_("How what was left to pay was paid.")),
)
LAST_INPUTS = (
    Input("receiver_name", N_("Handed to"), TextField),
    Input("note", N_("Note"), TextField),
    Input(
        "override_reason", N_("Why it leaves all the same"), TextField, required=True,
        help=N_("What is not settled stays with the order, with this reason and who allowed it."),
    ),
    Input("allowed_by", N_("Allowed by"), TextField, required=True),
    Section(
        N_("More about the hand-over"),
        (
            (
                Input("receiver_relation", N_("Relation to the owner"), TextField),
                Input("receiver_document", N_("Document shown"), TextField),
            ),
            Input(
                "closing_seal", N_("Seal number now"), CodeField,
                help=N_("It is compared with the seal when the device comes in again."),
            ),
            Input("was_tested", N_("Tested before the customer"), CheckField),
        ),
        collapsed=True,
    ),
)  # fmt: skip
_OVERRIDE = ("override_reason", "allowed_by")


class ExitForm(QWidget):
    """`submitted` means Enter in the last input or Ctrl+Enter; `companion_chosen(id)` another device of the visit."""

    submitted = Signal()
    companion_chosen = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit = context.kit
        self.departure: Departure | None = None
        self.proof = Proof.NONE
        self._shelf = CellLabel(kit)
        self._shelf.setObjectName("exit_shelf")
        self.banner = Banner(kit)
        self.proof_banner = Banner(kit)
        self._facts = FactGrid(kit)
        self.files = RecordFiles(context)
        self.files.take_drops_of(self)
        self.first = Form(kit, FIRST_INPUTS)
        self.old_parts = PartQuestions(kit, OLD_PART_TITLES)
        self.last = Form(kit, LAST_INPUTS)
        self._others = QVBoxLayout()
        self._lay_out()
        self._connect(self.first, self.last)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        compare = self._context.words("Compare the device with the photos of its intake; add one of how it leaves.")
        hint = Label(self._context.kit, compare, "hint", wrap=True)
        for widget in (self._shelf, self.proof_banner, self.banner, self._facts, hint, self.files, line()):
            self._column.addWidget(widget)
        for widget in (self.first, self.old_parts, self.last):
            self._column.addWidget(widget)
        self._column.addLayout(self._others)
        self._column.addStretch(1)

    def _connect(self, *forms: Form) -> None:
        for form in forms:
            form.changed.connect(self._show_blockers)
        self.first.submitted.connect(self._go_on)
        self.old_parts.changed.connect(self._show_blockers)
        self.old_parts.submitted.connect(self.last.focus)
        self.last.submitted.connect(self.submitted)

    def _go_on(self) -> None:
        if not self.old_parts.focus():
            self.last.focus()

    # what is shown --------------------------------------------------------------------------------------------

    def begin(self, departure: Departure, actor: str) -> None:
        """Show a hand-over; the cursor stands on the first thing that nobody said yet."""
        self.departure, self.proof = departure, Proof.NONE
        order, words = departure.order, self._context.words
        show_place(self._shelf, order.unit, words, order)
        self.proof_banner.say("info", words("Scan the label of the device: it proves that it is the right one."))
        self._facts.set_facts(self._fact_rows(departure))
        self.files.show_record("service_order", order.uuid, FileKind.HAND_BACK)
        self.first.clear()
        self.last.clear()
        self._ask(departure)
        self._ask_old_parts(departure)
        self.last.set_values({"receiver_name": order.owner.name, "allowed_by": actor})
        for name in _OVERRIDE:
            self.last.set_shown(name, False)
        self._show_others(departure)
        self._show_blockers()
        self._focus_first()

    def _ask(self, departure: Departure) -> None:
        order = departure.order
        chips = [chip for chip in order.accessories if not chip.is_exclusive]
        language = self._context.words.language
        self.first.field("accessories").set_chips([Chip(chip.code, chip.name(language)) for chip in chips])
        self.first.set_shown("accessories", bool(chips))
        self.first.set_shown("outcome", order.outcome is None)
        self.first.set_shown("settled", departure.balance > 0)

    def _ask_old_parts(self, departure: Departure) -> None:
        """One question for each part that lies on a bench; what was promised is chosen already."""
        words = self._context.words
        self.old_parts.ask(
            PartQuestion(
                part.line.id,
                words("Old part: {part}", part=part.line.title),
                part.promised.value if part.promised else "",
            )
            for part in departure.old_parts
        )

    def _fact_rows(self, departure: Departure) -> list[Fact]:
        words, order = self._context.words, departure.order
        rest = departure.balance

        def written(value: int) -> str:
            return words.value(Money(value, departure.currency))

        title = words("To pay") if rest >= 0 else words("Owed to the customer")
        return [
            Fact(words("Device"), words.value(order.unit.model.full_title(words.language)), strong=True),
            Fact(words("Serial"), words.code(order.unit.serial) if order.unit.serial else ""),
            Fact(words("Work and parts"), written(departure.payable) if departure.payable else ""),
            Fact(words("Deposit"), written(departure.deposit) if departure.deposit else ""),
            Fact(title, written(abs(rest)) if departure.payable or departure.deposit else "", strong=True),
            Fact(words("Loaner still out"), words.joined([Code(code) for code in departure.loaners])),
            Fact(words("Outcome"), words(OUTCOME_TITLES[order.outcome]) if order.outcome else ""),
            Fact(words("Accessories"), order.accessories_note),
        ]

    def _show_others(self, departure: Departure) -> None:
        """The other devices of the visit: some may leave, some stay."""
        while (item := self._others.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        words = self._context.words
        if departure.companions:
            self._others.addWidget(Label(self._context.kit, words("Also here from this visit"), "section"))
        for one in departure.companions:
            title = words.value(one.unit.model.full_title(words.language))
            state, tone = words(STATE_TITLES[one.state]), STATE_TONES[one.state.value]
            number = words.value(OwnNumber(one.number))
            row = LinkRow(self._context.kit, title, number, state, tone, partial(self.companion_chosen.emit, one.id))
            self._others.addWidget(row)

    def _show_blockers(self, _name: str = "") -> None:
        """Everything that is not settled, in one place; green when nothing is left."""
        words = self._context.words
        found = blockers_of(self.departure, self._so_far())
        if found:
            self.banner.say("warn", "\n".join(words.say(blocker.message) for blocker in found))
        else:
            self.banner.say("ok", words("Nothing keeps it here."))

    def _focus_first(self) -> None:
        asked = [name for name in self.first.names() if not self.first.field(name).parentWidget().isHidden()]
        if asked:
            self.first.focus(asked[0])
        else:
            self._go_on()

    # scanning -------------------------------------------------------------------------------------------------

    def take_proof(self, proof: Proof) -> None:
        """A label was scanned."""
        words = self._context.words
        self.proof = proof
        if proof is Proof.RIGHT:
            self.proof_banner.say("ok", words("This is the right device."))
        else:
            self.proof_banner.say("danger", words("Stop: this label is another device's. Fetch the right one."))
        self._show_blockers()

    # values ---------------------------------------------------------------------------------------------------

    def hand_over(self) -> HandOver:
        """What was entered. ValidationError for an input that cannot be read."""
        first, last = self.first.values(), self.last.values()
        outcome = first["outcome"]
        return HandOver(
            outcome=Outcome(outcome[0]) if outcome else None, proof=self.proof, accessories=first["accessories"],
            old_parts=self._old_part_answers(), settled=Settled(first["settled"][0]) if first["settled"] else None,
            **{name: last[name] for name in last},
        )  # fmt: skip

    def _so_far(self) -> HandOver:
        """What decides about the blockers, readable or not."""
        settled = self.first.field("settled").value()
        return HandOver(
            proof=self.proof, accessories=self.first.field("accessories").value(), old_parts=self._old_part_answers(),
            settled=Settled(settled[0]) if settled else None,
        )  # fmt: skip

    def _old_part_answers(self) -> tuple[tuple[int, OldPartGoes], ...]:
        return tuple((line_id, OldPartGoes(value)) for line_id, value in self.old_parts.answers().items())

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> list[FieldProblem]:
        """Mark the inputs, show the two of an override when it is asked for; gives back what has no input here."""
        asked = {problem.field for problem in problems}
        if asked & set(_OVERRIDE):
            for name in _OVERRIDE:
                self.last.set_shown(name, True)
        for form in (self.last, self.first):
            form.show_problems(problem for problem in problems if problem.field in form.names())
        known = {*self.first.names(), *self.last.names()}
        return [problem for problem in problems if problem.field not in known]
