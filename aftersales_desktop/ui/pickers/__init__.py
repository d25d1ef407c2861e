"""Inputs that find a record: a customer, a model."""
