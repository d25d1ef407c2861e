"""The demo: whole, believable, the same every time, and never over somebody's own work."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.errors import Cancelled, NotAllowed
from aftersales_desktop.domain.jalali import from_jalali, is_holiday
from aftersales_desktop.domain.parts import fits_pattern
from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.domain.warranty import CardState, StartEvidence, VoidScope
from aftersales_desktop.domain.warranty_forms import RegistryState
from aftersales_desktop.i18n.formats import TEHRAN
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.services import catalogue, check, customers, issuers, lists, prints, warranty, warranty_terms
from aftersales_desktop.services.demo import fill_basics, fill_demo
from aftersales_desktop.services.demo.source import read_words
from aftersales_desktop.services.settings import load_settings, save_settings
from aftersales_desktop.services.work import Area, Desk, close_desk, open_desk
from tests.services.conftest import FixedClock
from tests.templates import demo

TODAY = date(2026, 11, 23)
OPEN = "state NOT IN ('delivered', 'closed', 'cancelled', 'disposed')"


@contextmanager
def opened(path: Path, now: datetime | None = None) -> Iterator[Desk]:
    clock = FixedClock()
    clock.now = now or clock.now
    yield open_desk(path, "test", clock)
    close_desk()


@pytest.fixture(scope="module")
def filled_file(templates, tmp_path_factory) -> Path:
    return templates.copy("demo", demo, tmp_path_factory.mktemp("demo"))


@pytest.fixture
def filled(filled_file) -> Iterator[Desk]:
    with opened(filled_file) as desk:
        yield desk


def column(desk: Desk, sql: str, *values: object) -> list:
    return [row[0] for row in desk.rows(sql, *values)]


def count(desk: Desk, what: str, *values: object) -> int:
    return desk.rows(f"SELECT count(*) FROM {what}", *values)[0][0]


def told(desk: Desk) -> dict[str, list]:
    """Everything but row numbers, uuids and hashes."""
    return {
        table: desk.rows(f"SELECT {columns} FROM {table} ORDER BY id")
        for table, columns in {
            "customer": "subscriber_number, name, phones_search, national_id, created_at, created_by",
            "site": "city, address, environment",
            "unit_identifier": "kind, value",
            "reception": "number, received_at, channel, deposit, bringer_name, request_key",
            "service_order": "number, state, outcome, customer_words, conditions, promised_on, shelf, verdict_tone",
            "order_event": "at, kind, to_state, note",
            "warranty_card": "number, state, started_on, last_day, seller, registry_state",
            "warranty_event": "at, kind, note",
            "unit_move": "at, reason, document",
        }.items()
    }


class TestTheFile:
    def test_breaks_no_rule(self, filled):
        assert check.first_broken_record(filled) is None

    def test_has_the_size_of_a_busy_small_centre(self, filled):
        assert 130 <= count(filled, "customer") <= 150
        assert 12 <= count(filled, "customer WHERE kind = 'company'") <= 18
        assert 240 <= count(filled, "unit WHERE kind = 'device'") <= 310
        assert 120 <= count(filled, "order_line") <= 300
        assert count(filled, "order_line WHERE unit_in_id IS NOT NULL") >= 20
        assert 220 <= count(filled, "reception") <= 260
        assert 45 <= count(filled, "product_model WHERE family NOT LIKE 'part:%'") <= 55
        assert 12 <= len(catalogue.list_categories(filled)) <= 15

    def test_something_of_everything_is_out_of_our_hands(self, filled):
        found = lists.counts(filled, "follow_up", TODAY)
        assert min(found[key] for key in ("to_call", "loaners", "loaners_late", "outside", "outside_late", "over")) >= 1
        assert lists.counts(filled, "claims", TODAY) | {"oldest": 0} == {
            "current": 2, "open": 1, "sent": 1, "settled": 1, "older": 1, "oldest": 0, "all": 3,
        }  # fmt: skip

    def test_spans_fourteen_months_of_working_days(self, filled):
        moments = [moment_value(at).astimezone(TEHRAN) for at in column(filled, "SELECT received_at FROM reception")]
        assert min(moments).date() < TODAY - timedelta(days=380)
        assert max(moments) <= filled.now()
        assert all(time(8, 30) <= moment.time() <= time(17, 0) for moment in moments)
        assert not [moment for moment in moments if is_holiday(moment.date())]
        assert len(set(column(filled, "SELECT number FROM reception WHERE number LIKE '01-04-%'"))) > 50

    def test_nothing_happens_after_now_or_before_what_came_before(self, filled):
        for table in ("audit", "order_event", "unit_move", "warranty_event"):
            moments = column(filled, f"SELECT at FROM {table} ORDER BY rowid")
            assert moments == sorted(moments), table
            assert moment_value(moments[-1]) <= filled.now(), table

    def test_several_people_worked_at_the_desk(self, filled):
        assert len(set(column(filled, "SELECT created_by FROM reception"))) == 2

    def test_the_centre_is_set_up(self, filled):
        settings = load_settings(filled)
        assert settings.is_set_up
        assert settings.centre_name and settings.centre_address and settings.centre_hours
        assert identifiers.phone(settings.centre_phone) == settings.centre_phone
        assert settings.receipt_terms_fa and settings.receipt_terms_en
        assert issuers.our_issuer(filled).name == settings.centre_name
        assert [issuer.is_ours for issuer in issuers.list_issuers(filled)] == [True, False, False, False]

    def test_papers_are_not_waiting(self, filled):
        assert prints.list_unprinted(filled) == []


class TestTheStore:
    @pytest.mark.parametrize("kind", SlipKind)
    def test_slips_of_every_kind(self, filled, kind):
        assert count(filled, "stock_document WHERE kind = ?", kind.value) >= 1

    @pytest.mark.parametrize(
        "what",
        [
            "part WHERE is_serialised = 1",
            "part WHERE is_serialised = 0",
            "part_equivalent",
            "part_reservation WHERE state = 'waiting'",
            "part_order",
            "part_price p JOIN part_price later ON later.part_id = p.part_id AND later.from_on > p.from_on",
            "unit u JOIN location l ON l.id = u.location_id WHERE l.kind = 'bench' AND u.part_id IS NOT NULL",
            "unit u JOIN location l ON l.id = u.location_id WHERE l.kind = 'faulty_store'",
            "unit WHERE supplier_warranty_until IS NOT NULL",
        ],
    )
    def test_everything_the_parts_tab_can_show(self, filled, what):
        assert count(filled, what) >= 1

    def test_every_filter_of_the_list_has_rows(self, filled):
        assert min(lists.counts(filled, "parts", TODAY).values()) >= 1

    def test_serials_look_like_those_of_their_part(self, filled):
        rows = filled.rows(
            "SELECT i.value, p.serial_pattern FROM unit u JOIN part p ON p.id = u.part_id "
            "JOIN unit_identifier i ON i.unit_id = u.id WHERE p.serial_pattern <> ''"
        )
        assert rows
        assert all(fits_pattern(serial, pattern) for serial, pattern in rows)


class TestOrders:
    @pytest.mark.parametrize("state", ["received", "ready", "in_repair", "delivered", "cancelled"])
    def test_every_state_that_can_be_reached(self, filled, state):
        assert count(filled, "service_order WHERE state = ?", state) >= 2

    @pytest.mark.parametrize(
        "what",
        [
            f"service_order WHERE received_on = '2026-11-23' AND {OPEN}",
            "service_order WHERE received_on = '2026-11-23' AND state = 'cancelled'",
            "service_order WHERE delivered_on = '2026-11-23'",
            "service_order WHERE received_on = '2026-11-23' AND state = 'ready'",
            f"service_order WHERE promised_on = '2026-11-23' AND {OPEN}",
            "service_order WHERE promised_on < '2026-11-23' AND state = 'received'",
            "service_order WHERE promised_on IS NULL",
            "reception WHERE bringer_name <> '' AND bringer_phone <> '' AND bringer_relation <> ''",
            "reception WHERE channel = 'courier'",
            "reception WHERE channel = 'post'",
            "reception WHERE channel = 'on_site'",
            "reception WHERE deposit > 0",
            "service_order WHERE cost_ceiling > 0",
            "service_order WHERE seal_number <> ''",
            "device_passcode",
            "service_order WHERE had_passcode = 1 AND state = 'delivered'",
            "service_order s JOIN service_order p ON p.id = s.parent_order_id "
            "WHERE julianday(s.received_on) - julianday(p.delivered_on) BETWEEN 1 AND 12",
            f"service_order WHERE parent_order_id IS NOT NULL AND {OPEN}",
            "unit_identifier WHERE kind = 'tag'",
            "unit WHERE site_id IS NOT NULL",
            "customer WHERE warning <> ''",
            "customer c WHERE (SELECT count(*) FROM customer_phone p WHERE p.customer_id = c.id) > 1",
        ],
    )
    def test_everything_the_screens_can_show(self, filled, what):
        assert count(filled, what) >= 1

    def test_every_end_of_the_work(self, filled):
        ends = set(column(filled, "SELECT outcome FROM service_order"))
        assert ends >= {"repaired", "no_fault_found", "not_repairable", "price_refused", "part_unavailable", "replaced"}
        assert "warranty_refused" in ends

    def test_some_devices_wait_too_long_on_the_shelf(self, filled):
        ready = column(
            filled,
            "SELECT max(e.at) FROM order_event e JOIN service_order s ON s.id = e.order_id "
            "WHERE s.state = 'ready' AND e.kind = 'ready' GROUP BY s.id",
        )
        waiting = [(TODAY - moment_value(at).date()).days for at in ready]
        assert len([days for days in waiting if days > 7]) >= 3
        assert len([days for days in waiting if days <= 7]) >= 3

    def test_a_reception_of_several_devices_and_a_company_with_six(self, filled):
        rows = filled.rows(
            "SELECT count(*), c.kind FROM service_order s JOIN customer c ON c.id = s.owner_id "
            "WHERE s.received_on = '2026-11-23' GROUP BY s.reception_id"
        )
        assert (6, "company") in rows
        assert 3 in [number for number, _kind in rows]

    def test_every_device_in_custody_has_its_own_cell(self, filled):
        cells = column(filled, f"SELECT shelf FROM service_order WHERE {OPEN}")
        assert len(cells) == len(set(cells)) >= 20

    def test_words_are_those_of_the_chips(self, filled):
        for category in catalogue.list_categories(filled):
            known = {
                kind: {chip.code for chip in catalogue.list_chips(filled, kind, category.id)}
                for kind in ("symptom", "condition", "accessory")
            }
            for symptoms, conditions, accessories in self._chips_of(filled, category.id):
                assert set(symptoms) <= known["symptom"]
                assert set(conditions) <= known["condition"]
                assert set(accessories) <= known["accessory"]

    def _chips_of(self, desk, category_id):
        rows = desk.rows(
            "SELECT symptoms, conditions, accessories FROM service_order s JOIN unit u ON u.id = s.unit_id "
            "JOIN product_model m ON m.id = u.model_id WHERE m.category_id = ?",
            category_id,
        )
        assert rows, category_id
        return [[_codes(cell) for cell in row] for row in rows]


def _codes(stored: str) -> list[str]:
    return [code for code in stored.strip("[]").replace('"', "").split(",") if code]


class TestCards:
    def test_every_state(self, filled):
        states = dict(filled.rows("SELECT state, count(*) FROM warranty_card GROUP BY state"))
        assert states[CardState.RAW] == 40
        assert states[CardState.AT_DEALER] == 12
        assert states[CardState.ACTIVE] > 120
        assert states[CardState.VOID] >= 2
        assert states[CardState.EXPIRED] >= 1

    def test_fresh_ending_and_ended_ones(self, filled):
        counts = lists.counts(filled, "cards", TODAY)
        assert counts["expiring"] >= 5
        assert counts["expired"] >= 3
        assert count(filled, "warranty_card WHERE issued_on >= '2026-11-16'") >= 1

    @pytest.mark.parametrize("state", [RegistryState.NEEDED, RegistryState.REGISTERED])
    def test_the_registry_of_phones(self, filled, state):
        assert count(filled, "warranty_card WHERE registry_state = ?", state.value) >= 3

    @pytest.mark.parametrize("scope", VoidScope)
    def test_refusals_with_evidence(self, filled, scope):
        assert count(filled, "warranty_void WHERE scope = ? AND evidence <> ''", scope.value) >= 1

    def test_a_refusal_that_was_revoked(self, filled):
        assert count(filled, "warranty_void WHERE revoked_at IS NOT NULL") >= 1

    @pytest.mark.parametrize("kind", ["transferred", "duplicate", "activated", "registered_foreign", "sent_to_dealer"])
    def test_what_can_happen_to_a_card(self, filled, kind):
        assert count(filled, "warranty_event WHERE kind = ?", kind) >= 1

    def test_cards_of_other_companies_some_without_a_start(self, filled):
        foreign = "warranty_card w JOIN issuer i ON i.id = w.issuer_id WHERE i.is_ours = 0"
        assert count(filled, foreign) >= 10
        assert count(filled, f"{foreign} AND w.started_on IS NULL") >= 1

    @pytest.mark.parametrize("kind", [StartEvidence.CARD, StartEvidence.INVOICE, StartEvidence.STATEMENT])
    def test_evidence_of_the_start(self, filled, kind):
        assert count(filled, "warranty_card WHERE evidence_kind = ?", kind.value) >= 1

    def test_verdicts_of_every_colour(self, filled):
        assert set(column(filled, "SELECT verdict_tone FROM service_order")) == {
            "covered", "doubtful", "refused", "unknown",
        }  # fmt: skip

    def test_most_devices_of_today_can_be_asked_about(self, filled):
        for unit_id in column(filled, "SELECT id FROM unit LIMIT 40"):
            assert len(warranty.unit_summary(filled, unit_id, TODAY)) == 4


class TestNumbersAndNames:
    def test_imeis_have_a_right_check_digit(self, filled):
        imeis = column(filled, "SELECT value FROM unit_identifier WHERE kind = 'imei'")
        assert len(imeis) == len(set(imeis)) > 60
        assert not [imei for imei in imeis if identifiers.imei_doubt(imei)]

    def test_serials_are_what_makers_write(self, filled):
        for serial in column(filled, "SELECT value FROM unit_identifier WHERE kind = 'serial'"):
            assert identifiers.serial(serial) == serial

    def test_phones_and_ids_raise_no_doubt(self, filled):
        for number in column(filled, "SELECT number FROM customer_phone"):
            assert identifiers.phone(number) == number
        rows = filled.rows("SELECT kind, national_id, economic_number FROM customer WHERE national_id <> ''")
        assert len(rows) > 30
        for kind, national_id, economic_number in rows:
            doubt = identifiers.legal_id_doubt if kind == "company" else identifiers.national_id_doubt
            assert doubt(national_id) is None
            assert identifiers.economic_number_doubt(economic_number) is None

    def test_mobiles_begin_as_iranian_ones_do(self, filled):
        prefixes = {
            number[:4] for number in column(filled, "SELECT number FROM customer_phone WHERE number LIKE '09%'")
        }
        assert {"0912", "0919", "0935"} <= prefixes

    def test_customers_live_in_several_towns(self, filled):
        assert {"تهران", "کرج", "اصفهان"} <= set(column(filled, "SELECT city FROM site"))


class TestTelling:
    def test_again_is_the_same_whatever_the_centre_has_set_before(self, filled, tmp_path):
        first, heard = told(filled), []
        with opened(tmp_path / "again.db") as desk:
            save_settings(desk, centre_name="خدمات من", receipt_terms_fa="شرط من")
            fill_basics(desk)
            clock = desk.clock
            desk.listeners.append(heard.append)
            fill_demo(desk, today=TODAY)
            assert heard == [frozenset(Area)]
            assert told(desk) == first
            settings = load_settings(desk)
            assert (settings.centre_name, settings.receipt_terms_fa) == ("خدمات من", "شرط من")
            assert issuers.our_issuer(desk).name == "خدمات من"
            assert desk.clock is clock and desk.actor == "test"

    @pytest.mark.parametrize(
        ("today", "now"),
        [
            (date(2026, 11, 27), datetime(2026, 11, 27, 3, 40, tzinfo=UTC)),
            (from_jalali(1406, 1, 1), datetime(2027, 3, 21, 16, 0, tzinfo=UTC)),
        ],
        ids=["a Friday before opening", "New Year's evening"],
    )
    def test_any_day_at_any_time(self, tmp_path, today, now):
        with opened(tmp_path / "data.db", now) as desk:
            fill_demo(desk, today=today)
            assert check.first_broken_record(desk) is None
            assert count(desk, f"service_order WHERE received_on = ? AND {OPEN}", today.isoformat()) >= 10
            assert count(desk, "reception WHERE received_at > ?", now.strftime("%Y-%m-%dT%H:%M:%S.999Z")) == 0
            states = set(column(desk, "SELECT state FROM service_order"))
            on_bench = {"diagnosing", "waiting_part", "waiting_approval", "in_repair", "quality_control"}
            assert states == on_bench | {"received", "ready", "at_external", "delivered", "cancelled", "disposed"}

    def test_tells_how_far_it_is_and_can_be_stopped(self, desk):
        days = []

        def stop_half_way(done: int, of_all: int) -> None:
            days.append((done, of_all))
            if done > of_all / 2:
                raise Cancelled

        before = self._content(desk)
        with pytest.raises(Cancelled):
            fill_demo(desk, today=TODAY, progress=stop_half_way)
        assert days == sorted(days) and len(days) > 100
        assert self._content(desk) == before

    def _content(self, desk: Desk) -> list:
        tables = column(
            desk, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\'"
        )
        return [desk.rows(f"SELECT * FROM {table}") for table in (*tables, "number_series", "warranty_card")]


class TestRefusal:
    def test_of_a_file_that_is_filled(self, filled):
        before = count(filled, "audit")
        with pytest.raises(NotAllowed) as refused:
            fill_demo(filled, today=TODAY)
        assert refused.value.message.msgid.count(".") == 1
        assert count(filled, "audit") == before

    def test_of_a_file_with_one_customer(self, desk):
        customers.add_customer(desk, customers.CustomerDetails(name="رضا احمدی", phones=("09121234567",)))
        with pytest.raises(NotAllowed):
            fill_demo(desk, today=TODAY)
        assert count(desk, "customer") == 1
        assert count(desk, "category WHERE archived_at IS NULL") == 0


class TestBasics:
    def test_are_words_and_no_customers(self, desk):
        fill_basics(desk)
        assert count(desk, "customer") == count(desk, "unit") == count(desk, "warranty_card") == 0
        assert count(desk, "product_model") == 0
        assert 12 <= len(catalogue.list_categories(desk)) <= 15
        assert len(warranty_terms.list_terms(desk)) == 5
        assert [issuer.is_ours for issuer in issuers.list_issuers(desk)] == [True]
        assert check.first_broken_record(desk) is None

    def test_twice_adds_nothing(self, desk):
        fill_basics(desk)
        rows = count(desk, "audit"), count(desk, "chip"), count(desk, "setting")
        fill_basics(desk)
        assert (count(desk, "audit"), count(desk, "chip"), count(desk, "setting")) == rows

    def test_do_not_bring_back_what_the_centre_took_away(self, desk):
        fill_basics(desk)
        gone = warranty_terms.list_terms(desk)[0]
        warranty_terms.withdraw_terms(desk, gone.id)
        save_settings(desk, receipt_terms_fa="شرط من")
        fill_basics(desk)
        assert len(warranty_terms.list_terms(desk)) == 4
        assert load_settings(desk).receipt_terms_fa == "شرط من"

    def test_bear_the_name_of_the_centre(self, desk):
        save_settings(desk, centre_name="خدمات من")
        fill_basics(desk)
        assert issuers.list_issuers(desk)[0].name == "خدمات من"

    def test_at_most_twelve_chips_with_one_key_each(self, desk):
        fill_basics(desk)
        for category in catalogue.list_categories(desk):
            assert category.name_fa and category.name_en
            for kind in ("symptom", "condition", "accessory"):
                chips = catalogue.list_chips(desk, kind, category.id)
                assert 4 <= len(chips) <= 12, (category.code, kind)
                assert len({chip.name_fa for chip in chips}) == len({chip.name_en for chip in chips}) == len(chips)
                exclusive = [chip.is_exclusive for chip in chips]
                assert exclusive == [kind != "symptom"] + [False] * (len(chips) - 1)

    def test_one_code_is_one_word_whatever_the_category(self, desk):
        """Papers look a stored code up without asking for the category."""
        fill_basics(desk)
        assert desk.rows(
            "SELECT kind, code FROM chip GROUP BY kind, code HAVING count(DISTINCT name_fa || name_en) > 1"
        ) == []  # fmt: skip

    def test_terms_are_written_in_both_languages(self, desk):
        fill_basics(desk)
        for terms in warranty_terms.list_terms(desk):
            assert terms.title("fa") != terms.title("en")
            assert terms.details.text_fa and terms.details.text_en
        settings = load_settings(desk)
        assert "۷ روز" in settings.receipt_terms_fa and "7 days" in settings.receipt_terms_en


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


@pytest.mark.parametrize("name", ["catalogue", "terms", "models", "people", "visits", "store"])
def test_every_text_is_in_the_spelling_that_is_stored_and_can_be_printed(name):
    for written in _texts(read_words(name)):
        assert text.clean(written, lines=True) == written
        assert text.text_problem(written, longest=1000, lines=True) is None
