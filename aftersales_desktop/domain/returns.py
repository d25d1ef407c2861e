"""Why a device that was handed back came in again."""

from __future__ import annotations

from enum import StrEnum

from aftersales_desktop.i18n import N_


class ReturnCause(StrEnum):
    """What did not hold; the value is what the database stores."""

    SAME_FAULT = "same_fault"
    WORKMANSHIP = "workmanship"
    PART = "part"
    NEW_FAULT = "new_fault"


RETURN_CAUSE_TITLES = {
    ReturnCause.SAME_FAULT: N_("Same fault"),
    ReturnCause.WORKMANSHIP: N_("Our workmanship"),
    ReturnCause.PART: N_("A part of ours failed"),
    ReturnCause.NEW_FAULT: N_("Another fault"),
}
FREE_CAUSES = (ReturnCause.SAME_FAULT, ReturnCause.WORKMANSHIP, ReturnCause.PART)
"""The customer pays nothing for these; another fault is another repair."""
