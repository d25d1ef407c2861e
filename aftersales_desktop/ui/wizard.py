"""The first start: a few questions with working defaults, each of which may be skipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import ValidationError
from aftersales_desktop.i18n import LANGUAGES, N_
from aftersales_desktop.services.demo import fill_basics
from aftersales_desktop.services.settings import load_settings, save_settings, store_logo
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.printer import printer_names
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.fields import Chip, ChipsField, ChoiceField, ImageField, PhoneField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label

WIDTH = 560


@dataclass(frozen=True)
class Step:
    """One page: its title, a hint, what it shows and what Next does; False keeps the page."""

    title: str
    hint: str
    content: QWidget
    keep: Callable[[], bool]


def _languages(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip(code, name) for code, name in LANGUAGES.items()], single=True)


def _receipts(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip("A5", "A5"), Chip("roll80", kit.words("Roll 80 mm"))], single=True)


def _printers(kit: Kit) -> ChoiceField:
    names = [(name, name) for name in printer_names()]
    return ChoiceField(kit, [("", kit.words("None: show the paper first")), *names])


LANGUAGE_INPUTS = (Input("language", N_("Language"), _languages),)
CENTRE_INPUTS = (
    Input("centre_name", N_("Name of the centre"), TextField),
    (Input("centre_phone", N_("Phone"), PhoneField), Input("centre_hours", N_("Opening hours"), TextField)),
    Input("centre_address", N_("Address"), TextField),
    Input("receptionist", N_("Who works at this desk"), TextField),
    Input("logo", N_("Logo"), ImageField),
)
PAPER_INPUTS = (
    Input("receipt_paper", N_("Intake receipt"), _receipts),
    Input("printer", N_("Printer"), _printers),
)


class FirstStart(QFrame):
    """Covers the window; Back works, Skip leaves the defaults; `finished` once the last page is done."""

    finished = Signal()

    def __init__(self, context: AppContext, window: QWidget, *, ask_language: bool) -> None:
        super().__init__(window)
        self._context = context
        kit, words = context.kit, context.words
        self.setObjectName("first_start")
        self.setProperty("role", "sheet_shade")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.language = Form(kit, LANGUAGE_INPUTS, parent=self)
        self.language.hide()
        self.centre = Form(kit, CENTRE_INPUTS)
        self.paper = Form(kit, PAPER_INPUTS)
        self._steps = self._make_steps(ask_language)
        self._place = 0
        self._title = Label(kit, "", "title", wrap=True)
        self._hint = Label(kit, "", "hint", wrap=True)
        self._count = Label(kit, "", "hint")
        self._pages = QVBoxLayout()
        self.next = self._button(words("Next"), "primary", "first_start_next", self._on_next)
        self.previous = self._button(words("Back"), "plain", "first_start_back", self._on_back)
        self.skip = self._button(words("Skip"), "ghost", "first_start_skip", self._finish)
        self._lay_out()
        for form in (self.language, self.centre, self.paper):
            form.submitted.connect(self._on_next)
        self._fill()
        window.installEventFilter(self)
        self._cover()
        self._show_step()

    def open(self) -> None:
        """Show it over the window."""
        self.show()
        self.raise_()
        self._focus_step()

    # building -------------------------------------------------------------------------------------------------

    def _make_steps(self, ask_language: bool) -> list[Step]:
        words = self._context.words
        steps = [
            Step(
                words("Your service centre"),
                words("This stands at the head of every paper. All of it can be changed later in Settings."),
                self.centre,
                self._keep_centre,
            ),
            Step(
                words("Paper"),
                words("Without a printer every paper is shown first, and can be saved as PDF."),
                self.paper,
                self._keep_paper,
            ),
        ]
        if ask_language:
            steps.insert(0, Step("زبان / Language", "", self.language, self._keep_language))
        return steps

    def _button(self, caption: str, kind: str, name: str, slot: Callable[[], object]) -> Button:
        button = Button(self._context.kit, caption, kind=kind)
        button.setObjectName(name)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        card = QFrame(self)
        card.setProperty("role", "card")
        card.setFixedWidth(WIDTH)
        for step in self._steps:
            self._pages.addWidget(step.content)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.next)
        buttons.addWidget(self.previous)
        buttons.addStretch(1)
        buttons.addWidget(self._count)
        buttons.addWidget(self.skip)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(28, 24, 28, 22)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addWidget(self._hint)
        layout.addLayout(self._pages)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)

    def _fill(self) -> None:
        settings = load_settings(self._context.desk)
        self.language.set_values({"language": (self._context.words.language,)})
        names = ("centre_name", "centre_phone", "centre_hours", "centre_address", "receptionist")
        self.centre.set_values({name: getattr(settings, name) for name in names})
        usual = next(iter(printer_names()), "")
        self.paper.set_values({"receipt_paper": (settings.receipt_paper,), "printer": usual})

    # steps ----------------------------------------------------------------------------------------------------

    def _show_step(self) -> None:
        words, step = self._context.words, self._steps[self._place]
        is_last = self._place == len(self._steps) - 1
        self._title.setText(step.title)
        self._hint.setText(step.hint)
        self._hint.setVisible(bool(step.hint))
        for one in self._steps:
            one.content.setVisible(one is step)
        self.previous.setVisible(self._place > 0)
        self.next.set_caption(words("Start") if is_last else words("Next"))
        self._count.setText(words("{place} of {steps}", place=self._place + 1, steps=len(self._steps)))

    def _focus_step(self) -> None:
        content = self._steps[self._place].content
        if isinstance(content, Form):
            content.focus()

    def _on_next(self) -> None:
        if not self._steps[self._place].keep():
            return
        if self._place == len(self._steps) - 1:
            self._finish()
            return
        self._place += 1
        self._show_step()
        self._focus_step()

    def _on_back(self) -> None:
        self._place -= 1
        self._show_step()
        self._focus_step()

    def _finish(self) -> None:
        """From now on the program starts without questions; categories and terms are there to work with."""
        desk = self._context.desk
        if perform(self._context, lambda: save_settings(desk, is_set_up=True)) is None:
            return
        fill_basics(desk)
        self.hide()
        self.finished.emit()
        self.deleteLater()

    # what each step keeps -------------------------------------------------------------------------------------

    def _keep_language(self) -> bool:
        """Another language rebuilds the window; the questions go on there."""
        shown = self._context.words.language
        chosen = (self.language.field("language").value() or (shown,))[0]
        self._context.preferences.change(language=chosen)
        return chosen == shown

    def _keep_centre(self) -> bool:
        try:
            values = self.centre.values()
        except ValidationError as error:
            self.centre.show_problems(error.problems)
            return False
        logo = values.pop("logo")
        saved = perform(self._context, lambda: save_settings(self._context.desk, **values), form=self.centre)
        if saved is not None and logo:
            saved = perform(self._context, lambda: store_logo(self._context.desk, "logo", logo), form=self.centre)
        return saved is not None

    def _keep_paper(self) -> bool:
        values = self.paper.values()
        receipt = (values["receipt_paper"] or ("A5",))[0]
        printer = values["printer"] or ""
        printers = dict.fromkeys(("intake-receipt", "list"), printer) if printer else {}
        saved = perform(
            self._context,
            lambda: save_settings(self._context.desk, receipt_paper=receipt, printers=printers),
            form=self.paper,
        )
        return saved is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing behind the questions gets keys."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._cover()
        return False

    def _cover(self) -> None:
        self.setGeometry(self.parentWidget().rect())
