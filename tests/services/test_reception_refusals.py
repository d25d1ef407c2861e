"""Everything that must not get in, at the counter or half-way: refused in words, and nothing written."""

from datetime import date, timedelta

import peewee
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.errors import DeskError, NotFound, StorageProblem, ValidationError
from aftersales_desktop.domain.reception import DeviceIntake
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.database import database
from aftersales_desktop.services import check, units
from aftersales_desktop.services.drafts import find_draft, keep_draft
from aftersales_desktop.services.hand_over import cancel_order
from aftersales_desktop.services.reception import register_intake
from tests.services.counter import MARYAM, Counter

TODAY = date(2026, 11, 23)


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def problems_of(counter, intake) -> list[str]:
    """The fields that were refused; nothing at all was written."""
    before = counter.everything()
    with pytest.raises(ValidationError) as refused:
        register_intake(counter.desk, intake)
    assert counter.everything() == before
    assert all(Words(language).say(problem.message) for problem in refused.value.problems for language in ("fa", "en"))
    return [problem.field for problem in refused.value.problems]


class TestRefusing:
    @pytest.mark.parametrize(
        ("device", "field"),
        [
            ({"serial": "ab"}, "serial"),
            ({"serial": "سریال"}, "serial"),
            ({"serial": "A" * 10_000}, "serial"),
            ({"serial": "=1+1"}, "serial"),
            ({"imeis": ("356938035643808",)}, "imei"),
            ({"imeis": ("1" * 10_000,)}, "imei"),
            ({"model_id": None}, "model"),
            ({"model_id": None, "category_id": 1}, "model"),
            ({"model_id": None, "category_id": 1, "brand": "  "}, "model"),
            ({"customer_words": ""}, "customer_words"),
            ({"customer_words": "م" * 4001}, "customer_words"),
            ({"customer_words": "م" * 100_000}, "customer_words"),
            ({"customer_words": "=1+1"}, "customer_words"),
            ({"customer_words": "خراب 😀"}, "customer_words"),
            ({"customer_words": "خراب\x00"}, "customer_words"),
            ({"customer_words": "خراب\x1b[2J"}, "customer_words"),
            ({"accessories_note": "م" * 301}, "accessories_note"),
            ({"seal_number": "1" * 41}, "seal_number"),
            ({"passcode": "1" * 61}, "passcode"),
            ({"passcode": "1" + " " * 100 + "1"}, "passcode"),
            ({"promised_on": TODAY - timedelta(days=1)}, "promised_on"),
            ({"promised_on": date(1405, 9, 2)}, "promised_on"),
            ({"promised_on": date(2029, 1, 1)}, "promised_on"),
            ({"cost_ceiling": -1}, "cost_ceiling"),
            ({"cost_ceiling": 10**12 + 1}, "cost_ceiling"),
            ({"cost_ceiling": 10**30}, "cost_ceiling"),
        ],
        ids=range(26),
    )
    def test_of_a_device_names_its_field_and_writes_nothing(self, counter, device, field):
        assert problems_of(counter, counter.intake(counter.device(**device))) == [field]
        assert problems_of(counter, counter.intake(counter.device(), counter.device(**device))) == [f"1.{field}"]

    @pytest.mark.parametrize(
        ("visit", "field"),
        [
            ({"owner_id": None}, "mobile"),
            ({"owner_id": None, "owner": CustomerDetails(name="رضا", phones=("12",))}, "mobile"),
            ({"devices": ()}, "serial"),
            ({"bringer_name": "م" * 121}, "bringer_name"),
            ({"bringer_phone": "123"}, "bringer_phone"),
            ({"bringer_relation": "م" * 61}, "bringer_relation"),
            ({"deposit": -1}, "deposit"),
            ({"deposit": 10**12 + 1}, "deposit"),
            ({"deposit_note": "م" * 201}, "deposit_note"),
            ({"note": "م" * 1001}, "note"),
            ({"note": "=1"}, "note"),
        ],
        ids=range(11),
    )
    def test_of_a_visit_names_its_field_and_writes_nothing(self, counter, visit, field):
        assert problems_of(counter, counter.intake(**visit))[0] == field

    def test_of_fifty_one_devices(self, counter):
        devices = [counter.device() for _count in range(51)]
        assert problems_of(counter, counter.intake(*devices)) == ["serial"]
        assert len(counter.receive(*devices[:50]).orders) == 50

    def test_of_a_serial_twice_in_one_visit(self, counter):
        devices = (counter.device(serial="SN-1"), counter.device(), counter.device(serial="sn1"))
        assert problems_of(counter, counter.intake(*devices)) == ["2.serial"]

    def test_of_a_known_device_twice_in_one_visit(self, counter):
        unit = units.add_unit(counter.desk, model_id=counter.model_id, serial="SN-1", owner_id=counter.owner_id)
        devices = (counter.device(unit_id=unit.id), counter.device(unit_id=unit.id))
        assert problems_of(counter, counter.intake(*devices)) == ["1.serial"]

    def test_names_every_problem_in_reading_order(self, counter):
        intake = counter.intake(
            counter.device(serial="x", customer_words=""), counter.device(cost_ceiling=-1),
            owner_id=None, owner=CustomerDetails(name="=x"), bringer_phone="1", deposit=-5,
        )  # fmt: skip
        assert problems_of(counter, intake) == [
            "mobile", "name", "bringer_phone", "deposit", "serial", "customer_words", "1.cost_ceiling",
        ]  # fmt: skip

    @pytest.mark.parametrize("wrong", [{"owner_id": 99}, {"payer_id": 99}])
    def test_of_people_who_are_not_in_the_file(self, counter, wrong):
        before = counter.everything()
        with pytest.raises(NotFound):
            counter.receive(**wrong)
        assert counter.everything() == before

    @pytest.mark.parametrize(
        "wrong", [{"unit_id": 99}, {"model_id": 99}, {"model_id": None, "category_id": 99, "brand": "x"}], ids=str
    )
    def test_of_things_that_are_not_in_the_file(self, counter, wrong):
        before = counter.everything()
        with pytest.raises(NotFound):
            counter.receive(counter.device(**wrong))
        assert counter.everything() == before

    def test_not_of_blanks_in_fields_that_may_be_empty(self, counter):
        device = counter.device(serial="  ", imeis=(" ",), passcode="  ", seal_number=" ")
        order = counter.receive(device, bringer_phone="  ", bringer_name=" ").orders[0]
        assert order.unit.serial.startswith("U") and not order.has_passcode

    def test_a_doubtful_imei_is_taken_at_the_second_save(self, counter):
        doubtful = counter.device(imeis=("356938035643808",))
        assert problems_of(counter, counter.intake(doubtful)) == ["imei"]
        confirmed = DeviceIntake(**vars(doubtful) | {"confirmed": frozenset({"imei"})})
        order = counter.receive(counter.device(), confirmed).orders[1]
        assert [row.is_doubtful for row in order.unit.identifiers if row.kind == "imei"] == [True]

    def test_a_doubtful_imei_without_a_digit_is_never_taken(self, counter):
        before = counter.everything()
        with pytest.raises(ValidationError):
            counter.receive(counter.device(imeis=("---",), confirmed=frozenset({"imei"})))
        assert counter.everything() == before

    def test_a_symptom_alone_says_enough(self, counter):
        [symptom] = counter.order(customer_words="", symptoms=("dead",)).symptoms
        assert symptom.code == "dead"


class TestHalfWay:
    def test_an_error_in_the_second_device_gives_everything_back(self, counter):
        counter.order(serial="SN-X1")
        before = counter.everything()
        with pytest.raises(ValidationError):
            counter.receive(counter.device(), counter.device(serial="SN-X1"), owner_id=None, owner=MARYAM)
        assert counter.everything() == before
        assert counter.receive().number[:11] == "01-05-00002"
        assert check.first_broken_record(counter.desk) is None

    def test_a_full_disk_gives_everything_back(self, counter):
        before = counter.everything()
        pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
        database.execute_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageProblem):
            counter.receive(*[counter.device(customer_words="م" * 4000) for _count in range(20)])
        database.execute_sql("PRAGMA max_page_count = 1000000")
        assert counter.everything() == before
        assert check.first_broken_record(counter.desk) is None
        assert counter.receive().number[:11] == "01-05-00001"

    @pytest.mark.parametrize("fail_at", range(1, 60, 4))
    def test_an_error_at_any_statement_gives_everything_back(self, counter, monkeypatch, fail_at):
        before = counter.everything()
        run, left = database.execute_sql, [fail_at]

        def fails(sql, params=None, **options):
            left[0] -= 1
            if left[0] == 0:
                raise peewee.OperationalError("disk I/O error")
            return run(sql, params, **options)

        with monkeypatch.context() as patched:
            patched.setattr(database, "execute_sql", fails)
            intake = counter.intake(counter.device(passcode="1397"), owner_id=None, owner=MARYAM)
            with pytest.raises((StorageProblem, peewee.OperationalError)):
                register_intake(counter.desk, intake)
        assert counter.everything() == before
        assert register_intake(counter.desk, intake).number[:11] == "01-05-00001"

    def test_a_listener_that_fails_does_not_undo_it(self, counter):
        def broken(_areas):
            raise RuntimeError

        counter.desk.listeners.append(broken)
        assert counter.receive().number[:11] == "01-05-00001"
        assert counter.count("service_order") == 1

    def test_the_draft_stays_until_the_save_succeeds(self, counter):
        keep_draft(counter.desk, "intake", {"name": "رضا"})
        problems_of(counter, counter.intake(counter.device(customer_words="")))
        assert find_draft(counter.desk, "intake") is not None


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    serial=st.text(max_size=45) | st.from_regex("[A-Z0-9]{3,12}", fullmatch=True),
    words=st.text(max_size=200) | st.just("خراب است"),
    imei=st.text(max_size=70),
    passcode=st.text(max_size=70),
    seal=st.text(max_size=45),
    bringer=st.text(max_size=130),
    ceiling=st.none() | st.integers(),
    deposit=st.integers(),
    confirmed=st.booleans(),
)
def test_whatever_is_typed_is_saved_whole_or_refused_with_a_sentence(
    counter, serial, words, imei, passcode, seal, bringer, ceiling, deposit, confirmed
):
    before = counter.everything()
    device = counter.device(
        serial=serial, customer_words=words, imeis=(imei,), passcode=passcode, seal_number=seal, cost_ceiling=ceiling,
        confirmed=frozenset({"imei"}) if confirmed else frozenset(),
    )  # fmt: skip
    try:
        reception = counter.receive(device, bringer_name=bringer, deposit=deposit)
    except DeskError as refused:
        assert Words("fa").say(refused.message) and Words("en").say(refused.message)
        assert counter.everything() == before
    else:
        assert reception.orders[0].unit.is_in_custody
        cancel_order(counter.desk, reception.orders[0].id, "تمام شد")
    assert not database.in_transaction()
