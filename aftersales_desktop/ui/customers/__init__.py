"""Customers: the list, the file of one of them, adding and changing."""
