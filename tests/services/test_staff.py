"""The people of the centre: names that can be kept, a bench for each, nobody twice."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.errors import ValidationError
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.services import staff

BAD = ["", " ", "م" * 121, "رضا 😀", "=cmd()", "a\x07b", "a\x00b"]


@pytest.mark.parametrize("name", BAD)
def test_a_name_that_cannot_be_kept_is_refused(desk, name):
    with pytest.raises(ValidationError) as caught:
        staff.add_member(desk, name, Role.TECHNICIAN)
    assert [problem.field for problem in caught.value.problems] == ["name"]
    assert staff.list_members(desk) == []


@pytest.mark.parametrize("phone", ["1" * 10_000, "0912😀", "0912\x07"])
def test_a_phone_that_cannot_be_kept_is_refused(desk, phone):
    with pytest.raises(ValidationError) as caught:
        staff.add_member(desk, "رضا", Role.TECHNICIAN, phone)
    assert [problem.field for problem in caught.value.problems] == ["phone"]


def test_everybody_has_a_bench_of_their_own(desk):
    first, second = (staff.add_member(desk, name, Role.TECHNICIAN) for name in ("نیما", "سارا"))
    assert first.bench_id != second.bench_id
    with pytest.raises(ValidationError):
        staff.add_member(desk, "نيما", Role.QUALITY)
    staff.leave(desk, first.id)
    assert staff.add_member(desk, "نیما", Role.QUALITY).bench_id not in (first.bench_id, second.bench_id)
    assert [row.name for row in staff.list_members(desk, Role.TECHNICIAN)] == ["سارا"]
