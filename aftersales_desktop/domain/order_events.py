"""What can happen to an order, in words: the one table behind its history and the life of its device."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState
from aftersales_desktop.i18n import N_


class OrderEventKind(StrEnum):
    """Kind of a line in an order's history; the value is what the file keeps."""

    RECEIVED = "received"
    STEP = "step"
    ASSIGNED = "assigned"
    DIAGNOSED = "diagnosed"
    LINE_ADDED = "line_added"
    SWAPPED = "swapped"
    LINE_REMOVED = "line_removed"
    COVERAGE = "coverage"
    EDITED = "edited"
    VERDICT = "verdict"
    ESTIMATE = "estimate"
    APPROVED = "approved"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    QUALITY = "quality"
    READY = "ready"
    HANDED_BACK = "handed_back"
    EXIT = "exit"
    EXIT_UNDONE = "exit_undone"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    RETURN = "return"
    CAME_BACK = "came_back"
    LENT = "lent"
    LOANER_BACK = "loaner_back"
    SENT_OUTSIDE = "sent_outside"
    BACK_FROM_OUTSIDE = "back_from_outside"
    LETTER = "letter"
    STORAGE = "storage"
    DISPOSED = "disposed"
    OVERTIME_GRANTED = "overtime_granted"
    REPLACEMENT_RIGHT = "replacement_right"
    MOVED_TO_CELL = "moved_to_cell"


NOT_TOLD = ""
_WITH_NUMBER = N_("{number}: {event}")


@dataclass(frozen=True)
class EventWords:
    """`title` stands in the order's own history.

    `in_life` is the sentence in the life of the device, with `number`, `event` (the title) and `outcome` to fill in.
    NOT_TOLD leaves out what is only of use while the work goes on, or what another entry of the same moment tells.
    """

    title: str
    in_life: str = _WITH_NUMBER


_K = OrderEventKind
ORDER_EVENTS = {
    _K.RECEIVED: EventWords(N_("Taken in"), N_("Taken in as {number}")),
    _K.STEP: EventWords(N_("Moved on"), NOT_TOLD),
    _K.ASSIGNED: EventWords(N_("Technician chosen"), NOT_TOLD),
    _K.DIAGNOSED: EventWords(N_("Diagnosis noted"), N_("{number} diagnosed")),
    _K.LINE_ADDED: EventWords(N_("Work noted"), NOT_TOLD),
    _K.SWAPPED: EventWords(N_("Part put in"), NOT_TOLD),
    _K.LINE_REMOVED: EventWords(N_("Line taken away"), NOT_TOLD),
    _K.COVERAGE: EventWords(N_("Decided who pays"), NOT_TOLD),
    _K.EDITED: EventWords(N_("Intake changed"), NOT_TOLD),
    _K.VERDICT: EventWords(N_("Warranty looked at again"), N_("Warranty of {number} looked at again")),
    _K.ESTIMATE: EventWords(N_("Estimate given"), NOT_TOLD),
    _K.APPROVED: EventWords(N_("Customer agreed")),
    _K.REFUSED: EventWords(N_("Customer refused")),
    _K.NO_ANSWER: EventWords(N_("Called, no answer"), NOT_TOLD),
    _K.QUALITY: EventWords(N_("Quality control")),
    _K.READY: EventWords(N_("Ready"), N_("{number} ready: {outcome}")),
    _K.HANDED_BACK: EventWords(N_("Handed back"), N_("{number} handed back")),
    _K.EXIT: EventWords(N_("Left with its papers"), NOT_TOLD),
    _K.EXIT_UNDONE: EventWords(N_("Hand-over taken back")),
    _K.CANCELLED: EventWords(N_("Cancelled"), N_("{number} cancelled")),
    _K.REOPENED: EventWords(N_("Work goes on"), N_("{number} reopened")),
    _K.RETURN: EventWords(N_("Came in again")),
    _K.CAME_BACK: EventWords(N_("The device came in again"), NOT_TOLD),
    _K.LENT: EventWords(N_("Loaner lent")),
    _K.LOANER_BACK: EventWords(N_("Loaner came back")),
    _K.SENT_OUTSIDE: EventWords(N_("Sent to an outside workshop")),
    _K.BACK_FROM_OUTSIDE: EventWords(N_("Back from an outside workshop")),
    _K.LETTER: EventWords(N_("Letter about an uncollected device")),
    _K.STORAGE: EventWords(N_("Storage charged"), NOT_TOLD),
    _K.DISPOSED: EventWords(N_("Disposed of")),
    _K.OVERTIME_GRANTED: EventWords(N_("Extension of the warranty noted")),
    _K.REPLACEMENT_RIGHT: EventWords(N_("Decided about a replacement")),
    _K.MOVED_TO_CELL: EventWords(N_("Put into another cell"), NOT_TOLD),
}
TOLD_IN_LIFE = tuple(kind for kind, words in ORDER_EVENTS.items() if words.in_life != NOT_TOLD)


def event_title(kind: str, to_state: str) -> str:
    """The title of a line in an order's history; a step is called what the order became by it."""
    event = OrderEventKind(kind)
    return STATE_TITLES[OrderState(to_state)] if event is OrderEventKind.STEP else ORDER_EVENTS[event].title
