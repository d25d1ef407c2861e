"""One order as its technician sees it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.order_states import OPEN_STATES, STATE_TITLES
from aftersales_desktop.domain.workshop import OVERLAY_TITLES
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.services import order_verdicts
from aftersales_desktop.services.workbench import Workbench
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.line_list import LineList, finding_facts
from aftersales_desktop.ui.verdicts import STATE_TONES
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.flow_layout import FlowLayout
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.pill import Pill
from aftersales_desktop.ui.workshop.columns import OVERLAY_TONES


class BenchView(QWidget):
    """Shows one workbench; `show_bench` changes it. `step_asked(place)` follows a press on one of the next steps."""

    step_asked = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit, words = context.kit, context.words
        self._where = Label(kit, "", "title")
        self._where.setObjectName("where")
        self._overlays = FlowLayout(gap=6)
        self.banner = Banner(kit)
        self.bulletin = Banner(kit)
        self.bulletin.setObjectName("bulletin")
        self._facts = FactGrid(kit)
        self._found = FactGrid(kit)
        self._undiagnosed = Label(kit, words("Not diagnosed yet."), "hint")
        self.lines = LineList(kit)
        self._steps = FlowLayout(gap=6)
        self._hint = Label(kit, "", "hint", wrap=True)
        self._hint.setObjectName("step_hint")
        self._tools = FlowLayout(gap=4)
        self._lay_out()

    def _lay_out(self) -> None:
        kit, words = self._context.kit, self._context.words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._where, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addLayout(self._overlays)
        layout.addLayout(self._steps)
        layout.addWidget(self._hint)
        layout.addWidget(self.bulletin)
        layout.addWidget(self.banner)
        layout.addWidget(self._facts)
        layout.addWidget(line())
        layout.addWidget(Label(kit, words("Diagnosis"), "section"))
        layout.addWidget(self._undiagnosed)
        layout.addWidget(self._found)
        layout.addWidget(line())
        layout.addWidget(Label(kit, words("Work and parts"), "section"))
        layout.addWidget(self.lines)
        layout.addLayout(self._tools)
        layout.addStretch(1)

    def add_tool(self, button: Button) -> None:
        """One more thing to do with the order."""
        self._tools.addWidget(button)

    def show_bench(self, bench: Workbench) -> None:
        """Show another order."""
        words, order = self._context.words, bench.order
        self._where.setText(self._place(bench))
        self._where.setVisible(order.place != "customer")
        self._show_overlays(bench)
        bulletin = order.model.bulletin
        if bulletin:
            self.bulletin.say("warn", words("Known fault of this model: {text}", text=bulletin))
        else:
            self.bulletin.hide()
        if bench.verdict is not None:
            self.banner.say(bench.verdict.tone, words.say(order_verdicts.verdict_sentence(order, bench.verdict)))
        else:
            self.banner.hide()
        self._facts.set_facts(self._order_facts(bench))
        self._undiagnosed.setVisible(bench.diagnosis is None)
        self._found.set_facts(finding_facts(bench.diagnosis, words))
        self.lines.show_lines(bench.lines, bench.totals)
        self._show_steps(bench)

    def state_title(self, bench: Workbench) -> tuple[str, str]:
        """Words and tone of the state's pill."""
        return self._context.words(STATE_TITLES[bench.order.state]), STATE_TONES[bench.order.state.value]

    def _place(self, bench: Workbench) -> str:
        words, order = self._context.words, bench.order
        if order.place == "bench" and order.technician_name:
            return words("On the bench of {name}", name=order.technician_name)
        return words("Shelf {cell}", cell=Code(order.shelf)) if order.shelf else ""

    def _show_overlays(self, bench: Workbench) -> None:
        self._empty(self._overlays)
        for overlay in bench.overlays:
            tone = {"danger": "void", "warn": "approval", "ok": "ready"}[OVERLAY_TONES[overlay]]
            pill = Pill(self._context.kit, self._context.words(OVERLAY_TITLES[overlay]), tone)
            pill.setObjectName(f"overlay_{overlay.value}")
            self._overlays.addWidget(pill)

    def _show_steps(self, bench: Workbench) -> None:
        """A button for each; what is not possible now is grey, with one sentence for the first of them."""
        self._empty(self._steps)
        words, kit = self._context.words, self._context.kit
        for place, step in enumerate(bench.steps):
            button = Button(kit, words(STATE_TITLES[step.target]), kind="chip", keys=f"Alt+{place + 1}")
            button.setObjectName(f"step_{step.target.value}")
            button.setEnabled(step.refusal is None)
            button.setProperty("place", place)
            button.clicked.connect(self._on_step)
            self._steps.addWidget(button)
        hints = [step for step in bench.steps if step.refusal is not None]
        self._hint.setText(
            "\n".join(
                words("{step}: {reason}", step=Message(STATE_TITLES[step.target]), reason=step.refusal)
                for step in hints
            )
        )
        self._hint.setVisible(bool(hints))
        if not bench.steps and bench.order.state in OPEN_STATES:
            self._hint.setText(words("It comes back by being received from outside."))
            self._hint.show()

    def _on_step(self) -> None:
        self.step_asked.emit(self.sender().property("place"))

    @staticmethod
    def _empty(layout: FlowLayout) -> None:
        while (item := layout.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()

    def _order_facts(self, bench: Workbench) -> list[Fact]:
        words, order = self._context.words, bench.order
        language = words.language
        return [
            Fact(words("Device"), words.value(order.model.full_title(language)), strong=True),
            Fact(words("Serial"), words.code(order.serial) if order.serial else ""),
            Fact(words("Customer"), order.owner_name),
            Fact(words("Fault"), order.customer_words),
            Fact(words("Symptoms"), words.joined([chip.name(language) for chip in order.symptoms])),
            Fact(words("Accessories"), words.joined([chip.name(language) for chip in order.accessories])),
            Fact(words("Technician"), order.technician_name),
            Fact(words("Promised for"), words.date(order.promised_on) if order.promised_on else ""),
            Fact(words("Agreed up to"), words.value(Money(bench.facts.agreed)) if bench.facts.agreed else ""),
            Fact(words("Returned from"), words.own_number(order.parent_number) if order.parent_number else ""),
            Fact(words("Repaired before by"), order.repaired_before_by),
        ]
