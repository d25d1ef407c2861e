"""One order in the panel of the workshop: looked at, diagnosed, worked on, moved to its next step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState
from aftersales_desktop.domain.workshop import Step
from aftersales_desktop.i18n import N_, Message, OwnNumber
from aftersales_desktop.services import diagnosis, line_coverage, order_lines, order_steps, parts, workbench
from aftersales_desktop.services.line_rows import LineRow
from aftersales_desktop.services.workbench import Workbench
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.button import ToolLink
from aftersales_desktop.ui.widgets.form import Form
from aftersales_desktop.ui.workshop.bench_view import BenchView
from aftersales_desktop.ui.workshop.forms import DiagnosisForm, OperationForm, PartsForm, StepForm, SwapForm
from aftersales_desktop.ui.workshop.line_page import LinePage

_MOST_STEPS = 6
_WORK_STATES = (OrderState.DIAGNOSING, OrderState.IN_REPAIR)


class BenchPart(PanelPart):
    """Shows an order on the bench, or one of its forms."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.view = BenchView(self.context)
        self.diagnosis_form = DiagnosisForm(self.context)
        self.swap_form = SwapForm(self.context)
        self.parts_form = PartsForm(self.context)
        self.operation_form = OperationForm(self.context)
        self.step_form = StepForm(self.context)
        self.line_page = LinePage(self.context)
        self.bench: Workbench | None = None
        self._step: Step | None = None
        self._line: LineRow | None = None
        self._saves: dict[QWidget, Callable[[], object]] = {
            self.diagnosis_form: self._save_diagnosis,
            self.swap_form: self._save_swap,
            self.parts_form: self._save_parts,
            self.operation_form: self._save_operation,
            self.step_form: self._save_step,
            self.line_page: self._save_coverage,
        }
        self._warned: set[int] = set()
        self._make_actions()
        self._make_buttons()
        self.view.step_asked.connect(self.take_step)
        self.view.lines.opened.connect(self._show_line)
        for form in self._saves:
            form.submitted.connect(self.save)

    def _make_actions(self) -> None:
        screen, words = self.screen, self.context.words
        self.next = make_action(screen, "next_step", words("Next step"), self.advance)
        self.diagnose = make_action(screen, "diagnose", words("Diagnosis"), self._show_diagnosis)
        self.operation = make_action(screen, "add_operation", words("Operation"), self._show_operation)
        self.swap = make_action(screen, "swap_part", words("Swap a part"), self._show_swap)
        self.counted = make_action(screen, "use_parts", words("Part without a serial"), self._show_parts)
        self.print = make_action(screen, "print_work_sheet", words("Work sheet"), self.print_current)
        self.file = make_action(screen, "open_order_file", words("Intake of this order"), self._open_order)
        self.remove = make_action(screen, "remove_line", words("Take the line away"), self._remove_line)
        self._step_keys = [self._step_key(place) for place in range(_MOST_STEPS)]

    def _step_key(self, place: int) -> QAction:
        action = make_action(self.screen, f"step_{place + 1}", "", partial(self.take_step, place))
        action.setShortcut(QKeySequence(f"Alt+{place + 1}"))
        return action

    def _make_buttons(self) -> None:
        kit = self.context.kit
        self._bench_buttons = (
            self.button(self.next, "check", "primary"),
            self.button(self.diagnose, "search"),
            self.button(self.swap, "refresh"),
            self.button(self.operation, "tool"),
        )
        self._form_buttons = (self.button(self.screen.save, "check", "primary"), self.button(self.screen.back))
        self._line_buttons = (*self._form_buttons, self.button(self.remove, "trash"))
        for action, icon in ((self.counted, "packages"), (self.print, "printer"), (self.file, "clipboard-list")):
            self.view.add_tool(ToolLink(kit, action, icon))

    def contents(self) -> tuple[QWidget, ...]:
        """The order and its forms."""
        return (self.view, *self._saves)

    # looking at it --------------------------------------------------------------------------------------------

    def open(self, order_id: int) -> None:
        """Show an order; the cursor leaves the form for the list, where the keys of the bench work."""
        self._show_bench(order_id)
        if self.shows(self.view):
            self.screen.page.list.setFocus()

    def _show_bench(self, order_id: int) -> None:
        bench = perform(self.context, partial(workbench.get_workbench, self.context.desk, order_id))
        if bench is not None:
            self.bench = bench
            self.view.show_bench(bench)
            self._name_next(bench)
            self.show(self.context.words.own_number(bench.order.number), self.view, self._bench_buttons)
            self.panel.pill.set_state(*self.view.state_title(bench))
            self.screen.page.list.choose(order_id)
            self._warn_once(bench)

    def follow_row(self, order_id: int | None) -> None:
        """Walking through the list changes an order that is already shown, never a form."""
        if order_id is not None and self.shows(self.view) and order_id != self.bench.order.id:
            self._show_bench(order_id)

    def refresh(self) -> None:
        """Read the order again, if it is shown."""
        if self.shows(self.view):
            self._show_bench(self.bench.order.id)

    def go_back(self) -> None:
        """To the order."""
        self.open(self.bench.order.id)

    def update_actions(self) -> None:
        """What can be done depends on the state."""
        bench = self.bench if self.shows(self.view) else None
        state = bench.order.state if bench else None
        steps = bench.steps if bench else ()
        is_worked_on = bench is not None and state in order_lines.LABOUR_STATES
        self.next.setEnabled(state is OrderState.READY or self._usual_step(bench) >= 0)
        self.diagnose.setEnabled(is_worked_on or state is OrderState.RECEIVED)
        self.operation.setEnabled(is_worked_on)
        self.counted.setEnabled(is_worked_on)
        self.swap.setEnabled(state in _WORK_STATES)
        self.print.setEnabled(bench is not None)
        self.file.setEnabled(bench is not None)
        self.remove.setEnabled(self.shows(self.line_page))
        for place, action in enumerate(self._step_keys):
            action.setEnabled(place < len(steps) and steps[place].refusal is None)

    def _name_next(self, bench: Workbench) -> None:
        words, place = self.context.words, self._usual_step(bench)
        if bench.order.state is OrderState.READY:
            self.next.setText(words("Hand over"))
        else:
            self.next.setText(words(STATE_TITLES[bench.steps[place].target]) if place >= 0 else words("Next step"))

    @staticmethod
    def _usual_step(bench: Workbench | None) -> int:
        """Place of the first step that is possible and goes forward, -1 when there is none."""
        steps = bench.steps if bench else ()
        return next((n for n, step in enumerate(steps) if step.refusal is None and not step.needs_reason), -1)

    def _warn_once(self, bench: Workbench) -> None:
        """The known fault of a model pops up the first time one of its orders is looked at here."""
        bulletin = bench.order.model.bulletin
        if bulletin and bench.order.id not in self._warned:
            self._warned.add(bench.order.id)
            self.context.notifier.warning(Message("Known fault of this model: {text}", text=bulletin))

    def print_current(self) -> None:
        """The work sheet."""
        if self.shows(self.view):
            self.context.papers.show("work-sheet", self.bench.order.number)

    def hand_over(self) -> None:
        """F8: the device leaves from the counter."""
        if self.file.isEnabled():
            self._open_order()

    def _open_order(self) -> None:
        self.context.navigator.open("order", self.bench.order.id)

    def takes_scan(self, code: str) -> bool:
        """A part's serial begins a swap; an article's code is used up or planned."""
        if not self.shows(self.view):
            return False
        if self.swap.isEnabled() and order_lines.is_part_serial(self.context.desk, code):
            self._show_swap(code)
            return True
        part = parts.find_part(self.context.desk, code)
        if part is None or part.is_serialised or not self.counted.isEnabled():
            return False
        self._show_parts()
        self.parts_form.set_values({"part_id": (part.id, part.name)})
        self.parts_form.focus("quantity")
        return True

    # steps ----------------------------------------------------------------------------------------------------

    def advance(self) -> None:
        """F6: the usual step; what is ready is handed over at the counter."""
        if not (self.next.isEnabled() and self.shows(self.view)):
            return
        if self.bench.order.state is OrderState.READY:
            self._open_order()
        else:
            self.take_step(self._usual_step(self.bench))

    def take_step(self, place: int) -> None:
        """The n-th step: at once where nothing has to be asked."""
        self._step = self.bench.steps[place]
        order = self.bench.order
        needs_technician = order.technician_id is None and self._step.target is not OrderState.READY
        if self._step.outcomes or self._step.needs_reason or needs_technician:
            self.show(self.context.words(STATE_TITLES[self._step.target]), self.step_form, self._form_buttons)
            self.step_form.begin(self._step, order)
        else:
            self._take(None)

    def _save_step(self) -> None:
        self._take(self.step_form)

    def _take(self, form: StepForm | None) -> None:
        desk, order, target = self.context.desk, self.bench.order, self._step.target

        def step() -> object:
            values = form.values() if form else {}
            return order_steps.advance(
                desk, order.id, target, technician_id=values.get("technician_id"), note=values.get("note", ""),
                outcome=form.outcome() if form else None, rev=order.rev,
            )  # fmt: skip

        message = Message(
            "{number}: {state}.", number=OwnNumber(order.number), state=Message(STATE_TITLES[target])
        )  # fmt: skip
        self._after(perform(self.context, step, form=form), message)

    # its forms ------------------------------------------------------------------------------------------------

    def _show_diagnosis(self) -> None:
        self.show(self.context.words("Diagnosis"), self.diagnosis_form, self._form_buttons)
        self.diagnosis_form.begin(self.bench.order, self.bench.diagnosis)

    def _show_swap(self, serial: str = "") -> None:
        self.show(self.context.words("Swap a part"), self.swap_form, self._form_buttons)
        self.swap_form.begin(self.bench.order, serial or "")

    def _show_parts(self) -> None:
        self.show(self.context.words("Part without a serial"), self.parts_form, self._form_buttons)
        self.parts_form.begin(self.bench.order)

    def _show_operation(self) -> None:
        self.show(self.context.words("Operation"), self.operation_form, self._form_buttons)
        self.operation_form.begin(self.bench.order)

    def _show_line(self, line: LineRow) -> None:
        self._line = line
        self.show(self.context.words.value(line.title), self.line_page, self._line_buttons)
        self.line_page.begin(line)

    def save(self) -> None:
        """What the shown form is for."""
        save = self._saves.get(self.screen.shown())
        if save is not None:
            save()

    def _after(self, result: object | None, message: Message) -> None:
        if result is not None:
            self.open(self.bench.order.id)
            self.context.notifier.info(message)

    def _perform(self, form: Form, operation: Callable[[], object], sentence: str) -> None:
        self._after(perform(self.context, operation, form=form), Message(sentence))

    def _save_diagnosis(self) -> None:
        desk, form, order_id = self.context.desk, self.diagnosis_form, self.bench.order.id

        def save() -> object:
            return diagnosis.save_diagnosis(desk, order_id, form.details(), rev=form.rev)

        self._perform(form, save, N_("The diagnosis was noted."))

    def _save_swap(self) -> None:
        desk, form, order_id = self.context.desk, self.swap_form, self.bench.order.id
        self._perform(form, lambda: order_lines.swap(desk, order_id, form.details()), N_("The part was swapped."))

    def _save_parts(self) -> None:
        desk, form, order_id = self.context.desk, self.parts_form, self.bench.order.id

        def save() -> object:
            use = form.use()
            if form.values()["is_planned"]:
                return order_lines.plan_part(desk, order_id, use.part_id, use.quantity)
            return order_lines.use_parts(desk, order_id, use)

        self._perform(form, save, N_("The part was noted."))

    def _save_operation(self) -> None:
        desk, form, order_id = self.context.desk, self.operation_form, self.bench.order.id

        def save() -> object:
            return order_lines.add_operation(desk, order_id, form.operation())

        self._perform(form, save, N_("The operation was noted."))

    def _save_coverage(self) -> None:
        desk, form, line_id = self.context.desk, self.line_page.form, self._line.id

        def save() -> object:
            return line_coverage.choose_coverage(desk, line_id, form.choice())

        self._perform(form, save, N_("It was decided who pays."))

    def _remove_line(self) -> None:
        words = self.context.words
        question = words("Take this line away? Its parts go back to where they were.")
        reason = self.context.notifier.ask_text(question, words("Take away"), label=words("Reason"))
        if reason is not None:
            remove = partial(order_lines.remove_line, self.context.desk, self._line.id, reason)
            self._after(perform(self.context, remove), Message("The line was taken away."))
