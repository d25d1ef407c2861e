"""Who works in a centre, and as what."""

from __future__ import annotations

from enum import StrEnum

from aftersales_desktop.i18n import N_


class Role(StrEnum):
    """What somebody mostly does here."""

    RECEPTION = "reception"
    TECHNICIAN = "technician"
    STOREKEEPER = "storekeeper"
    CASHIER = "cashier"
    MANAGER = "manager"
    QUALITY = "quality"


ROLE_TITLES = {
    Role.RECEPTION: N_("Reception"),
    Role.TECHNICIAN: N_("Technician"),
    Role.STOREKEEPER: N_("Storekeeper"),
    Role.CASHIER: N_("Cashier"),
    Role.MANAGER: N_("Manager"),
    Role.QUALITY: N_("Quality control"),
}
