"""What a period cost and brought."""
