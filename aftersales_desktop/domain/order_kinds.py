"""What kind of work an order is: it changes defaults and checklists, never the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from aftersales_desktop.domain import text
from aftersales_desktop.i18n import N_


class OrderKind(StrEnum):
    """Kind of work; the value is what the database stores."""

    REPAIR = "repair"
    PERIODIC = "periodic"
    INSTALLATION = "installation"
    VISIT = "visit"
    TRAINING = "training"
    UPGRADE = "upgrade"
    RECALL = "recall"


KIND_TITLES = {
    OrderKind.REPAIR: N_("Repair"),
    OrderKind.PERIODIC: N_("Periodic service"),
    OrderKind.INSTALLATION: N_("Installation"),
    OrderKind.VISIT: N_("Visit"),
    OrderKind.TRAINING: N_("Training"),
    OrderKind.UPGRADE: N_("Upgrade"),
    OrderKind.RECALL: N_("Recall"),
}


def points_of_kind(lines: Iterable[str], own_names: Iterable[str], kind_names: Iterable[str]) -> Iterator[str]:
    """The points of a checklist that hold for a kind: its own, which begin with its name and a colon, and everybody's.

    `own_names` are the kind's names in every language, `kind_names` those of all kinds, so that a colon in an ordinary
    point changes nothing.
    """
    own, names = ({text.fold(name) for name in some} for some in (own_names, kind_names))
    for line in lines:
        first, colon, rest = line.partition(":")
        is_of_one = bool(colon) and text.fold(first) in names
        if not is_of_one and line.strip():
            yield line.strip()
        elif is_of_one and text.fold(first) in own and rest.strip():
            yield rest.strip()
