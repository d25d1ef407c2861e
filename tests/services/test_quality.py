"""Quality control: by somebody else, point by point, and what follows from it."""

import peewee
import pytest

from aftersales_desktop.domain.errors import NotAllowed, ValidationError
from aftersales_desktop.domain.order_kinds import OrderKind
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.models.leaving import QualityCheck
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.quality import (
    QualityForm,
    check_quality,
    list_checks,
    possible_checkers,
    quality_points,
)
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.settings import save_settings
from tests.services.counter import Counter
from tests.services.leaving_samples import add_line, give_to, set_state, technician


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


@pytest.fixture
def reza(desk):
    return technician(desk)


@pytest.fixture
def nasrin(desk):
    return technician(desk, "نسرین امینی", Role.QUALITY)


def in_control(counter, reza) -> int:
    order = counter.order()
    give_to(counter.desk, order.id, reza)
    add_line(counter.desk, order.id)
    set_state(order.id, "quality_control")
    return order.id


def test_passed_makes_it_ready(counter, reza, nasrin):
    order_id = in_control(counter, reza)
    points = ("روشن می‌شود", "صدا دارد")
    after = check_quality(
        counter.desk, order_id, QualityForm(nasrin.id, passed=True, checked=points, closing_seal="s-9")
    )
    assert (after.state, after.outcome) == (OrderState.READY, Outcome.REPAIRED)
    assert counter.desk.rows("SELECT closing_seal FROM service_order WHERE id = ?", order_id) == [("S-9",)]
    (found,) = list_checks(counter.desk, order_id)
    assert (found.checker, found.passed, found.checked) == ("نسرین امینی", True, points)


def test_failed_goes_back_with_the_reason(counter, reza, nasrin):
    order_id = in_control(counter, reza)
    after = check_quality(counter.desk, order_id, QualityForm(nasrin.id, passed=False, reason="هنوز صدا می‌دهد"))
    assert after.state is OrderState.IN_REPAIR
    assert list_checks(counter.desk, order_id)[0].reason == "هنوز صدا می‌دهد"
    assert "هنوز صدا می‌دهد" in [event.note for event in after.events]


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (QualityForm(None, passed=True), ["checker"]),
        (QualityForm(1, passed=False), ["reason"]),
        (QualityForm(None, passed=False, reason="x" * 301), ["checker", "reason"]),
    ],
)
def test_what_is_missing_is_asked_for(counter, reza, form, fields):
    order_id = in_control(counter, reza)
    with pytest.raises(ValidationError) as caught:
        check_quality(counter.desk, order_id, form)
    assert [problem.field for problem in caught.value.problems] == fields


def test_nobody_looks_at_their_own_work(counter, reza, nasrin):
    order_id = in_control(counter, reza)
    assert [member.id for member in possible_checkers(counter.desk, order_id)] == [nasrin.id]
    with pytest.raises(NotAllowed):
        check_quality(counter.desk, order_id, QualityForm(reza.id, passed=True))
    with pytest.raises(peewee.IntegrityError, match="their own work"):
        QualityCheck.create(
            uuid=new_uuid(), order=order_id, at=counter.desk.now(), actor="x", checker=reza.id, result="passed"
        )
    assert counter.count("quality_check") == 0


def test_only_what_is_in_control(counter, reza, nasrin):
    order = counter.order()
    with pytest.raises(NotAllowed):
        check_quality(counter.desk, order.id, QualityForm(nasrin.id, passed=True))
    assert get_order(counter.desk, order.id).state is OrderState.RECEIVED


def test_points_are_lines_of_the_settings_in_either_language(counter):
    save_settings(counter.desk, quality_points_fa="روشن می‌شود\n\n صدا دارد ")
    assert quality_points(counter.desk, "fa") == ("روشن می‌شود", "صدا دارد")
    assert quality_points(counter.desk, "en") == ("روشن می‌شود", "صدا دارد")
    save_settings(counter.desk, quality_points_en="Starts")
    assert quality_points(counter.desk, "en") == ("Starts",)


def test_a_kind_of_work_has_its_own_points_beside_those_of_all(counter):
    save_settings(counter.desk, quality_points_fa="روشن می‌شود\nنصب: تراز است\nPeriodic service: فیلتر\nولتاژ: ۲۲۰")
    everybody = ("روشن می‌شود", "ولتاژ: ۲۲۰")
    assert quality_points(counter.desk, "fa") == everybody
    assert set(quality_points(counter.desk, "fa", OrderKind.INSTALLATION)) == {*everybody, "تراز است"}
    assert set(quality_points(counter.desk, "en", OrderKind.PERIODIC)) == {*everybody, "فیلتر"}
