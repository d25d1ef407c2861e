"""The little wizard for a printer that prints beside its place: print the test page, measure, save."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.offsets import corrected
from aftersales_desktop.i18n import N_, Words
from aftersales_desktop.i18n.formats import isolate
from aftersales_desktop.services.settings import Settings, load_settings
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.paper_sizes import PAPER_SIZES, paper_title
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.fields import ChoiceField, TextField
from aftersales_desktop.ui.widgets.flow_layout import FlowLayout
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label


def _sizes(kit: Kit) -> ChoiceField:
    return ChoiceField(kit, [(size, paper_title(size, kit.words)) for size in PAPER_SIZES])


INPUTS = (
    Input("paper_size", N_("Paper size"), _sizes),
    (
        Input("from_left", N_("From the left edge to the line (mm)"), TextField),
        Input("from_top", N_("From the top edge to the line (mm)"), TextField),
    ),
)


class OffsetsPart(QWidget):
    """`changed(offsets)` when something else is to be kept."""

    changed = Signal(dict)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit, words = context.kit, context.words
        self.form = Form(kit, INPUTS)
        self.now = Label(kit, "", "hint", wrap=True)
        buttons = FlowLayout(gap=6)
        for name, title, icon, slot in (
            ("print_test_page", words("Print the test page"), "printer", self._print),
            ("save_offset", words("Correct it"), "check", self._correct),
            ("no_offset", words("No correction"), "x", self._forget),
        ):
            button = Button(kit, title, icon)
            button.setObjectName(name)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Label(kit, words("Position on the paper"), "section"))
        layout.addWidget(self.form)
        layout.addWidget(self.now)
        layout.addLayout(buttons)
        self.form.set_values({"paper_size": PAPER_SIZES[0]})
        self.form.field("paper_size").changed.connect(partial(self._show, None))

    def show_settings(self, settings: Settings) -> None:
        """Show how far the chosen size is moved now."""
        self._show(settings)

    def _show(self, settings: Settings | None) -> None:
        words = self._context.words
        right, down = (settings or load_settings(self._context.desk)).offset_of(self._paper())
        self.now.setText(
            words(
                "Moved now: {right} mm to the right, {down} mm down.",
                right=_number(right, words),
                down=_number(down, words),
            )
        )

    def _paper(self) -> str:
        return self.form.field("paper_size").value() or PAPER_SIZES[0]

    def _print(self) -> None:
        self._context.papers.show("test-page", "any", paper=self._paper())

    def _correct(self) -> None:
        settings, paper, values = load_settings(self._context.desk), self._paper(), self.form.values()
        found, problems = corrected(settings.offset_of(paper), values["from_left"], values["from_top"])
        self.form.show_problems(problems)
        if not problems:
            self._keep(settings, paper, list(found))

    def _forget(self) -> None:
        self._keep(load_settings(self._context.desk), self._paper(), [0.0, 0.0])

    def _keep(self, settings: Settings, paper: str, offset: list[float]) -> None:
        self.form.set_values({"from_left": "", "from_top": ""})
        kept = {size: found for size, found in settings.paper_offsets.items() if size != paper}
        self.changed.emit(kept if offset == [0.0, 0.0] else kept | {paper: offset})


def _number(millimetres: float, words: Words) -> str:
    """With its sign before it and its halves, in the reader's digits."""
    text = words.digits(f"{millimetres:g}")
    return isolate(text.replace(".", "٫") if words.language == "fa" else text)
