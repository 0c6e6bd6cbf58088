"""What may be read of a pilot, and by whom."""
