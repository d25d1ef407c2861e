"""The forms of the bench: a diagnosis, a swap, counted parts, an operation, who pays a line, a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from aftersales_desktop.domain.coverage import (
    ENTERED_KINDS,
    LINE_KIND_TITLES,
    NO_OLD_PART_TITLES,
    OLD_PART_TITLES,
    CoverageKind,
    LineKind,
    NoOldPart,
    OldPart,
)
from aftersales_desktop.domain.diagnosis import RESPONSIBILITY_TITLES, CodeKind, DiagnosisDetails, Responsibility
from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.order_states import OUTCOME_TITLES, OrderState, Outcome
from aftersales_desktop.domain.workshop import Step
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services.diagnosis import DiagnosisRow, list_fault_codes
from aftersales_desktop.services.line_coverage import CoverageChoice
from aftersales_desktop.services.line_rows import LineRow
from aftersales_desktop.services.order_lines import Operation, PartUse, Swap
from aftersales_desktop.services.workbench import BenchOrder
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.workshop import part_suggestions, tariff_suggestions, technicians
from aftersales_desktop.ui.widgets.fields import (
    CheckField,
    Chip,
    ChipsField,
    ChoiceField,
    DateField,
    MoneyField,
    NoteField,
    NumberField,
    SerialField,
    SuggestField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit


def _chips(titles: dict[Any, str]) -> Callable[[Kit], ChipsField]:
    def make(kit: Kit) -> ChipsField:
        return ChipsField(kit, [Chip(one.value, kit.words(title)) for one, title in titles.items()], single=True)

    return make


def _responsibilities(kit: Kit) -> ChoiceField:
    return ChoiceField(kit, [(one.value, kit.words(title)) for one, title in RESPONSIBILITY_TITLES.items()])


_TECHNICIAN = Input("technician_id", N_("Technician"), ChoiceField)
_OLD_PART = Input("old_part", N_("The old part stays"), _chips(OLD_PART_TITLES))


class BenchForm(Form):
    """A form with a technician: asked only where the order has none yet."""

    def __init__(self, context: AppContext, inputs: Iterable[Any], made: dict[str, Any] | None = None) -> None:
        self.context = context
        super().__init__(context.kit, inputs, made)

    def ask_technician(self, order: BenchOrder, *, always: bool = False) -> None:
        """Offer the technicians; shown when nobody has the order, or always."""
        field = self.field("technician_id")
        field.set_options(technicians(self.context))
        known = [value for value, _name in technicians(self.context)]
        field.set_value(order.technician_id if order.technician_id in known else None)
        self.set_shown("technician_id", always or order.technician_id is None)


class DiagnosisForm(BenchForm):
    """Where, why, what about it, in ready-made words and free ones."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context,
            (
                Input("areas", N_("Where the fault is"), partial(ChipsField)),
                Input("causes", N_("Why"), partial(ChipsField)),
                Input("actions", N_("What to do about it"), partial(ChipsField)),
                Input("finding", N_("What was found"), partial(NoteField, lines=3)),
                Input("causal_part_id", N_("Part that caused it"), TextField),
                (Input("responsibility", N_("Goes back to"), _responsibilities), _TECHNICIAN),
            ),
            {"causal_part_id": SuggestField(context.kit, part_suggestions(context))},
        )
        self.rev: int | None = None

    def begin(self, order: BenchOrder, known: DiagnosisRow | None) -> None:
        """Fill in what was found before; the cursor stands on the first chips."""
        self.clear()
        language = self.kit.words.language
        for name, kind in (("areas", CodeKind.AREA), ("causes", CodeKind.CAUSE), ("actions", CodeKind.ACTION)):
            codes = list_fault_codes(self.context.desk, kind)
            self.field(name).set_chips([Chip(code.code, code.name(language)) for code in codes])
        self.ask_technician(order, always=True)
        self.rev = known.rev if known else None
        if known is not None:
            part = (known.causal_part_id, known.causal_part) if known.causal_part_id else None
            self.set_values(
                {
                    "areas": tuple(code.code for code in known.areas),
                    "causes": tuple(code.code for code in known.causes),
                    "actions": tuple(code.code for code in known.actions),
                    "finding": known.finding,
                    "causal_part_id": part,
                    "responsibility": known.responsibility.value if known.responsibility else None,
                }
            )
        self.focus("areas")

    def details(self) -> DiagnosisDetails:
        """What was entered."""
        values = self.values()
        responsibility = values.pop("responsibility")
        return DiagnosisDetails(**values, responsibility=Responsibility(responsibility) if responsibility else None)


class SwapForm(BenchForm):
    """Two scans; where the old part stays is one key."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context,
            (
                Input("new_serial", N_("Serial of the new part"), SerialField, required=True),
                Input("old_serial", N_("Serial of the old part"), SerialField),
                Input("no_old", N_("Or why there is no serial"), _chips(NO_OLD_PART_TITLES)),
                _OLD_PART,
                _TECHNICIAN,
            ),
        )
        self.field("new_serial").scanned.connect(self._on_new)
        self.field("old_serial").scanned.connect(self._on_old)

    def begin(self, order: BenchOrder, serial: str = "") -> None:
        """With the new serial, where it was scanned already."""
        self.clear()
        self.ask_technician(order)
        self.set_values({"new_serial": serial, "old_part": (OldPart.FAULTY_STORE.value,)})
        self.focus("old_serial" if serial else "new_serial")

    def details(self) -> Swap:
        """What was entered."""
        values = self.values()
        return Swap(
            values["new_serial"], values["old_serial"], NoOldPart(values["no_old"][0]) if values["no_old"] else None,
            OldPart((values["old_part"] or (OldPart.FAULTY_STORE.value,))[0]),
            technician_id=values["technician_id"],
        )  # fmt: skip

    def _on_new(self) -> None:
        self.focus("old_serial")

    def _on_old(self) -> None:
        self.focus("old_part")


class PartsForm(BenchForm):
    """Parts without a serial, by number; or one that will be needed."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context,
            (
                Input("part_id", N_("Part"), TextField, required=True, width=2),
                Input("quantity", N_("How many"), partial(NumberField, least=1, most=1000)),
                Input("is_planned", N_("Will be needed; not put in yet"), CheckField),
                _OLD_PART,
                _TECHNICIAN,
            ),
            {"part_id": SuggestField(context.kit, part_suggestions(context))},
        )

    def begin(self, order: BenchOrder) -> None:
        """One of them."""
        self.clear()
        self.ask_technician(order)
        self.set_values({"quantity": 1})
        self.focus("part_id")

    def use(self) -> PartUse:
        """What was entered. ValidationError while no part is chosen."""
        values = self.values()
        if values["part_id"] is None:
            raise ValidationError([FieldProblem("part_id", Message("Choose a part."))])
        old = OldPart(values["old_part"][0]) if values["old_part"] else None
        return PartUse(values["part_id"], values["quantity"] or 0, old, values["technician_id"])


class OperationForm(BenchForm):
    """An operation of the price list, or in free words."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context,
            (
                Input("title", N_("Operation"), TextField, required=True),
                (
                    Input("price", N_("Price (rial)"), MoneyField),
                    Input("minutes", N_("Minutes"), partial(NumberField, least=0, most=10_000)),
                ),
                Input("is_planned", N_("Still to be done"), CheckField),
                _TECHNICIAN,
                Input("kind", N_("Kind"), _chips({kind: LINE_KIND_TITLES[kind] for kind in ENTERED_KINDS})),
                (
                    Input("done_on", N_("Done on"), DateField, help=N_("Empty: today")),
                    Input("cost", N_("Our cost (rial)"), MoneyField),
                ),
            ),
            {"title": SuggestField(context.kit, tariff_suggestions(context), keeps_text=True, lists_usual=True)},
        )

    def begin(self, order: BenchOrder) -> None:
        """Empty."""
        self.clear()
        self.ask_technician(order, always=True)
        self.set_values({"kind": (LineKind.LABOUR.value,)})
        self.focus("title")

    def operation(self) -> Operation:
        """What was entered; what is left empty comes from the price list."""
        values = self.values()
        typed = "" if values["title"] is not None else self.field("title").text()
        return Operation(
            values["title"], typed, values["minutes"], values["price"], values["cost"], values["technician_id"],
            values["done_on"], LineKind((values["kind"] or (LineKind.LABOUR.value,))[0]), values["is_planned"],
        )  # fmt: skip


_CHOICES = {
    "": N_("As the warranty says"),
    CoverageKind.GOODWILL.value: N_("Goodwill"),
    CoverageKind.SUPPLIER.value: N_("Supplier"),
    CoverageKind.PAY.value: N_("Customer pays"),
    CoverageKind.WARRANTY.value: N_("Granted as warranty"),
}


def _coverages(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip(value, kit.words(title)) for value, title in _CHOICES.items()], single=True)


class CoverageForm(Form):
    """Who pays a line."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(
            kit,
            (
                Input("kind", N_("Who pays"), _coverages, required=True),
                Input("pct", N_("Per cent that the customer does not pay"), partial(NumberField, least=0, most=100)),
                Input("reason", N_("Reason"), TextField),
                Input("approved_by", N_("Allowed by"), TextField),
            ),
        )
        self.changed.connect(self._on_kind)

    def begin(self, line: LineRow) -> None:
        """As it was decided."""
        self.clear()
        is_by_hand = bool(line.goodwill_reason)
        self.set_values(
            {
                "kind": (line.coverage.value if is_by_hand else "",), "pct": line.covered_pct or 100,
                "reason": line.goodwill_reason, "approved_by": line.approved_by,
            }
        )  # fmt: skip
        self._on_kind("kind")
        self.focus("kind")

    def choice(self) -> CoverageChoice:
        """What was entered."""
        values = self.values()
        kind = (values["kind"] or ("",))[0]
        return CoverageChoice(
            CoverageKind(kind) if kind else None, values["pct"] or 0, values["reason"], values["approved_by"]
        )

    def _on_kind(self, name: str) -> None:
        if name == "kind":
            kind = (self.field("kind").value() or ("",))[0]
            self.set_shown("pct", kind in ("goodwill", "supplier", "warranty"))
            self.set_shown("reason", bool(kind))
            self.set_shown("approved_by", kind in ("goodwill", "warranty"))


class StepForm(BenchForm):
    """What a step wants to know: how the work ended, who goes on, why."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context,
            (
                Input("outcome", N_("How the work ended"), ChipsField, required=True),
                _TECHNICIAN,
                Input("note", N_("Note"), TextField),
            ),
        )

    def begin(self, step: Step, order: BenchOrder | None) -> None:
        """For one order, or for several (None)."""
        self.clear()
        words = self.kit.words
        self.field("outcome").set_chips([Chip(one.value, words(OUTCOME_TITLES[one])) for one in step.outcomes])
        self.set_shown("outcome", bool(step.outcomes))
        self.field("technician_id").set_options(technicians(self.context))
        self.field("technician_id").set_value(order.technician_id if order else None)
        self.set_shown("technician_id", step.target is not OrderState.READY)
        self.focus("outcome" if step.outcomes else "note" if step.needs_reason else "technician_id")

    def outcome(self) -> Outcome | None:
        """How the work ended, where that was asked."""
        chosen = self.values()["outcome"]
        return Outcome(chosen[0]) if chosen else None
