"""How a customer is addressed, as an input."""

from __future__ import annotations

from aftersales_desktop.domain.customers import ADDRESS_TITLES
from aftersales_desktop.ui.widgets.fields import ChoiceField
from aftersales_desktop.ui.widgets.kit import Kit


def address_choice(kit: Kit) -> ChoiceField:
    """Mr, Ms, a company, or none; the value is that of FormOfAddress."""
    return ChoiceField(kit, [(form.value, kit.words(title)) for form, title in ADDRESS_TITLES.items()])
