"""Warranty cards of the demo: sold, sent to dealers, refused, given to new owners, and those of other companies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from aftersales_desktop.domain.jalali import add_months, term_end
from aftersales_desktop.domain.warranty import StartEvidence, VoidReason, VoidRecord, VoidScope
from aftersales_desktop.domain.warranty_forms import CardInput, ForeignCardInput, RegistryState
from aftersales_desktop.services import card_batches, issuers, prints, units
from aftersales_desktop.services import warranty_changes as changes
from aftersales_desktop.services.card_rows import CardRow
from aftersales_desktop.services.demo.devices import DemoModel, OwnedUnit
from aftersales_desktop.services.demo.story import Story
from aftersales_desktop.services.warranty_foreign import register_foreign_card
from aftersales_desktop.services.warranty_issue import issue_card
from aftersales_desktop.services.warranty_voids import revoke_void, void_card

RAW_LEFT = 40
AT_DEALERS = 12
FROM_BATCH = 8
_DOUBTFUL_DAYS = frozenset({"purchased_on", "installed_on", "activated_on"})
_EVIDENCE = (
    StartEvidence.CARD, StartEvidence.CARD, StartEvidence.CARD, StartEvidence.INVOICE, StartEvidence.INVOICE,
    StartEvidence.STATEMENT,
)  # fmt: skip


class Cards:
    """The card desk of the demo."""

    def __init__(self, story: Story, words: dict[str, Any]) -> None:
        self._story = story
        self._words = words
        self._batch_numbers: list[str] = []
        self._issuer_ids: list[int] = []

    def open_cupboard(self) -> None:
        """Raw cards are made, some go to a dealer; the other companies are noted."""
        desk = self._story.desk
        terms_id = self._story.devices.some_model(terms="small-12").terms_id
        batch = card_batches.make_batch(desk, terms_id, RAW_LEFT + AT_DEALERS + FROM_BATCH, note="چاپ بهار")
        rows = desk.rows("SELECT number FROM warranty_card WHERE batch_id = ? ORDER BY number_norm", batch.id)
        numbers = [row[0] for row in rows]
        card_batches.send_to_dealer(desk, numbers[0], numbers[AT_DEALERS - 1], self._words["sellers"][0])
        self._batch_numbers = numbers[AT_DEALERS : AT_DEALERS + FROM_BATCH]
        for name, phone, address in self._words["issuers"]:
            self._issuer_ids.append(issuers.add_issuer(desk, name, phone=phone, address=address).id)

    def sell(self) -> None:
        """A device is sold or installed and gets its card."""
        model = self._story.devices.some_model()
        self.issue(model, self._story.day - timedelta(days=self._story.dice.randrange(12)))

    def activate_raw_card(self) -> None:
        """A card of the batch is activated for a small appliance."""
        model = self._story.devices.some_model(terms="small-12")
        self.issue(model, self._story.day, number=self._batch_numbers.pop(0))

    def issue_old_card(self) -> None:
        """A card from before the program, whose days are over, is put into the file."""
        model = self._story.devices.some_model(terms="laptop-24")
        self.issue(model, add_months(self._story.day, -25))

    def issue(self, model: DemoModel, bought: date, *, number: str = "") -> None:
        """Issue a card of ours for a new device of a customer."""
        devices = self._story.devices
        self._issue(
            self._story.known_customer(), model, bought, number=number, model_id=model.id,
            serial=devices.serial(model), imeis=devices.imeis(model),
        )  # fmt: skip

    def renew(self) -> None:
        """The days of a card are over, and the customer buys another one."""
        owned = self._story.take_with_ended_card()
        if owned is not None:
            self._issue(owned.owner_id, owned.model, self._story.day, number="", unit_id=owned.unit_id)

    def _issue(self, owner_id: int, model: DemoModel, bought: date, **device: Any) -> None:
        story, dice = self._story, self._story.dice
        card = issue_card(
            story.desk,
            CardInput(
                request_key=story.request_key(), owner_id=owner_id, confirmed=_DOUBTFUL_DAYS,
                seller=dice.choice(self._words["sellers"]) if dice.random() < 0.8 else "",
                invoice_number=str(dice.randrange(100, 9999)) if dice.random() < 0.6 else "",
                **device, **self._days(model, bought), **self._evidence(model), **self._registry(model),
            ),
        )  # fmt: skip
        self._keep(card, owner_id, model)
        story.cards[card.unit.id] = (card.id, card.last_day)

    def note_foreign_card(self) -> None:
        """A card of another company; now and then its start cannot be read."""
        story, dice = self._story, self._story.dice
        model = story.devices.some_model("mobile", "laptop", "television")
        owner_id = story.known_customer()
        started = story.day - timedelta(days=dice.randrange(30, 400))
        ends = term_end(started, 18)
        is_legible = dice.random() < 0.75
        card = register_foreign_card(
            story.desk,
            ForeignCardInput(
                request_key=story.request_key(), issuer_id=dice.choice(self._issuer_ids), owner_id=owner_id,
                number=f"{dice.choice(('SA', 'NP', 'AK'))}-{dice.randrange(10**7, 10**8)}", model_id=model.id,
                serial=story.devices.serial(model), imeis=story.devices.imeis(model),
                started_on=started if is_legible else None,
                parts_until=ends if is_legible else None, labour_until=ends if is_legible else None,
                evidence_kind=StartEvidence.CARD if is_legible else StartEvidence.ESTIMATE,
                evidence_note="" if is_legible else "تاریخ روی کارت پاک شده است.",
            ),
        )  # fmt: skip
        self._keep(card, owner_id, model)

    def transfer(self) -> None:
        """A device was sold to somebody else, and its card goes with it."""
        story = self._story
        owned = story.take_from_home(with_card=True)
        if owned is None:
            return
        new_owner = story.add_customer(story.new_customer())
        changes.transfer_card(
            story.desk, story.cards[owned.unit_id][0], new_owner, story.day, note="مبایعه‌نامهٔ دست‌نویس دیده شد."
        )
        story.bring_home(replace(owned, owner_id=new_owner))

    def print_duplicate(self) -> None:
        """A card came out, was lost, and a duplicate is allowed."""
        owned = self._story.take_from_home(with_card=True)
        if owned is None:
            return
        self._story.bring_home(owned)
        desk, card_id = self._story.desk, self._story.cards[owned.unit_id][0]
        uuid, number = desk.rows("SELECT uuid, number FROM warranty_card WHERE id = ?", card_id)[0]
        prints.log_print(desk, changes.CARD_DOCUMENT, uuid, number, copy=0, paper="card", target="HP LaserJet M211d")
        changes.note_duplicate(desk, card_id, "کارت در اسباب‌کشی گم شده است.")

    def refuse(self, unit_id: int, order_number: str, scope: VoidScope) -> CardRow:
        """Cover of a device is refused for what was found at a visit."""
        found = {
            VoidScope.DEVICE: (
                (VoidReason.LIQUID, VoidReason.SEAL_OPENED),
                "زیر برد اصلی آثار آب و پلمب بازشده دیده شد.",
                (),
            ),
            VoidScope.PARTS: ((VoidReason.IMPACT,), "صفحهٔ نمایش از گوشه ضربه خورده است.", ("صفحهٔ نمایش",)),
            VoidScope.VISIT: ((VoidReason.POWER_SURGE,), "فیوز ورودی بر اثر نوسان برق سوخته است.", ()),
        }
        reasons, sentence, groups = found[scope]
        void = VoidRecord(
            scope=scope, reasons=reasons, sentence=sentence, on=self._story.day, part_groups=groups,
            order_number=order_number,
        )  # fmt: skip
        return void_card(self._story.desk, self._story.cards[unit_id][0], void, evidence="عکس شمارهٔ ۳ در پوشهٔ پذیرش")

    def revoke(self, card: CardRow) -> None:
        """The refusal was a mistake."""
        revoke_void(self._story.desk, card.voids[-1].id, "کارشناس شرکت ضربه را تأیید نکرد.")

    def _keep(self, card: CardRow, owner_id: int, model: DemoModel) -> None:
        story = self._story
        if owner_id in story.companies and story.dice.random() < 0.5:
            sites = story.desk.rows("SELECT id FROM site WHERE customer_id = ? AND is_main = 0", owner_id)
            units.move_to_site(story.desk, card.unit.id, sites[0][0], since=story.day)
        story.bring_home(OwnedUnit(card.unit.id, owner_id, model))

    def _days(self, model: DemoModel, bought: date) -> dict[str, date]:
        """The days the terms of a model ask for, none of them in the future."""
        soon = min(bought + timedelta(days=self._story.dice.randrange(5)), self._story.day)
        match model.terms:
            case "home-24" | "climate-36":
                return {"purchased_on": bought, "installed_on": soon}
            case "mobile-18":
                imported = bought - timedelta(days=self._story.dice.randrange(20, 250))
                return {"purchased_on": bought, "activated_on": soon, "produced_on": imported}
            case "laptop-24":
                return {"purchased_on": bought, "activated_on": bought}
        return {"purchased_on": bought}

    def _evidence(self, model: DemoModel) -> dict[str, Any]:
        if model.terms in ("home-24", "climate-36"):
            return {"evidence_kind": StartEvidence.INSTALLATION_SHEET}
        kind = self._story.dice.choice(_EVIDENCE)
        is_stated = kind is StartEvidence.STATEMENT
        return {"evidence_kind": kind, "evidence_note": "فاکتور گم شده است." if is_stated else ""}

    def _registry(self, model: DemoModel) -> dict[str, Any]:
        if model.category != "mobile" or self._story.dice.random() < 0.4:
            return {}
        code = f"{self._story.dice.randrange(10**11, 10**12)}"
        return {"registry_state": RegistryState.REGISTERED, "registry_code": code}
