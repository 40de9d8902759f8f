"""Navigation and log words of the wing review."""
