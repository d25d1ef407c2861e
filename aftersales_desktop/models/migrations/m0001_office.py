"""Settings, numbers, audit, drafts, prints, imports, files."""

SQL = """
CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 80),
    value TEXT NOT NULL CHECK (length(value) >= 1)
) STRICT;

CREATE TABLE number_series (
    series TEXT NOT NULL PRIMARY KEY CHECK (length(series) BETWEEN 1 AND 60),
    last INTEGER NOT NULL CHECK (last >= 0)
) STRICT;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 60),
    entity TEXT NOT NULL,
    record_uuid TEXT NOT NULL,
    change TEXT NOT NULL CHECK (substr(change, 1, 1) IN ('[', '{')),
    reason TEXT NOT NULL DEFAULT '',
    prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_record ON audit (record_uuid);

CREATE TABLE draft (
    form TEXT NOT NULL PRIMARY KEY CHECK (length(form) BETWEEN 1 AND 80),
    content TEXT NOT NULL CHECK (substr(content, 1, 1) IN ('[', '{')),
    saved_at TEXT NOT NULL CHECK (saved_at GLOB '????-??-??T??:??:??.???Z')
) STRICT;

CREATE TABLE print_log (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    document TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 40),
    record_uuid TEXT NOT NULL,
    number TEXT NOT NULL,
    copy INTEGER NOT NULL CHECK (copy >= 0),
    paper TEXT NOT NULL,
    target TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('done', 'failed', 'later')),
    problem TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX print_log_record ON print_log (record_uuid, document);
CREATE INDEX print_log_undone ON print_log (id) WHERE result <> 'done';

CREATE TABLE import_run (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 120),
    file_name TEXT NOT NULL,
    added INTEGER NOT NULL DEFAULT 0 CHECK (added >= 0),
    same INTEGER NOT NULL DEFAULT 0 CHECK (same >= 0),
    refused INTEGER NOT NULL DEFAULT 0 CHECK (refused >= 0),
    undone_at TEXT
) STRICT;

CREATE TABLE stored_file (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    name TEXT NOT NULL CHECK (length(name) <= 200),
    media_type TEXT NOT NULL,
    content BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 10000000),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL
) STRICT;
"""
