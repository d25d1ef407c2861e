"""Windows, screens and dialogs: show rows, send commands, decide nothing."""
