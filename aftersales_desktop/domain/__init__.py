"""Business rules as plain values and functions: no clock, no disk, no screen."""
