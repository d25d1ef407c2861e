"""Tables. One module per table family; nothing here decides anything.

Each is imported from its own module: the first rows do not wait for tables that they do not need.
"""
