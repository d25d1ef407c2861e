"""What an old record did not tell: whose a device is, and its serial."""

from __future__ import annotations

from aftersales_desktop.i18n import N_
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.customers import customer_suggestions
from aftersales_desktop.ui.widgets.fields import SerialField, SuggestField
from aftersales_desktop.ui.widgets.form import Form, Input

INPUTS = (
    Input("owner", N_("Whose device is this?"), SuggestField, hint=N_("Name, phone or subscriber number")),
    Input("serial", N_("Serial"), SerialField),
)


class ClaimForm(Form):
    """Asks only for what is not known yet."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context.kit, INPUTS, {"owner": SuggestField(context.kit, customer_suggestions(context))})

    def begin(self, *, asks_owner: bool, asks_serial: bool) -> None:
        """Empty, with the cursor in the first input."""
        self.clear()
        self.set_shown("owner", asks_owner)
        self.set_shown("serial", asks_serial)
        self.focus("owner" if asks_owner else "serial")
