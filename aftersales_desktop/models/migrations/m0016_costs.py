"""What a loaner costs the centre each day, as it was when it was lent; the days by which reports read."""

SQL = """
ALTER TABLE loan ADD COLUMN day_cost INTEGER NOT NULL DEFAULT 0 CHECK (day_cost BETWEEN 0 AND 1000000000);
CREATE INDEX service_order_delivered ON service_order (delivered_on) WHERE delivered_on IS NOT NULL;
CREATE INDEX order_line_part_day ON order_line (done_on) WHERE part_id IS NOT NULL AND done_on IS NOT NULL;
"""
