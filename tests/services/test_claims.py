"""What an old record did not tell, found out later."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.errors import NotAllowed, ValidationError
from aftersales_desktop.i18n import Words, render
from aftersales_desktop.services import claims, customers, units
from aftersales_desktop.services.biography import unit_biography
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.customer_page import customer_page
from aftersales_desktop.services.import_undo import undo_import
from aftersales_desktop.services.imports import import_file


@pytest.fixture
def old(desk, tmp_path: Path):
    """A device of which the old list told neither owner nor serial."""
    path = tmp_path / "old.csv"
    path.write_text("id,date,category,problem\n1,2020-01-05,Lamp,broken\n2,2020-01-06,Fan,loud\n", encoding="utf-8")
    result = import_file(desk, path, words=Words("en"))
    return result.run_id, desk.rows("SELECT min(id) FROM unit")[0][0]


@pytest.fixture
def sara(desk):
    return customers.add_customer(desk, CustomerDetails(name="سارا احمدی", phones=("09121234567",)))


def test_a_device_and_its_services_go_to_the_customer_who_is_found(desk, old, sara):
    _run, unit_id = old
    assert claims.has_unknown_owner(desk, unit_id)
    assert claims.name_owner(desk, unit_id, sara.id).owner_id == sara.id

    page = customer_page(desk, sara.id)
    assert len(page.orders) == 1
    titles = [render(entry.title, "en") for entry in unit_biography(desk, unit_id)]
    assert any("Unknown owner" in title for title in titles)
    assert any("سارا احمدی" in title for title in titles)
    assert any("Earlier service" in title for title in titles)
    assert first_broken_record(desk) is None


def test_it_is_done_once_and_only_for_somebody_known(desk, old, sara):
    _run, unit_id = old
    unknown = units.get_unit(desk, unit_id).owner_id
    with pytest.raises(ValidationError):
        claims.name_owner(desk, unit_id, None)
    with pytest.raises(NotAllowed):
        claims.name_owner(desk, unit_id, unknown)
    claims.name_owner(desk, unit_id, sara.id)
    with pytest.raises(NotAllowed):
        claims.name_owner(desk, unit_id, sara.id)


def test_a_serial_is_noted_and_the_tag_is_still_found(desk, old):
    _run, unit_id = old
    tag = units.get_unit(desk, unit_id).serial
    assert claims.note_serial(desk, unit_id, " sn-77 ").serial == "SN-77"
    assert [found.id for found in units.find_units(desk, tag)] == [unit_id]
    assert [found.id for found in units.find_units(desk, "SN77")] == [unit_id]
    with pytest.raises(NotAllowed):
        claims.note_serial(desk, unit_id, "SN-78")
    with pytest.raises(ValidationError):
        claims.note_serial(desk, unit_id + 1, " ")
    with pytest.raises(NotAllowed, match="already belongs"):
        claims.note_serial(desk, unit_id + 1, "SN-77")


@pytest.mark.parametrize("what", ["owner", "serial"])
def test_what_was_found_out_keeps_the_import(desk, old, sara, what):
    run_id, unit_id = old
    if what == "owner":
        claims.name_owner(desk, unit_id, sara.id)
    else:
        claims.note_serial(desk, unit_id, "SN-77")
    with pytest.raises(NotAllowed):
        undo_import(desk, run_id)
