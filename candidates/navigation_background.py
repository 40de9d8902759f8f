"""Navigation and log words of the wing background."""
