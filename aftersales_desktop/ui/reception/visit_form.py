"""What concerns the whole visit: who brought the devices, how, and any deposit."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain.reception import CHANNEL_TITLES, Channel
from aftersales_desktop.i18n import N_
from aftersales_desktop.ui.widgets.fields import ChoiceField, MoneyField, NoteField, PhoneField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input, Section
from aftersales_desktop.ui.widgets.kit import Kit


def _channels(kit: Kit) -> ChoiceField:
    offered = [(channel.value, kit.words(title)) for channel, title in CHANNEL_TITLES.items() if channel != "unknown"]
    return ChoiceField(kit, offered)


SECTIONS = (
    Section(
        N_("More about the visit"),
        (
            (Input("bringer_name", N_("Brought by"), TextField), Input("bringer_phone", N_("Their phone"), PhoneField)),
            (
                Input("bringer_relation", N_("Relation to the owner"), TextField),
                Input("channel", N_("How it came"), _channels),
            ),
            (Input("deposit", N_("Deposit (rial)"), MoneyField), Input("deposit_note", N_("Paid how"), TextField)),
            Input("note", N_("Note"), partial(NoteField, lines=2)),
        ),
        collapsed=True,
    ),
)


class VisitForm(Form):
    """Closed at first; most visits need none of it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, SECTIONS)

    def visit(self) -> dict[str, object]:
        """Values for the intake. ValidationError for an input that cannot be read."""
        values = self.values()
        return {
            **{
                name: values[name]
                for name in ("bringer_name", "bringer_phone", "bringer_relation", "deposit_note", "note")
            },
            "channel": Channel(values["channel"] or Channel.IN_PERSON),
            "deposit": values["deposit"] or 0,
        }
