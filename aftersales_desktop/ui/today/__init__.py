"""The morning's page: what waits, what is late, what did not come out of the printer."""
