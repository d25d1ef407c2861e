"""Photos and files on any record; their content lies beside the database, under its SHA-256."""

SQL = """
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT CHECK (archived_at GLOB '????-??-??T??:??:??.???Z'),
    entity TEXT NOT NULL CHECK (length(entity) BETWEEN 1 AND 60),
    record_uuid TEXT NOT NULL CHECK (length(record_uuid) = 36),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND instr(name, '/') = 0 AND instr(name, char(92)) = 0 AND instr(name, char(0)) = 0),
    title TEXT NOT NULL DEFAULT '' CHECK (length(title) <= 120 AND instr(title, char(0)) = 0),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    media_type TEXT NOT NULL CHECK (length(media_type) BETWEEN 1 AND 120),
    size INTEGER NOT NULL CHECK (size BETWEEN 1 AND 50000000),
    taken_at TEXT CHECK (taken_at GLOB '????-??-??T??:??:??.???Z'),
    UNIQUE (entity, record_uuid, sha256)
) STRICT;
CREATE INDEX attachment_content ON attachment (sha256);
"""
