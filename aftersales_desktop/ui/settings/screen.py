"""Settings: every change is saved at once and can be taken back from its toast."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from aftersales_desktop import __version__
from aftersales_desktop.domain.errors import DeskError, ValidationError
from aftersales_desktop.i18n import N_, Code, Message
from aftersales_desktop.services.settings import load_settings, read_logo, save_settings, store_logo
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.printer import printer_names
from aftersales_desktop.ui.screen import Screen
from aftersales_desktop.ui.settings.backup_card import BackupCard
from aftersales_desktop.ui.settings.cell_labels import CellLabelsPart
from aftersales_desktop.ui.settings.large_devices import LargeDevices
from aftersales_desktop.ui.settings.offsets_part import OffsetsPart
from aftersales_desktop.ui.settings.sections import LOOK, OF_CENTRE, SettingsSection
from aftersales_desktop.ui.widgets.fields import ChipsField, ChoiceField, ImageField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.header import Header
from aftersales_desktop.ui.widgets.label import Label

PRINTED = (
    ("intake-receipt", N_("Printer of receipts")),
    ("warranty-card", N_("Printer of warranty cards")),
    ("device-label", N_("Printer of labels")),
    ("estimate", N_("Printer of estimates")),
    ("exit-slip", N_("Printer of exit slips")),
    ("loaner-slip", N_("Printer of loaner slips")),
    ("claim-list", N_("Printer of letters and claims")),
    ("list", N_("Printer of lists")),
)


class SettingsScreen(Screen):
    """One page of cards."""

    watches = frozenset({Area.SETTINGS, Area.BACKUP})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        kit, words = context.kit, context.words
        self._forms: dict[str, Form] = {}
        self._logo = ImageField(kit)
        self._logo.setObjectName("logo")
        self._logo.changed.connect(self._save_logo)
        self._printers = Form(kit, [Input(name, title, ChoiceField) for name, title in self._printer_inputs()])
        self._offsets = OffsetsPart(context)
        self._offsets.changed.connect(self._save_offsets)
        self._large = LargeDevices(context)
        self._large.changed.connect(self._save_large)
        self.backup = BackupCard(context)
        self._grid = QGridLayout()
        self._grid.setSpacing(14)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._build_cards()
        body = QWidget()
        body.setObjectName("scroll_body")
        body.setLayout(self._grid)
        self._area = QScrollArea()
        self._area.setWidget(body)
        self._area.setWidgetResizable(True)
        layout = QVBoxLayout(self, contentsMargins=QMargins(16, 14, 16, 14))
        layout.setSpacing(10)
        layout.addWidget(Header(kit, words("Settings")))
        layout.addWidget(self._area, 1)

    # building -------------------------------------------------------------------------------------------------

    def _build_cards(self) -> None:
        centre, counter, work, papers, texts, scanner, clocks, rights = OF_CENTRE
        self._add_card(0, 0, centre, self._logo)
        self._add_card(0, 1, LOOK)
        self._add_card(1, 1, counter, CellLabelsPart(self.context))
        self._add_card(1, 0, papers, self._printers)
        self._add_card(2, 0, texts)
        self._add_card(2, 1, work)
        self._add_card(3, 0, clocks, self._large)
        self._add_card(3, 1, rights)
        self._add_card(4, 0, scanner, self._offsets)
        self._grid.addWidget(self.backup, 4, 1)
        self._grid.addWidget(self._about(), 5, 0, 1, 2)
        self._grid.setRowStretch(6, 1)
        for form in self._forms.values():
            for name in form.names():
                self._watch(form, name)
        for name in self._printers.names():
            self._printers.field(name).changed.connect(partial(self._save_printer, name))

    def _add_card(self, row: int, column: int, section: SettingsSection, beside: QWidget | None = None) -> None:
        kit = self.context.kit
        form = Form(kit, section.rows)
        self._forms[section.key] = form
        card = QFrame()
        card.setProperty("role", "card")
        card.setObjectName(f"settings_{section.key}")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(18, 14, 18, 16)
        layout.setSpacing(10)
        layout.addLayout(self._card_head(section))
        layout.addWidget(form)
        if beside is not None:
            layout.addWidget(beside)
        layout.addStretch(1)
        self._grid.addWidget(card, row, column)

    def _card_head(self, section: SettingsSection) -> QHBoxLayout:
        kit = self.context.kit
        picture = QLabel()
        picture.setPixmap(kit.theme.pixmap(section.icon, "primary"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(picture)
        head.addWidget(Label(kit, kit.words(section.title), "card_title"), 1)
        return head

    def _about(self) -> Label:
        words = self.context.words
        text = words(
            "Aftersales Desktop {version}, MIT licence. Typeface Vazirmatn (OFL 1.1), icons Tabler (MIT). "
            "Data in {folder}",
            version=Code(__version__), folder=Code(str(self.context.desk.path.parent)),
        )  # fmt: skip
        return Label(self.context.kit, text, "hint", wrap=True)

    def _printer_inputs(self) -> list[tuple[str, str]]:
        return [(f"printer_{name}", title) for name, title in PRINTED]

    def _watch(self, form: Form, name: str) -> None:
        """Chips and choices are saved when chosen, words when the input is left."""
        field = form.field(name)
        is_choice = isinstance(field, (ChipsField, ChoiceField)) or isinstance(field.value(), bool)
        (field.changed if is_choice else field.left).connect(partial(self._save, form, name))

    # showing --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Show what the file says."""
        settings = load_settings(self.context.desk)
        for form in self._forms.values():
            if form is not self._forms[LOOK.key]:
                form.set_values({name: self._shown(form, name, getattr(settings, name)) for name in form.names()})
        self._large.show_settings(settings)
        self._offsets.show_settings(settings)
        self._show_look()
        self._show_printers(settings.printers)
        self._logo.set_value(read_logo(self.context.desk) or None)
        self.backup.reload()

    def _shown(self, form: Form, name: str, value: Any) -> Any:
        return (value,) if isinstance(form.field(name), ChipsField) else value

    def _show_look(self) -> None:
        look = self.context.preferences.settings
        self._forms[LOOK.key].set_values(
            {
                "language": (self.context.words.language,),
                "calendar": (self.context.words.calendar,),
                "theme": (look.theme,),
                "text_size": (look.text_size,),
            }
        )

    def _show_printers(self, chosen: dict[str, str]) -> None:
        names = printer_names()
        for document, _title in PRINTED:
            printer = chosen.get(document, "")
            field: ChoiceField = self._printers.field(f"printer_{document}")
            known = names if not printer or printer in names else [printer, *names]
            field.set_options(
                [("", self.context.words("None: show the paper first")), *((name, name) for name in known)]
            )
            field.set_value(printer)

    def show_end(self) -> None:
        """Scroll to the last card."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    # saving ---------------------------------------------------------------------------------------------------

    def _save(self, form: Form, name: str) -> None:
        field = form.field(name)
        trouble = field.unreadable()
        if trouble is not None:
            field.set_problem(self.context.words.say(trouble))
            return
        value = field.value()
        if isinstance(field, ChipsField):
            value = value[0] if value else None
        if value is None:
            self.reload()
        elif form is self._forms[LOOK.key]:
            self.context.preferences.change(**{name: value})
        else:
            self._save_setting(form, name, value)

    def _save_setting(self, form: Form, name: str, value: Any) -> None:
        try:
            before = save_settings(self.context.desk, **{name: value})
        except ValidationError as error:
            form.show_problems(error.problems)
            return
        except DeskError as error:
            self.context.notifier.warning(error.message)
            return
        old = getattr(before, name)
        if old != getattr(load_settings(self.context.desk), name):
            self._say_saved(partial(self._put_back, name, old))

    def _say_saved(self, undo: Callable[[], object]) -> None:
        self.context.notifier.info(Message("Setting saved."), undo=undo)

    def _put_back(self, name: str, value: Any) -> None:
        perform(self.context, lambda: save_settings(self.context.desk, **{name: value}))

    def _save_printer(self, name: str) -> None:
        printers = dict(load_settings(self.context.desk).printers)
        printers[name.removeprefix("printer_")] = self._printers.field(name).value() or ""
        self._save_setting(self._printers, "printers", printers)

    def _save_large(self) -> None:
        self._save_setting(self._forms["clocks"], "large_categories", self._large.codes())

    def _save_offsets(self, offsets: dict[str, list[float]]) -> None:
        self._save_setting(self._offsets.form, "paper_offsets", offsets)

    def _save_logo(self) -> None:
        content = self._logo.value() or b""
        before = perform(self.context, lambda: store_logo(self.context.desk, "logo", content))
        if before is not None:
            self._say_saved(partial(self._put_back, "logo", before.logo))
        else:
            self._logo.set_value(read_logo(self.context.desk) or None)
