"""Old records: bringing a file in step by step, and the imports so far."""
