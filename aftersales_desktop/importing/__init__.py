"""Reads CSV files and workbooks safely into plain rows; knows no table and no rule."""
