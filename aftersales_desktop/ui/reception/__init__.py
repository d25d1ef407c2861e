"""Taking devices in at the counter, the list of orders, and how devices leave."""
