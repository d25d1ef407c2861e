"""The bench: orders that are worked on."""
