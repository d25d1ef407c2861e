"""Records: created, changed and found with their audit row; nobody's change is lost silently."""

import uuid

import pytest

from aftersales_desktop.domain.errors import NotAllowed, NotFound
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.office import Audit
from aftersales_desktop.models.units import Category, ProductModel
from aftersales_desktop.services import records


def category(desk, now, **values) -> Category:
    named = {"code": "tv", "name_fa": "تلویزیون", "name_en": "Television", **values}
    return records.create(desk, Category, now, **named)


@pytest.fixture
def tv(desk) -> Category:
    with desk.work() as now:
        return category(desk, now)


def last_audit() -> Audit:
    return Audit.select().order_by(Audit.seq.desc()).first()


class TestUuid:
    def test_is_version_seven_and_sorts_by_time(self):
        made = [records.new_uuid() for _count in range(200)]
        assert {uuid.UUID(one).version for one in made} == {7}
        assert {uuid.UUID(one).variant for one in made} == {uuid.RFC_4122}
        assert len(set(made)) == 200
        milliseconds = [uuid.UUID(one).int >> 80 for one in made]
        assert milliseconds == sorted(milliseconds)


class TestCreate:
    def test_keeps_who_when_and_where(self, desk, clock, tv):
        stored = Category.get()
        assert (stored.created_at, stored.created_by, stored.branch, stored.rev) == (clock.now, "test", "01", 1)
        assert stored.archived_at is None and stored.import_id is None

    def test_writes_one_audit_row_with_every_value(self, desk, tv):
        row = last_audit()
        assert (row.action, row.entity, row.record_uuid) == ("create", "category", tv.uuid)
        assert row.change == {"code": [None, "tv"], "name_fa": [None, "تلویزیون"], "name_en": [None, "Television"]}

    def test_names_other_records_by_their_uuid(self, desk, tv):
        with desk.work() as now:
            records.create(desk, ProductModel, now, category=tv, brand="ال‌جی")
        assert last_audit().change["category"] == [None, tv.uuid]

    def test_gives_everything_back_with_a_rollback(self, desk):
        with pytest.raises(ValueError), desk.work() as now:
            category(desk, now)
            raise ValueError
        assert Category.select().count() == Audit.select().count() == 0


class TestChange:
    def test_writes_what_differs_and_raises_the_revision(self, desk, tv):
        with desk.work() as now:
            assert records.change(desk, tv, now, name_fa="تلویزیون‌ها", name_en="Television", reason="wish")
        stored = Category.get()
        assert (stored.name_fa, stored.rev) == ("تلویزیون‌ها", 2) == (tv.name_fa, tv.rev)
        row = last_audit()
        assert (row.action, row.reason) == ("change", "wish")
        assert row.change == {"name_fa": ["تلویزیون", "تلویزیون‌ها"]}

    def test_of_nothing_writes_nothing(self, desk, tv):
        rows = Audit.select().count()
        with desk.work() as now:
            assert records.change(desk, tv, now, name_fa="تلویزیون") is False
        assert Audit.select().count() == rows
        assert Category.get().rev == 1

    def test_that_came_too_late_is_refused_and_changes_nothing(self, desk, tv):
        mine, theirs = Category.get(), Category.get()
        with desk.work() as now:
            records.change(desk, theirs, now, name_fa="نمایشگر")
        rows = Audit.select().count()
        with pytest.raises(NotAllowed), desk.work() as now:
            records.change(desk, mine, now, name_fa="گیرنده")
        assert Category.get().name_fa == "نمایشگر"
        assert Audit.select().count() == rows

    def test_may_go_on_from_its_own_result(self, desk, tv):
        with desk.work() as now:
            records.change(desk, tv, now, name_fa="یک")
            records.change(desk, tv, now, name_fa="دو")
        assert (Category.get().name_fa, Category.get().rev) == ("دو", 3)

    def test_keeps_days_and_moments_readable(self, desk, clock, tv):
        with desk.work() as now:
            records.change(desk, tv, now, action="withdraw", archived_at=now)
        assert last_audit().change == {"archived_at": [None, clock.now.isoformat()]}
        assert Category.get().archived_at == clock.now


class TestFind:
    def test_gives_the_row_as_the_orm_does(self, desk, tv):
        found, plain = records.find(Category, tv.id), Category.get_by_id(tv.id)
        assert found == plain
        assert found.__data__ == plain.__data__
        assert not found.dirty_fields

    @pytest.mark.parametrize("row", [0, -1, 2, 10**18, None])
    def test_of_a_missing_row_says_so(self, desk, tv, row):
        with pytest.raises(NotFound):
            records.find(Category, row)

    def test_of_two_tables_does_not_mix_them(self, desk, tv):
        assert records.find(Category, tv.id).code == "tv"
        with pytest.raises(NotFound):
            records.find(Customer, tv.id)
