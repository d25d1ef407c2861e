"""Settings of the centre and of this PC."""
