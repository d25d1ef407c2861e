"""Warranty cards, the page of a serial, and the terms cards are issued under."""
