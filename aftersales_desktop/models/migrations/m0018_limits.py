"""How many visits a warranty covers, and how often the same part."""

SQL = """
ALTER TABLE warranty_terms ADD COLUMN max_claims INTEGER NOT NULL DEFAULT 0 CHECK (max_claims BETWEEN 0 AND 100);
ALTER TABLE warranty_terms ADD COLUMN max_same_part INTEGER NOT NULL DEFAULT 0 CHECK (max_same_part BETWEEN 0 AND 100);
"""
