"""The database's own guard of the two ledgers of things: only movements of the domain's table, from where the thing is.

Balances, places and conditions are kept by triggers, so that they cannot disagree with the movements behind them.
"""

from __future__ import annotations

from collections.abc import Iterable

from aftersales_desktop.domain.stock import COUNTED_PLACES, MOVE_RULES, Movement, MoveRule, Thing

_ITS_LAST = "SELECT max(id) FROM unit_move WHERE unit_id = NEW.unit_id"
_LAST_STANDING = (
    f"SELECT max(s.id) FROM unit_move s WHERE s.unit_id = NEW.unit_id AND s.reason <> '{Movement.REVERSED}' "
    "AND NOT EXISTS (SELECT 1 FROM unit_move r WHERE r.unit_id = s.unit_id AND r.reverses_id = s.id)"
)
_SAME_UNIT = (
    "m.unit_id = NEW.unit_id AND m.from_location_id = NEW.to_location_id AND m.to_location_id = NEW.from_location_id "
    "AND m.condition_before = NEW.condition_after AND m.condition_after = NEW.condition_before"
)
_SAME_PARTS = (
    "m.part_id = NEW.part_id AND m.quantity = NEW.quantity AND m.from_location_id = NEW.to_location_id "
    "AND m.to_location_id = NEW.from_location_id AND m.condition_before = NEW.condition_after "
    "AND m.condition_after = NEW.condition_before"
)


def ledger_triggers() -> dict[str, str]:
    """Name and SQL of the ledgers' triggers."""
    return dict((*_unit_triggers(), *_stock_triggers()))


def _unit_triggers() -> Iterable[tuple[str, str]]:
    yield _refusal(
        "unit_move_allowed", "unit_move",
        f"NEW.reason <> '{Movement.REVERSED}' AND NOT EXISTS (SELECT 1 FROM unit u JOIN location f "
        "ON f.id = NEW.from_location_id JOIN location t ON t.id = NEW.to_location_id "
        f"WHERE u.id = NEW.unit_id AND ({_any_rule('u.kind')}))",
        "no such movement of a unit",
    )  # fmt: skip
    yield _refusal(
        "unit_move_reversal", "unit_move",
        f"(NEW.reason = '{Movement.REVERSED}') IS NOT (NEW.reverses_id IS NOT NULL AND EXISTS (SELECT 1 "
        f"FROM unit_move m WHERE m.id = NEW.reverses_id AND m.id = ({_LAST_STANDING}) AND {_SAME_UNIT}))",
        "only the last move of a unit that stands is taken back",
    )  # fmt: skip
    yield _refusal(
        "unit_move_in_time", "unit_move",
        f"NEW.at < (SELECT at FROM unit_move WHERE id = ({_ITS_LAST}))",
        "a move is not before the last one",
    )  # fmt: skip
    yield _refusal(
        "unit_move_device", "unit_move",
        "EXISTS (SELECT 1 FROM location l WHERE l.id IN (NEW.from_location_id, NEW.to_location_id) "
        "AND l.kind = 'installed') AND (NEW.device_id IS NULL OR NEW.device_id = NEW.unit_id "
        "OR NEW.device_id IS NOT coalesce((SELECT parent_id FROM unit WHERE id = NEW.unit_id), NEW.device_id))",
        "a part goes into a device and comes out of that one",
    )  # fmt: skip
    # SQLite asks the last one made first, and this is the plainest answer.
    yield _refusal(
        "unit_move_from", "unit_move",
        "NEW.from_location_id IS NOT (SELECT location_id FROM unit WHERE id = NEW.unit_id) "
        "OR NEW.condition_before IS NOT (SELECT condition FROM unit WHERE id = NEW.unit_id)",
        "the unit is not where this move takes it from",
    )  # fmt: skip
    yield (
        "unit_move_cache",
        "CREATE TRIGGER unit_move_cache AFTER INSERT ON unit_move BEGIN UPDATE unit SET "
        "location_id = NEW.to_location_id, condition = NEW.condition_after, parent_id = CASE (SELECT kind "
        "FROM location WHERE id = NEW.to_location_id) WHEN 'installed' THEN NEW.device_id END "
        "WHERE id = NEW.unit_id; END",
    )


def _stock_triggers() -> Iterable[tuple[str, str]]:
    yield _refusal(
        "stock_move_allowed", "stock_move",
        f"NEW.reason <> '{Movement.REVERSED}' AND NOT EXISTS (SELECT 1 FROM location f JOIN location t "
        f"ON t.id = NEW.to_location_id WHERE f.id = NEW.from_location_id AND ({_any_rule(repr(str(Thing.PART)))}))",
        "no such movement of parts",
    )  # fmt: skip
    yield _refusal(
        "stock_move_reversal", "stock_move",
        f"(NEW.reason = '{Movement.REVERSED}') IS NOT (NEW.reverses_id IS NOT NULL AND EXISTS (SELECT 1 "
        f"FROM stock_move m WHERE m.id = NEW.reverses_id AND {_SAME_PARTS}))",
        "only the whole of a movement is taken back",
    )  # fmt: skip
    yield _refusal(
        "stock_move_counted", "stock_move",
        "(SELECT is_serialised FROM part WHERE id = NEW.part_id)", "a part with serials moves by its serial",
    )  # fmt: skip
    yield _refusal(
        "stock_move_enough", "stock_move",
        f"{_is_counted('NEW.from_location_id')} AND NEW.quantity > coalesce((SELECT quantity FROM stock_balance "
        "WHERE part_id = NEW.part_id AND location_id = NEW.from_location_id AND condition = NEW.condition_before), 0)",
        "there are not so many parts",
    )  # fmt: skip
    yield (
        "stock_move_cache",
        "CREATE TRIGGER stock_move_cache AFTER INSERT ON stock_move BEGIN "
        "UPDATE stock_balance SET quantity = quantity - NEW.quantity WHERE part_id = NEW.part_id "
        "AND location_id = NEW.from_location_id AND condition = NEW.condition_before; "
        "INSERT INTO stock_balance (part_id, location_id, condition, quantity) "
        "SELECT NEW.part_id, NEW.to_location_id, NEW.condition_after, NEW.quantity "
        f"WHERE {_is_counted('NEW.to_location_id')} "
        "ON CONFLICT (part_id, location_id, condition) DO UPDATE SET quantity = quantity + NEW.quantity; END",
    )


def _refusal(name: str, table: str, when: str, sentence: str) -> tuple[str, str]:
    return name, (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _is_counted(location: str) -> str:
    return f"EXISTS (SELECT 1 FROM location WHERE id = {location} AND kind IN {_listed(COUNTED_PLACES)})"


def _any_rule(kind: str) -> str:
    return " OR ".join(_as_sql(rule, kind) for rule in MOVE_RULES)


def _as_sql(rule: MoveRule, kind: str) -> str:
    stays = ["NEW.condition_after = NEW.condition_before"] if rule.may_stay else []
    becomes = [f"NEW.condition_after IN {_listed(rule.after)}"] if rule.after else []
    return (
        f"NEW.reason = '{rule.movement}' AND {kind} IN {_listed(rule.things)} AND f.kind IN {_listed(rule.sources)} "
        f"AND t.kind IN {_listed(rule.targets)} AND NEW.condition_before IN {_listed(rule.before)} "
        f"AND ({' OR '.join((*stays, *becomes))})"
    )


def _listed(values: Iterable[str]) -> str:
    return f"({', '.join(repr(str(value)) for value in values)})"
