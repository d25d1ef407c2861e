"""Two records that are one: found, seen side by side, made one."""
