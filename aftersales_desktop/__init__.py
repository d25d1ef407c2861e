"""After-sales service desk for one PC."""

__version__ = "0.1.0"
