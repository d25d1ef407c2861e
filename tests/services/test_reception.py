"""Taking devices in: one reception, one order a device, one transaction, one reception for two clicks."""

import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import peewee
import pytest

from aftersales_desktop.domain.customers import SiteDetails
from aftersales_desktop.domain.errors import NotAllowed, NotFound, StorageProblem, ValidationError
from aftersales_desktop.domain.jalali import is_holiday
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.reception import Channel, DeviceIntake
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.services import audit, check, customers, units
from aftersales_desktop.services.hand_over import cancel_order, hand_back
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.reception import edit_order, look_up_device, register_intake, suggested_promise
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.work import Area, close_desk, open_desk
from tests.services.counter import MARYAM, REZA, Counter
from tests.services.statements import noted_statements, transactions

TODAY = date(2026, 11, 23)
IMEI = "356938035643809"


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


class TestOneIntake:
    def test_makes_a_reception_an_order_and_a_place(self, counter, clock):
        reception = counter.receive(counter.device(promised_on=TODAY, cost_ceiling=5_000_000, seal_number="pl ۱۲"))
        [order] = reception.orders
        assert reception.number == order.number == "01-05-00001-8"[:11] + reception.number[11:]
        assert (reception.received_on, reception.received_at) == (TODAY, clock.now)
        assert (order.state, order.outcome, order.shelf) == (OrderState.RECEIVED, None, "A-01")
        assert (order.promised_on, order.cost_ceiling, order.seal_number) == (TODAY, 5_000_000, "PL12")
        assert order.owner.name == "رضا احمدی" and order.unit.owner_id == counter.owner_id
        assert order.unit.is_in_custody
        assert [event.kind for event in order.events] == ["received"]
        assert len(order.verdicts) == 4 and order.verdict_tone == "unknown"

    def test_is_exactly_one_transaction(self, counter):
        intake = counter.intake(counter.device(passcode="1397"), counter.device(), owner_id=None, owner=MARYAM)
        with noted_statements() as statements:
            register_intake(counter.desk, intake)
        assert transactions(statements) == ["BEGIN IMMEDIATE", "COMMIT"]

    def test_stays_small_in_statements(self, counter):
        counter.receive()
        with noted_statements() as statements:
            counter.receive()
        assert len(statements) < 90

    def test_is_announced_once(self, counter):
        heard = []
        counter.desk.listeners.append(heard.append)
        counter.receive(owner_id=None, owner=MARYAM)
        assert heard == [{Area.RECEPTION, Area.CUSTOMERS, Area.UNITS}]

    def test_opens_the_file_of_a_new_customer(self, counter):
        reception = counter.receive(owner_id=None, owner=MARYAM)
        assert reception.owner.subscriber_number == "000002-1"
        assert reception.owner.phones == ("09350000000",)

    def test_of_several_devices_numbers_them_from_the_second_on(self, counter):
        reception = counter.receive(counter.device(), counter.device(), counter.device(serial=""))
        numbers = [order.number for order in reception.orders]
        assert numbers == [reception.number, f"{reception.number}-2", f"{reception.number}-3"]
        assert [order.shelf for order in reception.orders] == ["A-01", "A-02", "A-03"]
        assert reception.orders[2].unit.serial.startswith("U")

    def test_numbers_have_no_gap_and_begin_again_with_the_year(self, counter, clock):
        numbers = [counter.receive().number for _count in range(3)]
        clock.now = datetime(2027, 3, 20, 21, 0, tzinfo=ZoneInfo("UTC"))  # half past midnight of New Year in Tehran
        numbers.append(counter.receive().number)
        assert [number[:11] for number in numbers] == ["01-05-00001", "01-05-00002", "01-05-00003", "01-06-00001"]

    def test_keeps_who_brought_it_who_pays_and_how(self, counter):
        payer = customers.add_customer(counter.desk, MARYAM).id
        reception = counter.receive(
            payer_id=payer, bringer_name="علي كاظمی", bringer_phone="۰۹۱۹۰۰۰۰۰۰۰", bringer_relation="برادر",
            channel=Channel.COURIER, deposit=2_000_000, deposit_note="کارت‌خوان", note="یک\nدو",
        )  # fmt: skip
        assert reception.payer_name == "مریم نوری" and reception.owner.name == "رضا احمدی"
        assert (reception.bringer_name, reception.bringer_phone) == ("علی کاظمی", "09190000000")
        assert (reception.channel, reception.deposit, reception.currency) == (Channel.COURIER, 2_000_000, "IRR")
        assert reception.note == "یک\nدو"

    def test_keeps_the_chips_in_the_order_chosen(self, counter):
        order = counter.order(symptoms=("b", "a"), conditions=("x",), accessories=("p", "q"), accessories_note="دو عدد")
        codes = [[chip.code for chip in chips] for chips in (order.symptoms, order.conditions, order.accessories)]
        assert codes == [["b", "a"], ["x"], ["p", "q"]]
        assert order.accessories_note == "دو عدد"

    def test_makes_the_model_that_was_typed(self, counter):
        typed = counter.device(model_id=None, category_id=counter.category_id, brand="ال‌جی", model_name="G4")
        assert counter.receive(typed).orders[0].unit.model.title == "ال‌جی G4"

    def test_leaves_the_audit_whole(self, counter):
        counter.receive(counter.device(), counter.device())
        assert audit.first_broken_row(counter.desk) is None
        assert check.first_broken_record(counter.desk) is None


class TestDoubleClick:
    def test_the_same_request_gives_the_first_reception(self, counter):
        intake = counter.intake()
        first = register_intake(counter.desk, intake)
        before = counter.everything()
        for _click in range(20):
            assert register_intake(counter.desk, intake) == first
        assert counter.everything() == before

    def test_a_retry_after_a_refusal_is_the_first_one(self, counter):
        wrong = counter.intake(counter.device(customer_words=""))
        with pytest.raises(ValidationError):
            register_intake(counter.desk, wrong)
        right = counter.intake(counter.device(), request_key=wrong.request_key)
        assert register_intake(counter.desk, right).number[:11] == "01-05-00001"

    def test_after_a_restart_too(self, counter):
        intake = counter.intake()
        first = register_intake(counter.desk, intake)
        close_desk()
        again = open_desk(counter.desk.path, "other", counter.desk.clock)
        assert register_intake(again, intake) == first

    def test_another_request_is_another_visit(self, counter):
        assert counter.receive().number != counter.receive().number


class TestKnownDevice:
    def test_is_found_by_serial_and_model_without_choosing_it(self, counter):
        order = counter.order(serial="SN-X1")
        hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        again = counter.order(serial="sn x۱")
        assert again.unit.id == order.unit.id
        assert counter.count("unit") == 1

    @pytest.mark.parametrize("named", ["by unit", "by serial"])
    @pytest.mark.parametrize("place", [0, 1])
    def test_in_custody_is_refused_with_its_order(self, counter, named, place):
        order = counter.order(serial="SN-X1")
        given = {"unit_id": order.unit.id} if named == "by unit" else {"serial": "SN-X1"}
        devices = [counter.device(), counter.device()]
        devices[place] = counter.device(**given)
        before = counter.everything()
        with pytest.raises(ValidationError) as refused:
            register_intake(counter.desk, counter.intake(*devices))
        [problem] = refused.value.problems
        assert problem.field == ("1.serial" if place else "serial")
        assert order.number in Words("en").say(problem.message)
        assert counter.everything() == before

    def test_in_custody_is_refused_by_the_file_as_well(self, counter):
        order = counter.order()
        row = ServiceOrder.get_by_id(order.id)
        double = row.__data__ | {"number": "01-05-00009-9", "number_norm": "01050000995", "number_rev": "59900005010"}
        del double["id"]
        with pytest.raises(peewee.IntegrityError, match="service_order.unit_id"):
            ServiceOrder.insert(double | {"uuid": "0" * 36}).execute()

    def test_brought_by_its_new_owner_changes_hands(self, counter):
        order = counter.order()
        hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        again = counter.receive(counter.device(unit_id=order.unit.id), owner_id=None, owner=MARYAM).orders[0]
        assert again.owner.name == again.unit.owner_name == "مریم نوری"
        assert get_order(counter.desk, order.id).owner.name == "رضا احمدی"

    def test_keeps_its_address_and_goes_to_another_one_when_chosen(self, counter):
        shop = customers.add_site(counter.desk, counter.owner_id, SiteDetails(city="کرج")).id
        order = counter.order(site_id=shop)
        assert order.unit.site_id == shop
        hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        assert counter.order(unit_id=order.unit.id).unit.site_id == shop
        cancel_order(counter.desk, 2, "اشتباه")
        home = counter.desk.rows("SELECT id FROM site WHERE is_main = 1")[0][0]
        assert counter.order(unit_id=order.unit.id, site_id=home).unit.site_id == home

    def test_of_another_maker_with_the_same_serial_is_another(self, counter):
        order = counter.order(serial="SN-X1")
        typed = counter.device(serial="SN-X1", model_id=None, category_id=counter.category_id, brand="ال‌جی")
        assert counter.receive(typed).orders[0].unit.id != order.unit.id

    def test_of_the_same_maker_under_a_new_model_is_refused(self, counter):
        counter.order(serial="SN-X1")
        typed = counter.device(
            serial="SN-X1", model_id=None, category_id=counter.category_id, brand="سامسونگ", model_name="S24"
        )
        before = counter.everything()
        with pytest.raises(NotAllowed):
            counter.receive(typed)
        assert counter.everything() == before

    def test_with_another_phones_imei_is_refused(self, counter):
        counter.order(imeis=(IMEI,))
        before = counter.everything()
        with pytest.raises(NotAllowed):
            counter.receive(counter.device(imeis=(IMEI,)))
        assert counter.everything() == before

    @pytest.mark.parametrize("days", [0, 12, 90])
    def test_back_soon_after_is_linked_to_the_visit_before(self, counter, clock, days):
        order = counter.order()
        hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        clock.move(days=days)
        assert counter.order(unit_id=order.unit.id).parent_number == order.number

    def test_back_after_months_is_a_new_story(self, counter, clock):
        order = counter.order()
        hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        clock.move(days=91)
        assert counter.order(unit_id=order.unit.id).parent_number == ""

    def test_that_was_cancelled_is_no_visit_before(self, counter):
        order = counter.order()
        cancel_order(counter.desk, order.id, "اشتباه")
        assert counter.order(unit_id=order.unit.id).parent_number == ""


class TestCorrecting:
    def test_keeps_old_and_new_in_the_history(self, counter):
        order = counter.order(promised_on=TODAY)
        device = counter.device(customer_words="صدا ندارد", promised_on=TODAY + timedelta(days=2))
        changed = edit_order(counter.desk, order.id, device, " قطعه  نرسید ")
        assert changed.customer_words == "صدا ندارد"
        assert changed.edits == 1
        [event] = [event for event in changed.events if event.kind == "edited"]
        assert event.detail["customer_words"] == ["روشن نمی‌شود", "صدا ندارد"]
        assert event.detail["promised_on"] == ["2026-11-23", "2026-11-25"]
        assert event.note == "قطعه نرسید"
        assert changed.state is OrderState.RECEIVED
        assert check.first_broken_record(counter.desk) is None

    @pytest.mark.parametrize("moved_to", [None, TODAY + timedelta(days=2)])
    @pytest.mark.parametrize("reason", ["", "  ", "=1+1", "x" * 301])
    def test_a_promise_moves_only_for_a_reason(self, counter, moved_to, reason):
        order = counter.order(promised_on=TODAY)
        before = counter.everything()
        with pytest.raises(ValidationError) as refused:
            edit_order(counter.desk, order.id, counter.device(promised_on=moved_to), reason)
        assert [problem.field for problem in refused.value.problems] == ["promise_reason"]
        assert counter.everything() == before

    def test_a_first_promise_needs_no_reason(self, counter):
        order = counter.order(promised_on=None)
        assert edit_order(counter.desk, order.id, counter.device(promised_on=TODAY)).promised_on == TODAY

    def test_of_nothing_writes_nothing(self, counter):
        order = counter.order()
        rows = counter.everything()
        assert edit_order(counter.desk, order.id, counter.device()).edits == 0
        assert counter.everything() == rows

    def test_an_old_promise_may_stay_and_a_new_past_one_is_refused(self, counter, clock):
        order = counter.order(promised_on=TODAY)
        clock.move(days=5)
        edit_order(counter.desk, order.id, counter.device(customer_words="صدا ندارد", promised_on=TODAY))
        with pytest.raises(ValidationError) as refused:
            edit_order(counter.desk, order.id, counter.device(promised_on=TODAY + timedelta(days=1)))
        assert refused.value.problems[0].field == "promised_on"

    @pytest.mark.parametrize(
        "wrong", [{"customer_words": ""}, {"customer_words": "=1"}, {"cost_ceiling": -1}, {"passcode": "x" * 61}]
    )
    def test_what_is_wrong_is_refused(self, counter, wrong):
        order = counter.order()
        before = counter.everything()
        with pytest.raises(ValidationError):
            edit_order(counter.desk, order.id, counter.device(**wrong))
        assert counter.everything() == before

    def test_does_not_ask_for_the_device_again(self, counter):
        order = counter.order()
        device = DeviceIntake(serial="x", imeis=("1",), customer_words="صدا ندارد")
        assert edit_order(counter.desk, order.id, device).unit == order.unit

    @pytest.mark.parametrize("ending", ["hand back", "cancel"])
    def test_is_over_once_the_device_has_left(self, counter, ending):
        order = counter.order()
        if ending == "cancel":
            cancel_order(counter.desk, order.id, "منصرف شد")
        else:
            hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        with pytest.raises(NotAllowed):
            edit_order(counter.desk, order.id, counter.device(customer_words="صدا ندارد"))

    def test_of_a_missing_order_says_so(self, counter):
        with pytest.raises(NotFound):
            edit_order(counter.desk, 99, counter.device())


class TestLookingUp:
    def test_a_new_device_has_no_past(self, counter):
        unit = units.add_unit(counter.desk, model_id=counter.model_id, serial="SN-1", owner_id=counter.owner_id)
        known = look_up_device(counter.desk, unit.id)
        assert (known.open_order, known.last_order, known.earlier_orders) == ("", "", 0)
        assert (known.last_delivered_on, known.days_since_delivery) == (None, None)
        assert known.owner_warning == "عکس بگیرید"
        assert known.verdict == known.verdicts[0]

    def test_tells_what_is_known_of_the_place(self, counter):
        humid = SiteDetails(city="رشت", environment=("humid", "no_protector"))
        owner_id = customers.add_customer(counter.desk, replace(MARYAM, site=humid)).id
        unit = units.add_unit(counter.desk, model_id=counter.model_id, serial="SN-1", owner_id=owner_id)
        assert look_up_device(counter.desk, unit.id).surroundings == ("humid", "no_protector")
        dry = customers.add_site(counter.desk, owner_id, SiteDetails(city="یزد", environment=("dusty",)))
        units.move_to_site(counter.desk, unit.id, dry.id, since=TODAY)
        assert look_up_device(counter.desk, unit.id).surroundings == ("dusty",)

    def test_tells_the_open_order_and_the_last_visit(self, counter, clock):
        first = counter.order()
        hand_back(counter.desk, first.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        clock.move(days=12)
        second = counter.order(unit_id=first.unit.id)
        known = look_up_device(counter.desk, first.unit.id)
        assert (known.open_order, known.open_order_id) == (second.number, second.id)
        assert (known.last_order, known.last_delivered_on, known.days_since_delivery) == (first.number, TODAY, 12)
        assert known.earlier_orders == 2

    def test_a_visit_long_ago_is_shown_without_days(self, counter, clock):
        order = counter.order()
        hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        clock.move(days=100)
        known = look_up_device(counter.desk, order.unit.id)
        assert known.last_order == order.number and known.days_since_delivery is None

    def test_of_a_missing_device_says_so(self, counter):
        with pytest.raises(NotFound):
            look_up_device(counter.desk, 99)


@pytest.mark.parametrize("days", [0, 1, 3, 60])
@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2026, 11, 26), date(2027, 3, 19)])
def test_the_promise_offered_is_some_working_days_away(desk, clock, today, days):
    clock.now = clock.now.replace(year=today.year, month=today.month, day=today.day)
    save_settings(desk, promise_days=days)
    promise = suggested_promise(desk)
    between = [today + timedelta(days=count) for count in range(1, (promise - today).days + 1)]
    assert len([day for day in between if not is_holiday(day)]) == days
    assert days == 0 or not is_holiday(promise)


def test_two_programs_cannot_take_one_number(counter):
    """The second writer waits for the first; a reader sees neither half."""
    counter.desk.rows("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(counter.desk.path, isolation_level=None, timeout=0)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageProblem):
        counter.receive()
    other.rollback()
    other.close()
    assert counter.receive().number[:11] == "01-05-00001"


def test_the_same_words_for_the_same_owner_are_two_visits(counter):
    assert counter.receive(owner_id=None, owner=REZA).owner.id != counter.receive(owner_id=None, owner=REZA).owner.id
