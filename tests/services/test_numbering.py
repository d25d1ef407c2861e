"""Numbers on papers: one after the other, none twice, none lost, in any crash or rollback."""

from datetime import date

import pytest

from aftersales_desktop.domain.identifiers import IdentifierProblem, OwnNumberKind, read_own_number
from aftersales_desktop.models.office import NumberSeries
from aftersales_desktop.services import numbering
from aftersales_desktop.services.work import close_desk, open_desk

TODAY = date(2026, 11, 23)
SERIES = {
    "subscriber": numbering.next_subscriber_number,
    "card": numbering.next_card_number,
    "reception": lambda: numbering.next_reception_number(TODAY),
    "history": numbering.next_history_number,
    "tag": numbering.next_unit_tag,
}


@pytest.mark.parametrize("name", SERIES)
class TestEverySeries:
    def test_goes_up_by_one_and_reads_back(self, desk, name):
        with desk.work():
            numbers = [SERIES[name]() for _count in range(30)]
        assert len(set(numbers)) == 30
        for number in numbers:
            read = read_own_number(number)
            assert read.number == number and read.is_check_right
        digits = ["".join(filter(str.isdigit, number))[:-1] for number in numbers]
        assert [int(digit) for digit in digits] == list(range(int(digits[0]), int(digits[0]) + 30))
        assert NumberSeries.get().last == 30

    def test_a_rollback_gives_the_number_back(self, desk, name):
        with desk.work():
            first = SERIES[name]()
        with pytest.raises(ValueError), desk.work():
            lost = SERIES[name]()
            raise ValueError
        with desk.work():
            assert SERIES[name]() == lost != first

    def test_an_inner_rollback_gives_it_back_too(self, desk, name):
        with desk.work():
            SERIES[name]()
            with pytest.raises(ValueError), desk.work():
                lost = SERIES[name]()
                raise ValueError
            assert SERIES[name]() == lost

    def test_is_never_taken_outside_a_unit_of_work(self, desk, name):
        with pytest.raises(RuntimeError, match="unit of work"):
            SERIES[name]()
        assert NumberSeries.select().count() == 0

    def test_goes_on_after_a_restart(self, desk, name):
        with desk.work():
            before = [SERIES[name]() for _count in range(3)]
        close_desk()
        again = open_desk(desk.path, "test", desk.clock)
        with again.work():
            assert SERIES[name]() not in before
        assert NumberSeries.get().last == 4

    def test_that_is_used_up_says_so_and_takes_nothing(self, desk, name):
        with desk.work():
            SERIES[name]()
        NumberSeries.update(last=10**9 - 1).execute()
        with pytest.raises(IdentifierProblem), desk.work():
            SERIES[name]()
        assert NumberSeries.get().last == 10**9 - 1


def test_receptions_begin_again_with_the_jalali_year(desk):
    last_day, new_year = date(2027, 3, 20), date(2027, 3, 21)
    with desk.work():
        old = [numbering.next_reception_number(last_day) for _count in range(2)]
        new = [numbering.next_reception_number(new_year) for _count in range(2)]
        late = numbering.next_reception_number(last_day)
    assert [number[:11] for number in old] == ["01-05-00001", "01-05-00002"]
    assert [number[:11] for number in new] == ["01-06-00001", "01-06-00002"]
    assert late[:11] == "01-05-00003"


def test_the_series_do_not_touch_each_other(desk):
    with desk.work():
        for take in SERIES.values():
            take()
    assert sorted((row.series, row.last) for row in NumberSeries.select()) == [
        ("card", 1), ("history", 1), ("reception/01/1405", 1), ("subscriber", 1), ("tag", 1),
    ]  # fmt: skip


def test_a_batch_of_cards_is_one_run(desk):
    with desk.work():
        before = numbering.next_card_number()
        run = numbering.next_card_numbers(100)
        after = numbering.next_card_number()
    assert len(set(run)) == 100 and before not in run and after not in run
    assert run == sorted(run)
    assert all(read_own_number(number).kind is OwnNumberKind.CARD for number in run)
    assert NumberSeries.get().last == 102
