"""Full-text indexes over stored search columns; triggers keep them."""

SQL = """
CREATE VIRTUAL TABLE customer_names USING fts5 (
    name_search, content = 'customer', content_rowid = 'id', prefix = '1 2 3 4', tokenize = 'unicode61'
);
CREATE VIRTUAL TABLE customer_pieces USING fts5 (
    name_search, phones_search, content = 'customer', content_rowid = 'id', tokenize = 'trigram'
);
CREATE VIRTUAL TABLE identifier_pieces USING fts5 (
    value_norm, content = 'unit_identifier', content_rowid = 'id', tokenize = 'trigram'
);
INSERT INTO customer_names (customer_names) VALUES ('rebuild');
INSERT INTO customer_pieces (customer_pieces) VALUES ('rebuild');
INSERT INTO identifier_pieces (identifier_pieces) VALUES ('rebuild');
"""
