"""Inputs that find a record: a customer, a model, a device, and the other one that is the same."""
