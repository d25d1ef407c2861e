"""Receptions and orders as they are read: by number, by row, from any digits the desk keeps."""

from dataclasses import FrozenInstanceError

import pytest

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.services import catalogue
from aftersales_desktop.services.hand_over import hand_back
from aftersales_desktop.services.order_rows import find_reception, get_order, get_reception, get_visit, read_passcode
from tests.services.counter import Counter
from tests.services.statements import noted_statements


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


class TestFinding:
    def test_by_the_number_of_the_reception_or_of_any_order(self, counter):
        reception = counter.receive(counter.device(), counter.device())
        other = counter.receive()
        for number in (reception.number, reception.orders[1].number):
            assert find_reception(counter.desk, number) == reception
        assert find_reception(counter.desk, other.number) == other

    def test_any_is_the_newest(self, counter):
        counter.receive()
        newest = counter.receive()
        assert find_reception(counter.desk, "any") == newest

    def test_any_is_never_one_from_old_records(self, counter):
        reception = counter.receive()
        row = ServiceOrder.get().__data__ | {
            "number": "H-0000001-0", "number_norm": "H00000010", "number_rev": "01000000H", "uuid": "1" * 36,
            "origin": "imported", "source": "old", "source_id": "1", "state": "closed",
        }  # fmt: skip
        del row["id"]
        ServiceOrder.insert(row).execute()
        assert find_reception(counter.desk, "any").id == reception.id
        assert find_reception(counter.desk, "H-0000001-0").id == reception.id

    @pytest.mark.parametrize("number", ["", "01-05-99999-0", "ANY", "%", "' OR 1=1 --", "م" * 10_000])
    def test_nothing_says_so(self, counter, number):
        counter.receive()
        with pytest.raises(NotFound):
            find_reception(counter.desk, number)

    def test_nothing_at_all_says_so(self, counter):
        for read in (find_reception, get_reception, get_order):
            with pytest.raises(NotFound):
                read(counter.desk, "any" if read is find_reception else 1)


class TestReading:
    def test_words_of_the_chips_stand_for_their_codes(self, counter):
        catalogue.add_chip(counter.desk, "condition", "scratched", "خط‌وخش", "Scratched")
        order = counter.order(conditions=("scratched", "forgotten"))
        assert [chip.name("fa") for chip in order.conditions] == ["خط‌وخش", "forgotten"]

    def test_the_verdict_of_that_day_is_said_in_both_languages(self, counter):
        order = counter.order()
        assert len(order.verdicts) == 4
        assert order.verdict is order.verdicts[0] and order.verdict.category == "parts"
        assert Words("fa").say(order.verdict.reason) != Words("en").say(order.verdict.reason)

    def test_rows_cannot_be_changed(self, counter):
        order = counter.order()
        with pytest.raises(FrozenInstanceError):
            order.state = "ready"

    def test_events_come_in_order_and_edits_are_counted(self, counter):
        order = counter.order()
        gone = hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        assert [event.to_state for event in gone.events] == ["received", "ready", "delivered"]
        assert gone.edits == 0

    def test_a_passcode_is_only_told_when_asked_for(self, counter):
        order = counter.order(passcode="canary-7391")
        assert order.has_passcode
        assert "canary" not in repr(order)
        assert read_passcode(counter.desk, order.id) == "canary-7391"
        assert read_passcode(counter.desk, 99) == ""

    def test_a_reception_of_many_is_read_in_as_many_statements_as_one(self, counter):
        catalogue.add_chip(counter.desk, "condition", "scratched", "خط‌وخش", "Scratched")
        few = counter.receive(counter.device(conditions=("scratched",)))
        many = counter.receive(*[counter.device(conditions=("scratched",)) for _count in range(10)])
        counts = []
        for reception in (few, many):
            with noted_statements() as statements:
                order, visit = get_visit(counter.desk, reception.orders[0].id)
            assert (order, visit) == (reception.orders[0], reception)
            counts.append(len(statements))
        assert counts == [7, 7]

    def test_an_order_is_read_in_as_many_statements_however_long_its_history(self, counter):
        order = counter.order()
        gone = hand_back(counter.desk, counter.order().id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        counts = []
        for one in (order, gone):
            with noted_statements() as statements:
                assert get_order(counter.desk, one.id) == one
            counts.append(len(statements))
        assert len(gone.events) > len(order.events)
        assert counts[0] == counts[1] <= 6

    def test_an_order_that_is_not_there_says_so(self, counter):
        with pytest.raises(NotFound):
            get_visit(counter.desk, 1)
