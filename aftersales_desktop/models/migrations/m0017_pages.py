"""Parts can be found by the words of their names in the one search box."""

SQL = """
CREATE VIRTUAL TABLE part_names USING fts5 (
    search, content = 'part', content_rowid = 'id', prefix = '1 2 3', tokenize = 'unicode61'
);
INSERT INTO part_names (part_names) VALUES ('rebuild');
"""
