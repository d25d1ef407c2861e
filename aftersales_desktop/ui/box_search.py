"""Results of the one search box, in words and with icons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales_desktop.domain.reception import STATE_TITLES, OrderState
from aftersales_desktop.domain.warranty import CARD_STATE_TITLES, CardState
from aftersales_desktop.services.search import SearchResults, search
from aftersales_desktop.services.search_hits import HitKind, SearchHit
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.verdicts import CARD_TONES, STATE_TONES
from aftersales_desktop.ui.widgets.search_results import Hit, HitGroup

SHOWN_PER_GROUP = 8
_ICONS = {
    HitKind.CUSTOMER: "user",
    HitKind.ORDER: "tool",
    HitKind.CARD: "shield-check",
    HitKind.UNIT: "devices",
}


class BoxSearch:
    """Looks in the file on a connection of its own; the words are those of the window."""

    def __init__(self, context: AppContext) -> None:
        self._desk = context.desk
        self._words = context.words

    def find(self, text: str, cancelled: Callable[[], bool]) -> Sequence[HitGroup]:
        """Groups of hits; runs in a worker."""
        with self._desk.reader() as reader:
            results = search(reader, text, limit=SHOWN_PER_GROUP)
        return () if cancelled() else self._groups(results)

    def exact(self, code: str) -> tuple[str, int] | None:
        """The one record that a scanned code names, as what a screen opens."""
        hit = search(self._desk, code, limit=SHOWN_PER_GROUP).exact
        return (hit.kind.value, hit.id) if hit else None

    def _groups(self, results: SearchResults) -> list[HitGroup]:
        groups = [
            HitGroup(self._words(group.title), [self._hit(hit) for hit in group.hits]) for group in results.groups
        ]
        if results.note is not None:
            groups.append(HitGroup(self._words.say(results.note), ()))
        exact = results.exact
        return sorted(groups, key=lambda group: not _holds(group, exact)) if exact else groups

    def _hit(self, hit: SearchHit) -> Hit:
        pill, tone = self._pill(hit)
        title = " · ".join(self._words.value(part) for part in hit.title)
        subtitle = " · ".join(self._words.value(part) for part in hit.subtitle)
        return Hit((hit.kind.value, hit.id), title, subtitle, _ICONS[hit.kind], pill, tone)

    def _pill(self, hit: SearchHit) -> tuple[str, str]:
        if hit.kind is HitKind.ORDER:
            return self._words(STATE_TITLES[OrderState(hit.state)]), STATE_TONES[hit.state]
        if hit.kind is HitKind.CARD:
            return self._words(CARD_STATE_TITLES[CardState(hit.state)]), CARD_TONES[hit.state]
        return "", "neutral"


def _holds(group: HitGroup, exact: SearchHit) -> bool:
    return any(hit.token == (exact.kind.value, exact.id) for hit in group.hits)
