"""Reads CSV files safely into plain rows; knows no table and no rule."""
