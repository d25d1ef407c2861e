"""The Parts tab: catalogue, slips of the store, benches, reorder list, suppliers and staff."""
