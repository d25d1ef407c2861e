"""What concerns the whole visit: who brought the devices, how, and any deposit."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain.reception import CHANNEL_TITLES, Channel
from aftersales_desktop.i18n import N_
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.customers import customer_suggestions
from aftersales_desktop.ui.widgets.fields import ChoiceField, MoneyField, NoteField, PhoneField, SuggestField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input, Section
from aftersales_desktop.ui.widgets.kit import Kit


def _channels(kit: Kit) -> ChoiceField:
    offered = [(channel.value, kit.words(title)) for channel, title in CHANNEL_TITLES.items() if channel != "unknown"]
    return ChoiceField(kit, offered)


SECTIONS = (
    Section(
        N_("More about the visit"),
        (
            (
                Input("bringer_name", N_("Brought by"), TextField, help=N_("Only when it is not the owner.")),
                Input("bringer_phone", N_("Their phone"), PhoneField),
            ),
            (
                Input("bringer_relation", N_("Relation to the owner"), TextField),
                Input("channel", N_("How it came"), _channels),
            ),
            Input(
                "payer_id",
                N_("Paid by another customer"),
                TextField,
                help=N_("Leave it empty when the owner pays. A name, a phone or a subscriber number finds the payer."),
            ),
            (
                Input("deposit", N_("Deposit (rial)"), MoneyField, help=N_("What was paid in advance, in rials.")),
                Input("deposit_note", N_("Paid how"), TextField),
            ),
            Input("note", N_("Note"), partial(NoteField, lines=2)),
        ),
        collapsed=True,
    ),
)
_PLAIN = ("bringer_name", "bringer_phone", "bringer_relation", "payer_id", "deposit_note", "note")


class VisitForm(Form):
    """Closed at first; most visits need none of it."""

    def __init__(self, context: AppContext) -> None:
        self.payer = SuggestField(context.kit, customer_suggestions(context))
        super().__init__(context.kit, SECTIONS, {"payer_id": self.payer})

    def visit(self) -> dict[str, object]:
        """Values for the intake. ValidationError for an input that cannot be read."""
        values = self.values()
        return {
            **{name: values[name] for name in _PLAIN},
            "channel": Channel(values["channel"] or Channel.IN_PERSON),
            "deposit": values["deposit"] or 0,
        }
