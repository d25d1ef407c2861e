"""An import taken back as a whole: nothing deleted, everything as before, and the same file may come again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.domain.errors import Cancelled, DeskError, NotAllowed, NotFound
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.i18n import LANGUAGES, Words, render
from aftersales_desktop.services import customers, reception, units
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.demo import fill_basics
from aftersales_desktop.services.import_list import last_import, list_imports
from aftersales_desktop.services.import_runs import ImportResult
from aftersales_desktop.services.import_undo import undo_import
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.suggestions import model_suggestions
from aftersales_desktop.services.work import Desk
from tests.services.content import visible

HEAD = "شماره پذیرش,تاریخ پذیرش,نوع دستگاه,برند,سریال,نام مشتری,موبایل,شرح\n"
ROWS = (
    "1,2020-01-05,یخچال,اسنوا,SN-100,علی کریمی,09121112233,سرد نمی‌کند\n"
    "2,1402/05/12,تلویزیون,ال جی,,,,تصویر ندارد\n"
    "3,2020-01-06,یخچال,اسنوا,SN-100,علی کریمی,09121112233,دوباره\n"
)
SEARCHED = ("علی کریمی", "sn100", "09121112233", "H-", "اسنوا", "یخچال", "سمیه")
TABLES = ("customer", "site", "unit", "reception", "service_order", "product_model", "category")


@pytest.fixture
def shop(desk) -> Desk:
    """A desk with a customer of its own."""
    fill_basics(desk)
    site = SiteDetails(city="تهران", address="ستارخان")
    customers.add_customer(desk, CustomerDetails(name="سمیه احمدی", phones=("09182708734",), site=site))
    return desk


def listed(tmp_path: Path, rows: str = ROWS, name: str = "old.csv") -> Path:
    path = tmp_path / name
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def bring_in(desk: Desk, path: Path) -> ImportResult:
    return import_file(desk, path, words=Words("fa"))


def undo(desk: Desk, result: ImportResult) -> None:
    undo_import(desk, result.run_id)


def refusal(desk: Desk, result: ImportResult) -> str:
    before = visible(desk, *SEARCHED)
    with pytest.raises(NotAllowed) as caught:
        undo(desk, result)
    assert visible(desk, *SEARCHED) == before
    assert all(render(caught.value.message, language) for language in LANGUAGES)
    return render(caught.value.message, "en")


def used_rows(desk: Desk) -> dict[str, int]:
    return {table: desk.rows(f"SELECT count(*) FROM {table} WHERE archived_at IS NULL")[0][0] for table in TABLES}


def imported_unit(desk: Desk) -> int:
    return desk.rows("SELECT unit_id FROM unit_identifier WHERE value_norm = 'SN100' AND removed_at IS NULL")[0][0]


def intake_for(desk: Desk, unit_id: int, owner_id: int):
    unit = units.get_unit(desk, unit_id)
    device = DeviceIntake(model_id=unit.model.id, unit_id=unit_id, serial=unit.serial, customer_words="خراب")
    return reception.register_intake(desk, Intake(str(uuid4()), (device,), owner_id=owner_id))


def test_everything_seen_is_as_before(shop, tmp_path):
    before, used = visible(shop, *SEARCHED), used_rows(shop)
    result = bring_in(shop, listed(tmp_path))
    assert result.added == 3
    assert visible(shop, *SEARCHED) != before

    undo(shop, result)
    assert visible(shop, *SEARCHED) == before
    assert used_rows(shop) == used
    assert first_broken_record(shop) is None


def test_nothing_is_deleted_and_it_is_written_down(shop, tmp_path):
    result = bring_in(shop, listed(tmp_path))
    whole = {table: shop.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}
    undo(shop, result)

    assert {table: shop.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES} == whole
    ((change, uuid),) = shop.rows("SELECT change, record_uuid FROM audit WHERE action = 'undo_import'")
    assert '"orders":3' in change
    (run,) = list_imports(shop)
    assert (run.uuid, run.undone_at, run.added) == (uuid, shop.now(), 3)


def test_the_same_file_comes_in_again_after_an_undo_and_twice_is_once(shop, tmp_path):
    path = listed(tmp_path)
    first = bring_in(shop, path)
    seen = used_rows(shop)
    undo(shop, first)
    again, twice = bring_in(shop, path), bring_in(shop, path)

    assert (again.added, again.same) == (3, 0)
    assert (twice.added, twice.same) == (0, 3)
    assert used_rows(shop) == seen
    assert first_broken_record(shop) is None
    undo(shop, twice)
    undo(shop, again)
    assert [run.undone_at is not None for run in list_imports(shop)] == [True] * 3


def test_a_file_that_was_put_right_comes_in_as_it_is_now(shop, tmp_path):
    undo(shop, bring_in(shop, listed(tmp_path)))
    bring_in(shop, listed(tmp_path, ROWS.replace("سرد نمی‌کند", "گرم نمی‌کند")))
    words = [row[0] for row in shop.rows("SELECT customer_words FROM service_order WHERE archived_at IS NULL")]
    assert "گرم نمی‌کند" in words
    assert "سرد نمی‌کند" not in words


def test_a_serial_is_free_again(shop, tmp_path):
    undo(shop, bring_in(shop, listed(tmp_path)))
    assert units.find_units(shop, "SN-100") == []
    model = model_suggestions(shop, "یخچال") or model_suggestions(shop, "")
    unit = units.add_unit(shop, model_id=shop.rows("SELECT max(id) FROM product_model")[0][0], serial="SN-100")
    assert [found.id for found in units.find_units(shop, "sn 100")] == [unit.id], model


def test_it_can_be_undone_once(shop, tmp_path):
    result = bring_in(shop, listed(tmp_path))
    undo(shop, result)
    assert "was already undone" in refusal(shop, result)
    with pytest.raises(NotFound):
        undo_import(shop, 99)
    with pytest.raises(NotFound):
        last_import(shop)


def test_an_order_at_the_counter_keeps_it(shop, tmp_path):
    result = bring_in(shop, listed(tmp_path))
    unit_id = imported_unit(shop)
    taken = intake_for(shop, unit_id, units.get_unit(shop, unit_id).owner_id)
    assert taken.number in refusal(shop, result)


def test_an_order_of_an_imported_customer_keeps_it(shop, tmp_path):
    result = bring_in(shop, listed(tmp_path))
    owner = units.get_unit(shop, imported_unit(shop)).owner_id
    model = shop.rows("SELECT id FROM product_model WHERE import_id IS NULL")
    model_id = model[0][0] if model else units.get_unit(shop, imported_unit(shop)).model.id
    device = DeviceIntake(model_id=model_id, serial="NEW-1", customer_words="خراب")
    taken = reception.register_intake(shop, Intake(str(uuid4()), (device,), owner_id=owner))
    assert taken.number in refusal(shop, result)


def test_a_changed_customer_keeps_it(shop, tmp_path):
    result = bring_in(shop, listed(tmp_path))
    customer = customers.get_customer(shop, units.get_unit(shop, imported_unit(shop)).owner_id)
    customers.change_customer(shop, customer.id, replace(customer.details(), note="خوش‌حساب"))
    assert "was changed after the import" in refusal(shop, result)


def test_a_device_with_a_new_owner_keeps_it(shop, tmp_path):
    result = bring_in(shop, listed(tmp_path))
    units.change_owner(shop, imported_unit(shop), 1, since=None, reason="sold")
    assert "was changed after the import" in refusal(shop, result)


def test_a_device_bought_by_an_imported_customer_keeps_it(shop, tmp_path):
    result = bring_in(shop, listed(tmp_path))
    unit = units.get_unit(shop, imported_unit(shop))
    units.add_unit(shop, model_id=unit.model.id, serial="OTHER-7", owner_id=unit.owner_id)
    assert "OTHER-7" in refusal(shop, result)


def test_a_later_import_is_undone_first(shop, tmp_path):
    first = bring_in(shop, listed(tmp_path))
    more = "9,2020-02-06,یخچال,اسنوا,SN-100,علی کریمی,09121112233,باز هم\n"
    second = bring_in(shop, listed(tmp_path, more, "more.csv"))
    assert "more.csv" in refusal(shop, first)
    undo(shop, second)
    undo(shop, first)
    assert used_rows(shop)["service_order"] == 0


def test_models_that_others_use_stay(shop, tmp_path):
    result = bring_in(shop, listed(tmp_path))
    model_id = units.get_unit(shop, imported_unit(shop)).model.id
    units.add_unit(shop, model_id=model_id, serial="KEEPS-1", owner_id=1)
    undo(shop, result)
    assert [row.id for row in model_suggestions(shop, "اسنوا")] == [model_id]
    assert first_broken_record(shop) is None


def test_a_list_of_customers_is_undone_too(shop, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("نام,موبایل,شهر\nرضا رضایی,09123334455,قم\n", encoding="utf-8")
    before = visible(shop, "رضا", "09123334455")
    result = bring_in(shop, path)
    undo(shop, result)
    assert visible(shop, "رضا", "09123334455") == before
    assert bring_in(shop, path).added == 1


def test_a_cancelled_undo_changes_nothing(shop, tmp_path):
    result = bring_in(shop, listed(tmp_path))
    before = visible(shop, *SEARCHED)
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        undo_import(shop, result.run_id, cancelled=lambda: next(asked))
    assert visible(shop, *SEARCHED) == before
    assert last_import(shop).id == result.run_id


def test_a_full_disk_leaves_the_import(shop, tmp_path):
    rows = "".join(f"{n},2020-01-05,Lamp,Brand {n},,,,broken\n" for n in range(2000))
    result = bring_in(shop, listed(tmp_path, rows))
    used = used_rows(shop)
    pages = shop.rows("PRAGMA page_count")[0][0]
    shop.rows(f"PRAGMA max_page_count = {pages}")
    try:
        undo(shop, result)
        is_undone = True
    except DeskError:
        is_undone = False
    shop.rows("PRAGMA max_page_count = 1073741823")
    assert (used_rows(shop) == used) is not is_undone
    assert first_broken_record(shop) is None
