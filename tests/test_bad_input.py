"""Bad input of every kind, as it comes to the counter: one clear sentence in the user's language, nothing changed."""

from __future__ import annotations

import tempfile
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.errors import DeskError, ValidationError
from aftersales_desktop.domain.jalali import from_jalali
from aftersales_desktop.domain.warranty_forms import ForeignCardInput
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import (
    card_batches,
    catalogue,
    customers,
    issuers,
    papers,
    settings,
    warranty,
    warranty_changes,
    warranty_foreign,
    warranty_issue,
    warranty_terms,
    warranty_voids,
)
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from tests.faults.damage import dump_digest, latin_words
from tests.services import warranty_samples as samples
from tests.services.counter import Counter

TODAY = date(2026, 11, 23)
LONG = "م" * 10_000
HOSTILE = {
    "10,000 characters": LONG,
    "a control character": "رضا\x07احمدی",
    "a NUL": "رضا\x00احمدی",
    "an emoji": "رضا 😀",
    "half a character": "رضا \ud83d",
    "a formula": "=1+1",
}


@dataclass
class Shop:
    """A desk with one customer, one running card of ours and one blank one."""

    desk: Desk
    counter: Counter = field(init=False)

    def __post_init__(self) -> None:
        self.counter = Counter(self.desk)
        self.card = samples.card(self.desk)
        self.heir = samples.owner(self.desk, "وارث تازه", "09120000003")
        self.pars = issuers.add_issuer(self.desk, "پارس")
        self.order = self.counter.order()
        self.terms_id = self.desk.rows("SELECT id FROM warranty_terms")[0][0]

    def form(self, **changes):
        """A card form that could be saved but for `changes`."""
        model = self.desk.rows("SELECT id FROM product_model WHERE terms_id IS NOT NULL")[0][0]
        return samples.form(self.desk, **{"owner_id": self.heir.id, "model_id": model, **changes})

    def digest(self) -> str:
        """The sum of everything in the file."""
        with tempfile.TemporaryDirectory() as folder:
            self.desk.rows("VACUUM INTO ?", str(Path(folder) / "copy.db"))
            return dump_digest(Path(folder) / "copy.db")


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Iterator[Shop]:
    """One for all: nothing that is refused may leave a trace for the next test to find."""
    path = tmp_path_factory.mktemp("shop") / "data.db"
    yield Shop(open_desk(path, "test", lambda: datetime(2026, 11, 23, 8, 0, tzinfo=UTC)))
    close_desk()


def issue(**changes) -> Callable[[Shop], object]:
    def act(shop: Shop) -> object:
        return warranty_issue.issue_card(shop.desk, shop.form(**changes))

    return act


def intake(device: dict | None = None, **visit) -> Callable[[Shop], object]:
    def act(shop: Shop) -> object:
        return shop.counter.receive(shop.counter.device(**device or {}), **visit)

    return act


def customer(**values) -> Callable[[Shop], object]:
    def act(shop: Shop) -> object:
        return customers.add_customer(shop.desk, CustomerDetails(**{"name": "رضا", "phones": (), **values}))

    return act


def foreign(shop: Shop, **values) -> object:
    usual = {"issuer_id": shop.pars.id, "number": "P1", "serial": "F-1", "owner_id": shop.heir.id,
             "model_id": shop.counter.model_id, "request_key": str(uuid.uuid4())}  # fmt: skip
    return warranty_foreign.register_foreign_card(shop.desk, ForeignCardInput(**usual | values))


def void(**changes) -> Callable[[Shop], object]:
    def act(shop: Shop) -> object:
        return warranty_voids.void_card(shop.desk, shop.card.id, samples.void(**changes), evidence="عکس")

    return act


def bring_in(content: bytes, name: str = "old.csv") -> Callable[[Shop], object]:
    def act(shop: Shop) -> object:
        path = shop.desk.path.with_name(name)
        path.write_bytes(content)
        return import_file(shop.desk, path, words=Words("en"))

    return act


def terms(**values) -> Callable[[Shop], object]:
    return lambda shop: samples.terms(shop.desk, **{"code": "W24", **values})


BAD = {
    # check digits
    "card number, wrong check digit": issue(number="G-00000001-9"),
    "card looked up, wrong check digit": lambda shop: warranty.find_card(shop.desk, "G-00000001-9"),
    "reception looked up, wrong check digit": lambda shop: papers.printable(
        shop.desk, "intake-receipt", wrong_check(shop.order.number)
    ),
    "national ID, wrong check digit": customer(national_id="0012345678"),
    "IMEI, wrong check digit": intake({"imeis": ("356938035643808",)}),
    "IMEI of a card, wrong check digit": issue(imeis=("356938035643808",)),
    "phone that is none": customer(phones=("0912",)),
    # one device, one running card
    "serial active on another card": lambda shop: warranty_issue.issue_card(
        shop.desk, shop.form(serial=shop.card.unit.serial)
    ),
    "device active on another card": lambda shop: warranty_issue.issue_card(
        shop.desk, shop.form(unit_id=shop.card.unit.id)
    ),
    "card number used already": lambda shop: warranty_issue.issue_card(shop.desk, shop.form(number=shop.card.number)),
    "serial in custody already": lambda shop: shop.counter.receive(shop.counter.device(serial=shop.order.unit.serial)),
    # days
    "card bought in the future": issue(purchased_on=TODAY + timedelta(days=1)),
    "card bought in a far year": issue(purchased_on=from_jalali(1499, 1, 1)),
    "card installed before the sale": issue(installed_on=samples.BOUGHT - timedelta(days=1)),
    "card activated before the sale": issue(activated_on=samples.BOUGHT - timedelta(days=1)),
    "card made after the sale": issue(produced_on=samples.BOUGHT + timedelta(days=1)),
    "their card, end before start": lambda shop: foreign(shop, started_on=TODAY, parts_until=TODAY - timedelta(days=1)),
    "their card, start in the future": lambda shop: foreign(
        shop, started_on=TODAY + timedelta(days=2), parts_until=TODAY + timedelta(days=9)
    ),
    "void in the future": void(on=TODAY + timedelta(days=1)),
    "transfer in the future": lambda shop: warranty_changes.transfer_card(
        shop.desk, shop.card.id, shop.heir.id, TODAY + timedelta(days=1)
    ),
    "transfer before the card": lambda shop: warranty_changes.transfer_card(
        shop.desk, shop.card.id, shop.heir.id, samples.BOUGHT - timedelta(days=1)
    ),
    "promise in the past": intake({"promised_on": TODAY - timedelta(days=1)}),
    # amounts
    "money below nothing": intake(deposit=-1),
    "money beyond what can be kept": intake({"cost_ceiling": 2**63}),
    "months beyond reason": terms(months_parts=10**6),
    "months below nothing": terms(months_parts=-1),
    "no cards at all": lambda shop: card_batches.make_batch(shop.desk, shop.terms_id, 0),
    "cards without end": lambda shop: card_batches.make_batch(shop.desk, shop.terms_id, 10**9),
    # files
    "CSV, empty": bring_in(b""),
    "CSV, blanks only": bring_in(b" \r\n\r\n"),
    "CSV that is a picture": bring_in(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9),
    "CSV that is a workbook": bring_in(b"PK\x03\x04" + bytes(500)),
    "CSV of nothing known": bring_in(b"a,b\n1,2\n"),
    "logo that is no picture": lambda shop: settings.store_logo(shop.desk, "logo.png", b"no picture"),
}
for _name, _text in HOSTILE.items():
    BAD |= {
        f"customer's name with {_name}": customer(name=_text),
        f"customer's note with {_name}": customer(note=_text),
        f"serial with {_name}": intake({"serial": _text}),
        f"words of the customer with {_name}": intake({"customer_words": _text}),
        f"note of a visit with {_name}": intake(note=_text),
        f"bringer with {_name}": intake(bringer_name=_text),
        f"brand with {_name}": intake({"model_id": None, "category_id": 1, "brand": _text, "model_name": "X"}),
        f"serial of a card with {_name}": issue(serial=_text),
        f"seller with {_name}": issue(seller=_text),
        f"void with {_name}": void(sentence=_text),
        f"their number with {_name}": lambda shop, text=_text: foreign(shop, number=text),
        f"terms with {_name}": terms(title_fa=_text),
        f"centre's name with {_name}": lambda shop, text=_text: settings.save_settings(shop.desk, centre_name=text),
        f"category with {_name}": lambda shop, text=_text: catalogue.add_category(shop.desk, "new", text, "New"),
        f"company with {_name}": lambda shop, text=_text: issuers.add_issuer(shop.desk, text),
        f"transfer with {_name}": lambda shop, text=_text: warranty_changes.transfer_card(
            shop.desk, shop.card.id, shop.heir.id, TODAY, text
        ),
    }


# A passcode is kept sign by sign, so that "=1+1" and emojis are right, and half of one is not.
BAD |= {f"passcode with {name}": intake({"passcode": text}) for name, text in HOSTILE.items() if text[0] != "="}


def wrong_check(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


# Signs nobody sees may be dropped where a field holds one line; what is stored has none of them.
DROPPED = ("brand with", "centre's name with")


def has_controls(text: str) -> bool:
    return any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text)


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence_and_changes_nothing(shop, name):
    before = shop.digest()
    try:
        BAD[name](shop)
    except DeskError as refused:
        problems = refused.problems if isinstance(refused, ValidationError) else (refused,)
        for problem in problems:
            assert_one_sentence(problem.message)
        assert shop.digest() == before
    else:
        assert any(word in name for word in ("emoji", *DROPPED)), "taken without a word"
        for rows in samples.whole_file(shop.desk).values():
            assert not [value for row in rows for value in row if isinstance(value, str) and has_controls(value)]


def assert_one_sentence(message) -> None:
    english, persian = Words("en").say(message), Words("fa").say(message)
    for sentence in (english, persian):
        assert 5 < len(sentence) < 400, "nobody reads that"
        assert "\n" not in sentence
        assert "Traceback" not in sentence
        assert "{" not in sentence
        assert not any(ord(letter) < 32 for letter in sentence)
    assert english[-1] in ".!?"
    assert latin_words(persian) <= {"CSV", "UTF", "Excel", "IMEI", "PNG", "JPEG"}, persian


@pytest.mark.parametrize("typed", ["+98", "-1", "@SUM(A1)", "'; DROP TABLE customer; --", "%s{0}<b>&amp;"])
def test_what_only_looks_dangerous_is_kept_as_typed(shop, typed):
    """Formulas and commands are just text: taken, and read back letter by letter."""
    saved = customers.add_customer(shop.desk, CustomerDetails(name=f"شرکت {typed}", phones=("09121112233",)))
    order = shop.counter.order(customer_words=typed)
    assert saved.name == f"شرکت {typed}"
    assert shop.desk.rows("SELECT customer_words FROM service_order WHERE id = ?", order.id) == [(typed,)]
    changed = replace(samples.FULL_TERMS, code=f"W{uuid.uuid4().hex[:8]}", title_fa=typed)
    assert warranty_terms.add_terms(shop.desk, changed).title("fa") == typed


def test_reception_keeps_its_number_after_every_refusal(shop):
    """Refusals use no number up."""
    before = shop.counter.receive().number
    for name in list(BAD)[:40]:
        try:
            BAD[name](shop)
        except DeskError:
            continue
    assert int(shop.counter.receive().number[6:11]) == int(before[6:11]) + 1
