"""The unlock code of a device: kept for the workshop, told to nobody else, wiped to the last byte."""

import pytest

from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.models.reception import DevicePasscode, ServiceOrder
from aftersales_desktop.services.hand_over import cancel_order, hand_back
from aftersales_desktop.services.order_rows import read_passcode
from aftersales_desktop.services.reception import edit_order
from aftersales_desktop.services.work import close_desk, open_desk
from tests.services.counter import Counter

SECRET = "canary-7391"


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


class TestPasscode:
    def bytes_of_everything(self, counter) -> bytes:
        close_desk()
        content = counter.desk.path.read_bytes()
        assert list(counter.desk.path.parent.glob("data.db*")) == [counter.desk.path]
        open_desk(counter.desk.path, "test", counter.desk.clock)
        return content

    def test_is_kept_for_the_workshop_and_nowhere_else(self, counter):
        order = counter.order(passcode=f" {SECRET} ")
        assert order.has_passcode
        assert read_passcode(counter.desk, order.id) == SECRET
        for table in ("audit", "draft", "print_log", "order_event", "service_order", "reception", "unit"):
            assert SECRET not in str(counter.desk.rows(f"SELECT * FROM {table}")), table
        assert SECRET not in repr(counter.device(passcode=SECRET))
        assert self.bytes_of_everything(counter).count(SECRET.encode()) == 1

    @pytest.mark.parametrize("ending", ["hand back", "cancel"])
    def test_is_wiped_when_the_device_leaves(self, counter, ending):
        order = counter.order(passcode=SECRET)
        if ending == "cancel":
            cancel_order(counter.desk, order.id, "منصرف شد")
        else:
            hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        assert read_passcode(counter.desk, order.id) == ""
        assert DevicePasscode.select().count() == 0
        assert SECRET.encode() not in self.bytes_of_everything(counter)
        assert ServiceOrder.get_by_id(order.id).had_passcode

    def test_added_or_changed_later_is_treated_the_same(self, counter):
        order = counter.order()
        changed = edit_order(counter.desk, order.id, counter.device(passcode="first-canary"))
        assert changed.has_passcode and ServiceOrder.get().had_passcode
        edit_order(counter.desk, order.id, counter.device(passcode=SECRET))
        assert read_passcode(counter.desk, order.id) == SECRET
        assert "canary" not in str(counter.desk.rows("SELECT * FROM audit"))
        hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        assert b"canary" not in self.bytes_of_everything(counter)

    def test_stays_when_the_intake_is_corrected_without_it(self, counter):
        order = counter.order(passcode=SECRET)
        edit_order(counter.desk, order.id, counter.device(customer_words="صدا ندارد"))
        assert read_passcode(counter.desk, order.id) == SECRET

    def test_with_signs_of_its_own_is_kept_sign_by_sign(self, counter):
        order = counter.order(passcode="aB  ۱۲ ي")
        assert read_passcode(counter.desk, order.id) == "aB  ۱۲ ي"
