"""Slips that take parts from a place of ours: for a bench, back from it, faulty, scrapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.domain.parts import MOST_PARTS
from aftersales_desktop.domain.slips import SlipKind, SlipLine
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.stock import CONDITION_TITLES, Condition
from aftersales_desktop.i18n import N_, Code, Message
from aftersales_desktop.services import benches, staff, stock_slips
from aftersales_desktop.services.slip_suggestions import suggest_for_slip
from aftersales_desktop.services.stock_slips import ScannedThing
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.parts.amounts import amount
from aftersales_desktop.ui.parts.places import place_title
from aftersales_desktop.ui.parts.scan_field import ThingField
from aftersales_desktop.ui.parts.slip_form import SlipForm
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    ChoiceField,
    NumberField,
    SerialField,
    Suggestion,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input, Row
from aftersales_desktop.ui.widgets.kit import Kit

_BENCH = Input("staff_id", N_("Whose bench"), ChoiceField, required=True)
_NAMES = (
    Input("given_by", N_("Given by"), TextField, required=True),
    Input("received_by", N_("Taken by"), TextField, required=True),
)
_ORDER = Input("order_number", N_("For order"), SerialField)
_NOTE = Input("note", N_("Note"), TextField)


@dataclass(frozen=True)
class TakingLook:
    """What the form of a kind asks: its head, and what the parts may be afterwards."""

    head: tuple[Row, ...]
    after: tuple[Condition, ...] = ()


LOOKS = {
    SlipKind.ISSUE: TakingLook((_BENCH, _NAMES, (_ORDER, _NOTE))),
    SlipKind.RETURN: TakingLook(
        (_BENCH, (Input("given_by", N_("Given by"), TextField), Input("received_by", N_("Taken by"), TextField)),
         _NOTE),
        (Condition.NEW, Condition.HEALTHY_USED),
    ),
    SlipKind.FAULTY_RECEIPT: TakingLook(
        (_BENCH, (Input("given_by", N_("Given by"), TextField), Input("received_by", N_("Taken by"), TextField)),
         (_ORDER, _NOTE)),
        (Condition.FAULTY, Condition.SUSPECT),
    ),
    SlipKind.SCRAP: TakingLook(
        (Input("place_id", N_("Counted parts are taken from"), ChoiceField),
         Input("note", N_("Why"), TextField, required=True),
         Input("witnesses", N_("Who saw it"), TextField, required=True)),
    ),
}  # fmt: skip


def _conditions(choices: Sequence[Condition], kit: Kit) -> ChipsField:
    chips = [Chip(one.value, kit.words(CONDITION_TITLES[one])) for one in choices]
    return ChipsField(kit, chips, single=True)


def _entry_rows(look: TakingLook) -> list[Row]:
    rows: list[Row] = []
    if look.after:
        rows.append(Input("after", N_("They are"), partial(_conditions, look.after)))
    hint = N_("Scan serials one after the other, or type a few letters.")
    rows.append(Input("what", N_("Parts"), TextField, required=True, help=hint))
    rows.append(Input("quantity", N_("How many"), partial(NumberField, least=1, most=MOST_PARTS)))
    return rows


class TakingForm(SlipForm):
    """One of the kinds in LOOKS."""

    def __init__(self, context: AppContext, kind: SlipKind) -> None:
        self.kind = kind
        self._look = LOOKS[kind]
        self.what = ThingField(context.kit, self._find)
        entry = Form(context.kit, _entry_rows(self._look), {"what": self.what})
        super().__init__(context, Form(context.kit, self._look.head), entry)
        self._counted: ScannedThing | None = None
        self.what.taken.connect(self._on_taken)
        self.what.pasted.connect(self.take_codes)
        self.head.changed.connect(self._on_head)

    def begin(self) -> None:
        """An empty slip; the person at the desk gives or takes."""
        super().begin()
        self._show_counted(None)
        names, values = set(self.head.names()), {}
        own = "received_by" if self.kind in (SlipKind.RETURN, SlipKind.FAULTY_RECEIPT) else "given_by"
        if own in names:
            values[own] = self.context.desk.actor
        self.head.set_values(values)
        if self._look.after:
            self.entry.set_values({"after": (self._look.after[0].value,)})
        self.head.focus()

    def load_choices(self) -> None:
        """Benches, and for scrap every place of ours."""
        desk, names = self.context.desk, self.head.names()
        if "staff_id" in names:
            rows = staff.list_members(desk, Role.TECHNICIAN, Role.QUALITY)
            self.head.field("staff_id").set_options([(row.id, row.name) for row in rows])
        if "place_id" in names:
            places = benches.places_of_ours(desk)
            self.head.field("place_id").set_options([(row.id, place_title(row, self.context.words)) for row in places])

    # lines ----------------------------------------------------------------------------------------------------

    def add_code(self, code: str) -> None:
        """A serial goes on the slip; of counted parts one more."""
        self._refuse_without_bench()
        self._add(stock_slips.read_code(self.context.desk, self.kind, code, **self._source()))

    def add_typed(self) -> None:
        """A number of the counted part; nothing typed saves the slip."""
        quantity, typed = self.entry.values()["quantity"], self.what.text().strip()
        if self._counted is None and typed:
            self.take_scan(typed)
        elif self._counted is not None and quantity:
            self._add(self._counted, quantity)
        elif self._counted is None and self.lines.lines():
            self.submitted.emit()

    def _on_taken(self, thing: ScannedThing) -> None:
        if thing.unit_id is None:
            self._show_counted(thing)
            self.entry.set_values({"quantity": 1})
            self.focus_later("quantity")
            return
        self.what.set_value(None)
        self.take_thing(thing)
        self.focus_later("what")

    def take_thing(self, thing: ScannedThing) -> None:
        """A chosen serial."""
        if self.lines.holds(unit_id=thing.unit_id):
            serial = Code(thing.serial)
            self.banner.say("warn", self.context.words("{serial} stands twice on this slip.", serial=serial))
        else:
            self._add(thing)

    def _add(self, thing: ScannedThing, quantity: int = 1) -> None:
        words = self.context.words
        if thing.unit_id is None and thing.is_serialised:
            raise NotAllowed(Message("{part} has serials. Scan them.", part=Code(thing.part_code)))
        if thing.unit_id is not None:
            if self.lines.holds(unit_id=thing.unit_id):
                raise NotAllowed(Message("{serial} stands twice on this slip.", serial=Code(thing.serial)))
            self.put(SlipLine(unit_id=thing.unit_id, after=self._after(thing)), words.code(thing.serial),
                     thing.part_name)  # fmt: skip
        else:
            line = SlipLine(thing.part_id, quantity, after=self._after(thing))
            number = amount(words, quantity, thing.unit_word)
            self.put(line, thing.part_name, words("{code} · {number}", code=Code(thing.part_code), number=number))
        self.entry.set_values({"what": None, "quantity": None})
        self._show_counted(None)
        self.entry.focus("what")

    def _after(self, thing: ScannedThing) -> Condition | None:
        """What was chosen; parts that come back new stay as they were."""
        if not self._look.after:
            return None
        chosen = self.entry.field("after").value()
        condition = Condition(chosen[0]) if chosen else self._look.after[0]
        if self.kind is SlipKind.RETURN and condition is Condition.NEW:
            return None
        return condition

    def _find(self, text: str) -> list[Suggestion]:
        words = self.context.words
        found = suggest_for_slip(self.context.desk, self.kind, text, **self._source())
        return [
            Suggestion(thing, thing.part_name, words.code(thing.serial) if thing.serial else words(
                "{code} · {count} here", code=Code(thing.part_code), count=thing.at_hand))
            for thing in found
        ]  # fmt: skip

    def _source(self) -> dict[str, Any]:
        names = self.head.names()
        return {
            "staff_id": self.head.field("staff_id").value() if "staff_id" in names else None,
            "place_id": self.head.field("place_id").value() if "place_id" in names else None,
        }

    def _refuse_without_bench(self) -> None:
        if self.kind in (SlipKind.RETURN, SlipKind.FAULTY_RECEIPT) and self._source()["staff_id"] is None:
            raise NotAllowed(Message("Choose whose bench it is."))

    def _on_head(self, name: str) -> None:
        """Whoever's bench it is gives or takes; another bench means other parts."""
        if name != "staff_id":
            return
        chosen = self.head.field("staff_id").value()
        if chosen is None:
            return
        member = staff.get_member(self.context.desk, chosen)
        other = "received_by" if self.kind is SlipKind.ISSUE else "given_by"
        self.head.set_values({other: member.name})
        self.head.field(other).tell_change()
        if self.kind is not SlipKind.ISSUE:
            self.lines.clear()

    def _show_counted(self, thing: ScannedThing | None) -> None:
        self._counted = thing
        self.entry.set_shown("quantity", thing is not None)
