"""Claims at suppliers."""
