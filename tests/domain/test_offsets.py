"""What was measured on the test page, and by how much a paper is moved for it."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.offsets import CROSS, corrected, is_offset, read_millimetres


@pytest.mark.parametrize(
    ("typed", "value"), [("15", 15.0), ("۱۵٫۵", 15.5), ("15.5", 15.5), ("15/5", 15.5), (" 0 ", 0.0)]
)
def test_a_length_is_read_in_any_digits(typed, value):
    assert read_millimetres(typed) == value


@pytest.mark.parametrize("typed", ["", "x", "-1", "99", "nan", "inf", "1e9"])
def test_no_length(typed):
    assert read_millimetres(typed) is None


@pytest.mark.parametrize(
    ("before", "measured", "after"),
    [((0, 0), ("17", "14"), (-2, 1)), ((-2, 1), ("15", "15"), (-2, 1)), ((0.5, 0), ("15.2", "14.7"), (0.5, 0.5))],
)
def test_what_was_printed_too_far_is_taken_back(before, measured, after):
    assert corrected(before, *measured) == (after, [])


def test_what_cannot_be_corrected_is_told_at_its_input():
    assert [problem.field for problem in corrected((0, 0), "x", "y")[1]] == ["from_left", "from_top"]
    assert [problem.field for problem in corrected((8, 0), str(CROSS - 6), "15")[1]] == ["from_left"]


@pytest.mark.parametrize("value", [[0.3, 0], [11, 0], [0], "00", [None, 0], 3])
def test_an_offset_is_two_halves_of_millimetres(value):
    assert not is_offset(value) and is_offset([-10, 9.5])
