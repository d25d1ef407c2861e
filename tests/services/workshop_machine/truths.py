"""What must hold in the file after every single deed, whatever was done or refused: each a query for what breaks it."""

from __future__ import annotations

from aftersales_desktop.services.benches import bench_balance
from aftersales_desktop.services.query_parts import OPEN_STATE_LIST
from aftersales_desktop.services.staff import list_members
from aftersales_desktop.services.work import Desk

_HEALTHY = "('new', 'repaired', 'healthy_used')"
_KIND = "(SELECT kind FROM location WHERE id = {})"
_DONE_PARTS = "(SELECT count(*) FROM order_line l WHERE l.order_id = s.id AND l.state = 'done' AND l.kind = 'part')"
_ON_BENCH = (
    "SELECT coalesce((SELECT sum(quantity) FROM stock_balance WHERE part_id = ?1 AND location_id = ?2), 0) "
    "+ (SELECT count(*) FROM unit WHERE part_id = ?1 AND location_id = ?2 AND archived_at IS NULL)"
)

TRUTHS = {
    "one number, one thing": """
        SELECT i.value_norm FROM unit_identifier i JOIN unit u ON u.id = i.unit_id WHERE i.removed_at IS NULL
        AND i.kind = 'serial' GROUP BY i.family, i.value_norm HAVING count(DISTINCT i.unit_id) > 1""",
    "a thing moves on from where it is, and later": """
        SELECT id FROM (SELECT m.id, m.from_location_id, m.at,
        lag(m.to_location_id, 1, u.first_location_id) OVER of_unit AS was_at, lag(m.at, 1, '') OVER of_unit AS before
        FROM unit_move m JOIN unit u ON u.id = m.unit_id WINDOW of_unit AS (PARTITION BY m.unit_id ORDER BY m.id))
        WHERE from_location_id <> was_at OR at < before""",
    "what is scrapped or lost comes back only by taking that back": f"""
        SELECT id FROM unit_move WHERE reason <> 'REV' AND {_KIND.format("from_location_id")} IN ('scrap', 'lost')
        UNION ALL SELECT id FROM stock_move WHERE reason <> 'REV'
        AND {_KIND.format("from_location_id")} IN ('scrap', 'lost')""",
    "only healthy things are issued, lent and put in": f"""
        SELECT id FROM unit_move WHERE reason IN ('ISS', 'INS', 'LOA') AND condition_before NOT IN {_HEALTHY}
        UNION ALL SELECT id FROM stock_move WHERE reason IN ('ISS', 'INS') AND condition_before NOT IN {_HEALTHY}""",
    "nothing faulty is inside or lent": """
        SELECT u.uuid FROM unit u JOIN location l ON l.id = u.location_id WHERE u.kind = 'part'
        AND (l.kind = 'installed' AND u.condition <> 'in_use' OR l.kind = 'loaner_out' AND u.condition = 'faulty')""",
    "a loaner on offer is healthy": f"""
        SELECT u.uuid FROM loaner n JOIN unit u ON u.id = n.unit_id JOIN location l ON l.id = u.location_id
        WHERE n.archived_at IS NULL AND u.kind = 'device' AND l.kind = 'good_store'
        AND u.condition NOT IN {_HEALTHY}""",
    "there are never fewer than none": "SELECT part_id FROM stock_balance WHERE quantity < 0",
    "a part that went in has an old one or says why not": """
        SELECT uuid FROM order_line WHERE unit_in_id IS NOT NULL AND unit_out_id IS NULL AND no_old_reason = ''""",
    "who pays adds up": """
        SELECT uuid FROM order_line WHERE price > list_price OR (coverage = 'pay' AND price <> list_price)
        OR (covered_pct = 100 AND price <> 0)""",
    "one open order a device": f"""
        SELECT unit_id FROM service_order WHERE state IN {OPEN_STATE_LIST} GROUP BY unit_id HAVING count(*) > 1""",
    "one device a cell": """
        SELECT u.location_id FROM unit u JOIN location l ON l.id = u.location_id WHERE l.kind = 'shelf'
        GROUP BY u.location_id HAVING count(*) > 1""",
    "a device that left is with its customer, and an open one is not": f"""
        SELECT s.number FROM service_order s JOIN unit u ON u.id = s.unit_id
        WHERE (s.state IN {OPEN_STATE_LIST}) AND u.location_id = 1""",
    "what is ready says how it ended": f"""
        SELECT s.number FROM service_order s WHERE s.state IN ('ready', 'delivered') AND (s.outcome = ''
        OR (s.outcome = 'no_fault_found' AND {_DONE_PARTS} > 0))""",
    "what is open and not ready has not ended": f"""
        SELECT number FROM service_order WHERE state IN {OPEN_STATE_LIST} AND state <> 'ready' AND outcome <> ''""",
    "a loaner is out with one customer, whose device is here or somebody allowed it": f"""
        SELECT o.uuid FROM loan o JOIN service_order s ON s.id = o.order_id WHERE o.returned_on IS NULL
        AND ((SELECT count(*) FROM loan b WHERE b.unit_id = o.unit_id AND b.returned_on IS NULL) > 1
        OR (s.state NOT IN {OPEN_STATE_LIST} AND NOT EXISTS (SELECT 1 FROM order_override x WHERE x.order_id = s.id
        AND x.blocker = 'loaner')))""",
    "a part is in one claim at a time": """
        SELECT unit_id FROM supplier_claim_line WHERE archived_at IS NULL AND state IN ('open', 'sent')
        AND unit_id IS NOT NULL GROUP BY unit_id HAVING count(*) > 1""",
    "one estimate waits, and one is agreed": """
        SELECT order_id FROM estimate WHERE state IN ('draft', 'issued', 'approved') GROUP BY order_id, state
        HAVING count(*) > 1""",
    "who waits for an answer was asked": """
        SELECT s.number FROM service_order s WHERE s.state = 'waiting_approval' AND NOT EXISTS (
        SELECT 1 FROM estimate e WHERE e.order_id = s.id AND e.state <> 'draft')""",
    "one reservation an order and part": """
        SELECT order_id FROM part_reservation WHERE state IN ('waiting', 'arrived') GROUP BY order_id, part_id
        HAVING count(*) > 1""",
    "a return comes after what it returns from": """
        SELECT s.number FROM service_order s JOIN service_order p ON p.id = s.parent_order_id
        WHERE p.id >= s.id OR p.unit_id <> s.unit_id""",
    "a merged record has nothing left": """
        SELECT c.uuid FROM customer c WHERE c.merged_into_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM unit WHERE owner_id = c.id) OR EXISTS (SELECT 1 FROM service_order WHERE owner_id = c.id))
        """,
    "nothing is written without a line of the audit": """
        SELECT uuid FROM (SELECT uuid FROM service_order UNION ALL SELECT uuid FROM order_line UNION ALL
        SELECT uuid FROM stock_document UNION ALL SELECT uuid FROM unit UNION ALL SELECT uuid FROM customer UNION ALL
        SELECT uuid FROM supplier_claim UNION ALL SELECT uuid FROM loan UNION ALL SELECT uuid FROM estimate UNION ALL
        SELECT uuid FROM part_reservation UNION ALL SELECT uuid FROM outside_job UNION ALL SELECT uuid FROM disposal)
        EXCEPT SELECT record_uuid FROM audit WHERE action = 'create'""",
}


def broken_truths(desk: Desk) -> dict[str, list]:
    """What does not hold, by its sentence, with the rows that break it."""
    found = {sentence: desk.rows(sql) for sentence, sql in TRUTHS.items()}
    return {sentence: rows for sentence, rows in found.items() if rows}


def unbalanced_benches(desk: Desk) -> list[tuple]:
    """Articles of which a bench holds more or fewer than came to it and were neither used nor given back."""
    wrong = []
    for member in list_members(desk):
        for line in bench_balance(desk, member.id):
            there = desk.rows(_ON_BENCH, line.part_id, member.bench_id)[0][0]
            if line.on_bench != there or len(line.serials) > there:
                wrong.append((member.name, line.part_code, line.on_bench, there))
    return wrong
