"""A claim in the panel: gathered by scanning, sent with its list, answered line by line, settled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.stock import CONDITION_TITLES, Condition
from aftersales_desktop.domain.supplier_claims import CLAIM_STATE_TITLES, ClaimState, LineState
from aftersales_desktop.domain.text import code_norm
from aftersales_desktop.i18n import N_, Code, Message, OwnNumber
from aftersales_desktop.services import claim_rows, claimable, supplier_claims, suppliers
from aftersales_desktop.services.claim_answers import answer_line
from aftersales_desktop.services.claim_rows import ClaimLineRow, ClaimRow
from aftersales_desktop.services.claimable import ClaimableRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.supplier_claims.claim_view import ClaimView
from aftersales_desktop.ui.supplier_claims.columns import STATE_TONES
from aftersales_desktop.ui.supplier_claims.forms import COUNTED_INPUTS, SUPPLIER_INPUTS, AnswerForm, PostingForm
from aftersales_desktop.ui.widgets.button import ToolLink
from aftersales_desktop.ui.widgets.form import Form

LIST_PAPER = "claim-list"


class ClaimPart(PanelPart):
    """Shows a claim, or one of its forms."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        kit = self.context.kit
        self.view = ClaimView(self.context)
        self.supplier_form = Form(kit, SUPPLIER_INPUTS)
        self.counted_form = Form(kit, COUNTED_INPUTS)
        self.posting_form = PostingForm(kit)
        self.answer_form = AnswerForm(kit)
        self.claim: ClaimRow | None = None
        self._line: ClaimLineRow | None = None
        self._key = ""
        self._offered: dict[str, ClaimableRow] = {}
        self._saves: dict[QWidget, Callable[[], object]] = {
            self.supplier_form: self._open_new,
            self.counted_form: self._add_counted,
            self.posting_form: self._send,
            self.answer_form: self._answer,
        }
        self._make_actions()
        self.view.line_opened.connect(self._open_line)
        self.view.scan.submitted.connect(self._add_typed)
        for form in self._saves:
            form.submitted.connect(self.save)

    def _make_actions(self) -> None:
        screen, words, kit = self.screen, self.context.words, self.context.kit
        self.print = make_action(screen, "print_claim", words("Claim list"), self.print_current)
        self.send = make_action(screen, "send_claim", words("Send"), self._show_posting)
        self.settle = make_action(screen, "settle_claim", words("Settle"), self._settle)
        self.add_all = make_action(screen, "add_claimable", words("Add all that can be claimed"), self._add_all)
        self.counted = make_action(screen, "add_counted", words("Add counted parts"), self._show_counted)
        self.arrival = make_action(screen, "note_arrival", words("It arrived"), self._note_arrival)
        self._open_buttons = (self.button(self.send, "send", "primary"), self.button(self.print, "printer"))
        self._sent_buttons = (self.button(self.settle, "check", "primary"), self.button(self.print, "printer"))
        self._form_buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        tools = ((self.add_all, "list-check"), (self.counted, "packages"), (self.arrival, "truck-delivery"))
        for action, icon in tools:
            self.view.add_tool(ToolLink(kit, action, icon))

    def contents(self) -> tuple[QWidget, ...]:
        """The claim and its forms."""
        return (self.view, *self._saves)

    # looking at it --------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """A new claim: for whom."""
        rows = suppliers.list_suppliers(self.context.desk)
        if not rows:
            self.context.notifier.warning(Message("No supplier is known yet. Add one first."))
            return
        self._key = str(uuid4())
        self.supplier_form.clear()
        self.supplier_form.field("supplier").set_options([(row.id, row.name) for row in rows])
        self.show(self.context.words("New claim"), self.supplier_form, self._form_buttons)
        self.supplier_form.focus("supplier")

    def open(self, claim_id: int) -> None:
        """Show a claim."""
        claim = perform(self.context, partial(claim_rows.get_claim, self.context.desk, claim_id))
        if claim is None:
            return
        is_new = self.claim is None or self.claim.id != claim_id
        self.claim = claim
        self.view.show_claim(claim)
        buttons = self._open_buttons if claim.state is ClaimState.OPEN else self._sent_buttons
        self.show(self.context.words.own_number(claim.number), self.view, buttons)
        self.panel.pill.set_state(self.context.words(CLAIM_STATE_TITLES[claim.state]), STATE_TONES[claim.state])
        self.screen.page.list.choose(claim_id)
        if is_new:
            self.view.scan.clear()

    def follow_row(self, claim_id: int | None) -> None:
        """Walking through the list changes a claim that is already shown, never a form."""
        if claim_id is not None and self.shows(self.view) and claim_id != self.claim.id:
            self.open(claim_id)

    def refresh(self) -> None:
        """Read the claim again, if it is shown."""
        if self.shows(self.view):
            self.open(self.claim.id)

    def go_back(self) -> None:
        """To the claim; from a claim that is not there yet out of the panel."""
        if self.shows(self.supplier_form) or self.claim is None:
            super().go_back()
        else:
            self.open(self.claim.id)

    def save(self) -> None:
        """What the shown form is for."""
        save = self._saves.get(self.screen.shown())
        if save is not None:
            save()

    def update_actions(self) -> None:
        """What can be done depends on the state."""
        claim = self.claim if self.claim is not None and self.shows(self.view) else None
        is_open = claim is not None and claim.state is ClaimState.OPEN
        is_sent = claim is not None and claim.state is ClaimState.SENT
        self.print.setEnabled(claim is not None and bool(claim.lines))
        self.send.setEnabled(is_open and bool(claim.lines))
        self.add_all.setEnabled(is_open)
        self.counted.setEnabled(is_open)
        self.arrival.setEnabled(is_sent and claim.arrived_on is None)
        self.settle.setEnabled(is_sent and not claim.waiting)

    def print_current(self) -> None:
        """The list that goes with it."""
        if self.print.isEnabled():
            self.context.papers.show(LIST_PAPER, self.claim.number)

    def takes_scan(self, code: str) -> bool:
        """A faulty part goes in; one that is in a sent claim has come back."""
        if not self.shows(self.view) or self.claim.state is ClaimState.SETTLED:
            return False
        if self.claim.state is ClaimState.OPEN:
            self._add(code)
            return True
        norm, sent = code_norm(code), (one for one in self.claim.lines if one.state is LineState.SENT)
        line = next((one for one in sent if one.serial and code_norm(one.serial) == norm), None)
        if line is not None:
            self._show_answer(line)
        return line is not None

    # gathering ------------------------------------------------------------------------------------------------

    def _open_new(self) -> None:
        form, desk = self.supplier_form, self.context.desk

        def begin() -> ClaimRow:
            supplier_id = form.values()["supplier"]
            if supplier_id is None:
                raise ValidationError([FieldProblem("supplier", Message("Choose the supplier."))])
            return supplier_claims.open_claim(desk, supplier_id, self._key)

        claim = perform(self.context, begin, form=form)
        if claim is not None:
            self.open(claim.id)
            self.view.scan.focus("serial")

    def _add_typed(self) -> None:
        self._add(self.view.scan.values()["serial"])

    def _add(self, serial: str) -> None:
        fault = self.view.scan.values()["fault"]
        add = partial(supplier_claims.add_serial, self.context.desk, self.claim.id, serial, fault)
        if perform(self.context, add, form=self.view.scan) is not None:
            self.view.scan.clear()
            self.open(self.claim.id)
            self.view.scan.focus("serial")

    def _add_all(self) -> None:
        """Everything of this supplier that waits; what cannot go is left."""
        desk, claim_id, supplier_id = self.context.desk, self.claim.id, self.claim.supplier_id
        rows = [row for row in claimable.list_claimable(desk, desk.today(), supplier_id) if row.supplier_id]
        for row in rows:
            if row.unit_id is not None:
                add = partial(supplier_claims.add_serial, desk, claim_id, row.serial)
            else:
                condition = Condition(row.condition)
                add = partial(supplier_claims.add_counted, desk, claim_id, row.part_id, row.quantity, condition)
            perform(self.context, add)
        self.open(claim_id)
        if not rows:
            self.context.notifier.info(Message("Nothing of this supplier waits in the store of faulty parts."))

    def _show_counted(self) -> None:
        desk, words = self.context.desk, self.context.words
        rows = [row for row in claimable.list_claimable(desk, desk.today()) if row.unit_id is None]
        if not rows:
            self.context.notifier.warning(Message("No counted parts wait in the store of faulty parts."))
            return
        self._offered = {f"{row.part_id}/{row.condition}": row for row in rows}
        titles = [(key, self._offered_title(row)) for key, row in self._offered.items()]
        self.counted_form.clear()
        self.counted_form.field("part").set_options(titles)
        self.counted_form.set_values({"part": titles[0][0], "quantity": rows[0].quantity})
        self.show(words("Add counted parts"), self.counted_form, self._form_buttons)
        self.counted_form.focus("part")

    def _offered_title(self, row: ClaimableRow) -> str:
        words = self.context.words
        condition = words(CONDITION_TITLES[Condition(row.condition)])
        return f"{row.part_name} · {condition} · {words.number(row.quantity)}"

    def _add_counted(self) -> None:
        form, desk, claim_id = self.counted_form, self.context.desk, self.claim.id

        def add() -> ClaimRow:
            values = form.values()
            row = self._offered.get(values["part"])
            if row is None:
                raise ValidationError([FieldProblem("part", Message("Choose the part."))])
            condition, quantity = Condition(row.condition), values["quantity"] or 0
            return supplier_claims.add_counted(desk, claim_id, row.part_id, quantity, condition, values["fault"])

        if perform(self.context, add, form=form) is not None:
            self.open(claim_id)

    # out and back ---------------------------------------------------------------------------------------------

    def _show_posting(self) -> None:
        self.posting_form.clear()
        self.show(self.context.words("Send the claim"), self.posting_form, self._form_buttons)
        self.posting_form.focus("waybill")

    def _send(self) -> None:
        form, desk, claim_id = self.posting_form, self.context.desk, self.claim.id
        claim = perform(self.context, lambda: supplier_claims.send_claim(desk, claim_id, form.posting()), form=form)
        if claim is not None:
            self.open(claim.id)
            self.context.notifier.info(Message("Claim {number} was sent.", number=OwnNumber(claim.number)))
            self.context.papers.print_after_save(LIST_PAPER, claim.number)

    def _note_arrival(self) -> None:
        words = self.context.words
        question = words("Under which number do they have it?")
        number = self.context.notifier.ask_text(question, words("It arrived"), label=words("Their number"))
        if number is not None:
            arrive = partial(supplier_claims.note_arrival, self.context.desk, self.claim.id, number)
            self._after(perform(self.context, arrive), N_("The claim has arrived."))

    def _settle(self) -> None:
        claim, words = self.claim, self.context.words
        question = Message("Settle claim {number}? Nothing more is expected then.", number=OwnNumber(claim.number))
        if self.context.notifier.confirm(question, words("Settle")):
            settle = partial(supplier_claims.settle_claim, self.context.desk, claim.id)
            self._after(perform(self.context, settle), N_("The claim is settled."))

    def _open_line(self, line_id: int) -> None:
        """A line that is not sent can be taken out, a sent one answered."""
        line = next(one for one in self.claim.lines if one.id == line_id)
        words = self.context.words
        if line.state is LineState.SENT:
            self._show_answer(line)
        elif line.state is LineState.OPEN:
            question = Message("Take {part} out of the claim?", part=line.part_name)
            if self.context.notifier.confirm(question, words("Take out")):
                self._after(
                    perform(self.context, partial(supplier_claims.take_line_out, self.context.desk, line_id)),
                    N_("The line was taken out."),
                )
        elif line.replacement_id or line.unit_id:
            self.context.navigator.open("unit", line.replacement_id or line.unit_id)

    def _show_answer(self, line: ClaimLineRow) -> None:
        self._line = line
        title = self.context.words("Answer for {code}", code=Code(line.serial or line.part_code))
        self.show(title, self.answer_form, self._form_buttons)
        self.answer_form.begin(line)

    def _answer(self) -> None:
        form, desk, line_id = self.answer_form, self.context.desk, self._line.id
        claim = perform(self.context, lambda: answer_line(desk, line_id, form.answer()), form=form)
        self._after(claim, N_("The answer was kept."))

    def _after(self, claim: ClaimRow | None, sentence: str) -> None:
        if claim is not None:
            self.open(claim.id)
            self.context.notifier.info(Message(sentence))
