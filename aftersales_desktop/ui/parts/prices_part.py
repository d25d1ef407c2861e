"""A price list pasted into the panel: what it changes, then the new prices."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.i18n import N_, Code, Message
from aftersales_desktop.services import price_lists
from aftersales_desktop.services.price_lists import PriceChange, PricePreview
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.fields import DateField, NoteField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.record_list import RecordList

INPUTS = (
    Input("from_on", N_("From"), DateField, required=True),
    Input(
        "pasted", N_("Price list"), partial(NoteField, lines=6), required=True,
        help=N_("Copy the columns in the workbook, code first, prices last, and paste them here."),
    ),
)  # fmt: skip
_MOST_UNKNOWN = 12


class PricesPart(PanelPart):
    """Shows the form of a pasted list and what it would change."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        kit, words = self.context.kit, self.context.words
        self.form = Form(kit, INPUTS)
        self.banner = Banner(kit)
        self.changes = RecordList(kit)
        self.preview: PricePreview | None = None
        self.view = QWidget()
        layout = QVBoxLayout(self.view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (self.form, self.banner, self.changes):
            layout.addWidget(part)
        layout.addStretch(1)
        self.look = make_action(screen, "preview_prices", words("What would change?"), self._look)
        self._buttons = (self.button(self.look, "eye", "primary"), self.button(screen.save, "check"))
        self.form.changed.connect(self._forget)

    def contents(self) -> tuple[QWidget, ...]:
        """Form and changes together."""
        return (self.view,)

    def open(self) -> None:
        """An empty form, from today on."""
        self.form.clear()
        self.form.set_values({"from_on": self.context.kit.today()})
        self._forget()
        self.show(self.context.words("Price list"), self.view, self._buttons)
        self.form.focus("pasted")

    def update_actions(self) -> None:
        """A list that is shown can be looked through."""
        self.look.setEnabled(self.shows(self.view))

    def save(self) -> None:
        """The first time it only shows what would change, the second time it is written."""
        if self.preview is None:
            self._look()
            return
        desk, changes, day = self.context.desk, self.preview.changes, self.form.values()["from_on"]
        count = perform(self.context, partial(price_lists.apply_prices, desk, changes, day))
        if count is None:
            return
        self.open()
        self.context.notifier.info(Message("{count} price was noted.", "{count} prices were noted.", count=count))

    def _look(self) -> None:
        desk, form = self.context.desk, self.form

        def look() -> PricePreview:
            values = form.values()
            if values["from_on"] is None:
                raise ValidationError([FieldProblem("from_on", Message("Fill this in."))])
            return price_lists.preview_prices(desk, values["pasted"], values["from_on"])

        preview = perform(self.context, look, form=form)
        if preview is not None:
            form.show_problems(())
            self.preview = preview
            self._show(preview)

    def _show(self, preview: PricePreview) -> None:
        words = self.context.words
        strange = sum(change.is_strange for change in preview.changes)
        changed = words.plural("{count} price changes.", "{count} prices change.", len(preview.changes))
        same = words.plural("{count} stays as it is.", "{count} stay as they are.", preview.same)
        sentences = [changed, same, words("Save to write them.")]
        if strange:
            sentences.append(words.plural("{count} changes strangely much.", "{count} change strangely much.", strange))
        self.banner.say("warn" if strange or preview.unknown else "ok", " ".join(sentences))
        self.changes.show_rows(self._rows(preview), words("No price changes."))

    def _rows(self, preview: PricePreview) -> Iterable[QWidget]:
        words, kit = self.context.words, self.context.kit
        if preview.unknown:
            shown = [words.code(code) for code in preview.unknown[:_MOST_UNKNOWN]]
            if len(preview.unknown) > _MOST_UNKNOWN:
                shown.append(words("and {count} more", count=len(preview.unknown) - _MOST_UNKNOWN))
            yield Label(kit, words("Codes that no part has"), "section")
            yield Label(kit, words.joined(shown), "hint", wrap=True)
        for change in sorted(preview.changes, key=lambda one: not one.is_strange):
            yield self._row(change)

    def _row(self, change: PriceChange) -> LinkRow:
        words = self.context.words
        title = words("{name} ({code})", name=change.part_name, code=Code(change.part_code))
        old = words.number(change.old_sell) if change.old_sell else "—"
        subtitle = words("{before} → {after}", before=old, after=words.number(change.sell))
        tone = "danger" if change.is_strange else "ok" if (change.percent or 0) <= 0 else "warn"
        pill = words("new") if change.percent is None else words("{percent} %", percent=change.percent)
        open_part = partial(self.screen.open_record, "part", change.part_id)
        row = LinkRow(self.context.kit, title, subtitle, pill, tone, open_part)
        row.setObjectName(f"price_{change.part_id}")
        return row

    def _forget(self, _name: str = "") -> None:
        self.preview = None
        self.banner.hide()
        self.changes.show_rows((), "")
