"""Rows of an import that was undone may come in again, so only those in use must be the only ones of their source."""

SQL = """
DROP INDEX service_order_source;
CREATE UNIQUE INDEX service_order_source ON service_order (source, source_id) WHERE source <> '' AND archived_at IS NULL;
"""
