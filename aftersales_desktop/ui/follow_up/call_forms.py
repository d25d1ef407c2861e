"""What came of a call, and the minutes that end the wait for a customer."""

from __future__ import annotations

from datetime import date
from functools import partial

from aftersales_desktop.domain.jalali import next_working_day
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.uncollected import (
    CALL_RESULT_TITLES,
    FATE_TITLES,
    CallResult,
    DisposalDetails,
    Fate,
)
from aftersales_desktop.i18n import N_
from aftersales_desktop.services import staff
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    DateField,
    NoteField,
    SuggestField,
    Suggestion,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit


def _results(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip(one.value, kit.words(CALL_RESULT_TITLES[one])) for one in CallResult], single=True)


def _fates(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip(one.value, kit.words(FATE_TITLES[one])) for one in Fate], single=True)


CALL_INPUTS = (
    Input("result", N_("What came of the call"), _results, required=True),
    Input("note", N_("Note"), TextField),
    Input("comes_on", N_("Comes on"), DateField),
)
DISPOSAL_INPUTS = (
    Input("fate", N_("What becomes of the device"), _fates, required=True),
    Input("manager", N_("Manager who decided it"), TextField, required=True),
    Input("witness", N_("Witness"), TextField),
    Input("words", N_("Text of the minutes"), partial(NoteField, lines=5), required=True),
)


class CallForm(Form):
    """One key says what came of it, Enter keeps it; only "will come" asks for a day."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, CALL_INPUTS)
        self.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Empty, with the cursor on the outcomes."""
        self.clear()
        self.set_shown("comes_on", False)
        self.focus("result")

    def result(self) -> CallResult | None:
        """The outcome chosen."""
        chosen = self.field("result").value()
        return CallResult(chosen[0]) if chosen else None

    def comes_on(self) -> date | None:
        """The day, where one is asked for."""
        return self.values()["comes_on"] if self.result() is CallResult.WILL_COME else None

    def _on_changed(self, name: str) -> None:
        if name != "result" or self.result() is None:
            return
        will_come = self.result() is CallResult.WILL_COME
        self.set_shown("comes_on", will_come)
        if will_come and self.field("comes_on").is_empty():
            self.set_values({"comes_on": next_working_day(self.kit.today())})
        self.focus("comes_on" if will_come else "note")


class DisposalForm(Form):
    """The minutes of a disposal."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.manager = SuggestField(context.kit, self._managers, keeps_text=True)
        super().__init__(context.kit, DISPOSAL_INPUTS, {"manager": self.manager})

    def begin(self) -> None:
        """Empty."""
        self.clear()
        self.focus("fate")

    def details(self) -> DisposalDetails:
        """What was entered."""
        values = self.values()
        fate = Fate(values["fate"][0]) if values["fate"] else None
        return DisposalDetails(fate, values["manager"] or self.manager.text(), values["words"], values["witness"])

    def _managers(self, text: str) -> list[Suggestion]:
        return [
            Suggestion(member.name, member.name)
            for member in staff.list_members(self._context.desk, Role.MANAGER)
            if text in member.name
        ]
