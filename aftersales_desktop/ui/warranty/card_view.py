"""One card to look at: what is covered until when and why, its device and owner, and its history."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.warranty import (
    CARD_STATE_TITLES,
    CATEGORY_TITLES,
    EVIDENCE_TITLES,
    START_BASIS_TITLES,
    VOID_REASON_TITLES,
    VOID_SCOPE_TITLES,
    Cause,
    Tone,
    Verdict,
    card_state_on,
    summary,
)
from aftersales_desktop.domain.warranty_forms import REGISTRY_TITLES, RegistryState
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.card_events import CARD_EVENT_TITLES, CardEvent
from aftersales_desktop.services.card_rows import CardEventRow, CardRow, VoidRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.verdicts import CARD_TONES, VERDICT_TITLES
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.flow_layout import FlowLayout
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.timeline import Timeline, TimelineEvent

_EVENT_ICONS = {
    CardEvent.ISSUED: "shield-check",
    CardEvent.ACTIVATED: "shield-check",
    CardEvent.VOIDED: "shield-x",
    CardEvent.VOID_REVOKED: "arrow-back-up",
    CardEvent.TRANSFERRED: "users",
    CardEvent.DUPLICATE: "copy",
}


class CardView(QWidget):
    """Shows one card. `revoke_asked(void id)` follows a click on a standing refusal."""

    revoke_asked = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit = context.kit
        self.banner = Banner(kit)
        self._coverage = FactGrid(kit)
        self._facts = FactGrid(kit)
        self._voids = QVBoxLayout()
        self._timeline = Timeline(kit)
        self._tools = FlowLayout(gap=4)
        self._card: CardRow | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.banner)
        layout.addWidget(Label(kit, kit.words("Coverage"), "section"))
        layout.addWidget(self._coverage)
        layout.addWidget(line())
        layout.addWidget(self._facts)
        layout.addLayout(self._voids)
        layout.addLayout(self._tools)
        layout.addWidget(line())
        layout.addWidget(self._timeline)
        layout.addStretch(1)

    def add_tool(self, button: Button) -> None:
        """One more thing to do with the card."""
        self._tools.addWidget(button)

    def show_card(self, card: CardRow) -> None:
        """Show another card, as of today."""
        self._card = card
        words, today = self._context.words, self._context.kit.today()
        verdicts = summary(card.facts, today)
        self.banner.say(verdicts[0].tone.value, words.say(verdicts[0].reason))
        self._coverage.set_facts(self._coverage_fact(verdict) for verdict in verdicts)
        self._facts.set_facts(self._card_facts(card))
        self._show_voids(card)
        self._timeline.set_events(self._event(event) for event in reversed(card.events))

    def state_title(self, card: CardRow) -> tuple[str, str]:
        """Words and tone of the state's pill; an active card whose days are over shows as expired."""
        state = card_state_on(card.state, card.last_day, self._context.kit.today())
        return self._context.words(CARD_STATE_TITLES[state]), CARD_TONES[state.value]

    def _coverage_fact(self, verdict: Verdict) -> Fact:
        words = self._context.words
        title = VERDICT_TITLES[verdict.tone.value]
        if verdict.ends_on is None or (verdict.tone is Tone.REFUSED and verdict.cause is not Cause.ENDED):
            text = words(title)
        elif verdict.cause is Cause.ENDED:
            text = words("{verdict}, ended on {day}", verdict=Message(title), day=verdict.ends_on)
        else:
            text = words("{verdict}, until {day}", verdict=Message(title), day=verdict.ends_on)
        return Fact(words(CATEGORY_TITLES[verdict.category]), text)

    def _card_facts(self, card: CardRow) -> list[Fact]:
        words = self._context.words
        language = words.language
        evidence = card.evidence_kind
        registry = card.registry_state
        return [
            Fact(words("Issuer"), card.issuer_name),
            Fact(words("Device"), words.value(card.unit.model.full_title(language)) if card.unit else "", strong=True),
            Fact(words("Serial"), words.code(card.serial) if card.serial else ""),
            Fact(words("Owner"), card.owner_name, strong=True),
            Fact(words("Phone"), words.phone(card.owner.phone) if card.owner and card.owner.phone else ""),
            Fact(words("Terms"), card.terms_title(language)),
            Fact(words("Counts from"), words(START_BASIS_TITLES[card.terms.start_basis]) if card.terms else ""),
            Fact(words("Starts on"), words.date(card.started_on) if card.started_on else ""),
            Fact(words("Start proved by"), words(EVIDENCE_TITLES[evidence]) if evidence else ""),
            Fact(words("Not covered"), words.joined(list(card.terms.excluded_groups)) if card.terms else ""),
            Fact(words("Seller"), card.seller),
            Fact(words("Invoice number"), words.code(card.invoice_number) if card.invoice_number else ""),
            Fact(
                words("Phone registry"), words(REGISTRY_TITLES[registry]) if registry is not RegistryState.NONE else ""
            ),
            Fact(words("Issued from"), words.own_number(card.order_number) if card.order_number else ""),
        ]

    def _show_voids(self, card: CardRow) -> None:
        while (item := self._voids.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for void in card.voids:
            self._voids.addWidget(self._void_row(void))

    def _void_row(self, void: VoidRow) -> LinkRow:
        words = self._context.words
        reasons = words.joined([Message(VOID_REASON_TITLES[reason]) for reason in void.record.reasons])
        title = words("{scope}: {reasons}", scope=Message(VOID_SCOPE_TITLES[void.record.scope]), reasons=reasons)
        subtitle = words("{day} · {evidence}", day=void.record.on, evidence=void.evidence)
        stands = void.revoked_at is None
        action: Callable[..., None] = partial(self._ask_revoke, void.id) if stands else _nothing
        row = LinkRow(
            self._context.kit, title, subtitle, words("Revoke") if stands else words("Revoked"), "void", action
        )
        row.setObjectName(f"void_{void.id}")
        row.setToolTip(void.record.sentence)
        return row

    def _ask_revoke(self, void_id: int) -> None:
        self.revoke_asked.emit(void_id)

    def _event(self, event: CardEventRow) -> TimelineEvent:
        words = self._context.words
        detail = event.note
        if event.kind is CardEvent.TRANSFERRED:
            detail = words("{before} → {after}", before=event.detail["from_name"] or "—", after=event.detail["to_name"])
        icon = _EVENT_ICONS.get(event.kind, "history")
        return TimelineEvent(words.moment(event.at), words(CARD_EVENT_TITLES[event.kind]), detail, icon)


def _nothing() -> None:
    """A revoked refusal leads nowhere."""
