"""Columns that several lists show alike: whose it is, which device, how far the work is."""

from __future__ import annotations

from aftersales_desktop.domain.order_states import STATE_TITLES
from aftersales_desktop.i18n import N_
from aftersales_desktop.ui.verdicts import STATE_TONES
from aftersales_desktop.ui.widgets.column import Column, ColumnKind


def owner_column() -> Column:
    """The customer with the phone below; sorted as `owner`."""
    return Column(
        "owner",
        N_("Customer"),
        lambda row, kit: kit.words.value(row.owner_name),
        lambda row, kit: kit.words.phone(row.phone) if row.phone else "",
        width=150,
        stretch=True,
        sort="owner",
        sub_kind=ColumnKind.CODE,
    )


def device_column(width: int = 150, sort: str = "model") -> Column:
    """The model with the serial below."""
    return Column(
        "model",
        N_("Device"),
        lambda row, kit: kit.words.value(row.model),
        lambda row, kit: kit.words.code(row.serial) if row.serial else "",
        width=width,
        stretch=True,
        sort=sort,
        sub_kind=ColumnKind.CODE,
    )


def order_state_column(width: int) -> Column:
    """The state of an order as a pill; sorted as `state`."""
    return Column(
        "state",
        N_("State"),
        lambda row, kit: kit.words(STATE_TITLES[row.state]),
        kind=ColumnKind.PILL,
        width=width,
        sort="state",
        tone=lambda row: STATE_TONES[row.state.value],
    )
