"""Results of the one search box, in words and with icons."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState
from aftersales_desktop.domain.warranty import CARD_STATE_TITLES, CardState
from aftersales_desktop.services.search import SearchResults, search
from aftersales_desktop.services.search_hits import HitKind, SearchHit
from aftersales_desktop.services.slip_rows import find_in_store
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.verdicts import CARD_TONES, STATE_TONES
from aftersales_desktop.ui.widgets.search_results import Answer, Hit, HitGroup

SHOWN_PER_GROUP = 8
_ICONS = {
    HitKind.CUSTOMER: "user",
    HitKind.ORDER: "tool",
    HitKind.CARD: "shield-check",
    HitKind.UNIT: "devices",
    HitKind.PART: "package",
}


class BoxSearch:
    """Looks in the file on a connection of its own; the words are those of the window."""

    def __init__(self, context: AppContext) -> None:
        self._desk = context.desk
        self._words = context.words
        self._names = context.names

    def find(self, text: str, job: Job) -> Answer:
        """Hits, or those of what was probably meant; runs in a worker. A newer question interrupts it."""
        with self._desk.reader() as reader, job.stopped_by(reader.interrupt):
            try:
                results = search(reader, text, limit=SHOWN_PER_GROUP, names=self._names)
            except sqlite3.OperationalError:
                if not job.cancelled():
                    raise
        return Answer() if job.cancelled() else self._answer(results)

    def exact(self, code: str) -> tuple[str, int] | None:
        """The one record that a scanned code names, as what a screen opens."""
        hit = search(self._desk, code, limit=SHOWN_PER_GROUP).exact
        return (hit.kind.value, hit.id) if hit else find_in_store(self._desk, code)

    def _answer(self, results: SearchResults) -> Answer:
        groups: Sequence[HitGroup] = [
            HitGroup(self._words(group.title), [self._hit(hit) for hit in group.hits]) for group in results.groups
        ]
        exact = results.exact
        if exact is not None:
            groups = sorted(groups, key=lambda group: not _holds(group, exact))
        if results.meant:
            question = self._words("Did you mean {names}?", names=list(map(self._quoted, results.meant)))
            return Answer(groups, question, " ".join(results.meant))
        return Answer(groups, self._words.say(results.note) if results.note is not None else "")

    def _quoted(self, name: str) -> str:
        """Quotation marks around a Persian name in an English sentence would turn with the name."""
        return f"«{name}»" if self._words.right_to_left else name

    def _hit(self, hit: SearchHit) -> Hit:
        pill, tone = self._pill(hit)
        title = " · ".join(self._words.value(part) for part in hit.title)
        subtitle = " · ".join(self._words.value(part) for part in hit.subtitle)
        return Hit((hit.kind.value, hit.id), title, subtitle, _ICONS[hit.kind], pill, tone, hit.cell)

    def _pill(self, hit: SearchHit) -> tuple[str, str]:
        if hit.kind is HitKind.ORDER:
            return self._words(STATE_TITLES[OrderState(hit.state)]), STATE_TONES[hit.state]
        if hit.kind is HitKind.CARD:
            return self._words(CARD_STATE_TITLES[CardState(hit.state)]), CARD_TONES[hit.state]
        return "", "neutral"


def _holds(group: HitGroup, exact: SearchHit) -> bool:
    return any(hit.token == (exact.kind.value, exact.id) for hit in group.hits)
