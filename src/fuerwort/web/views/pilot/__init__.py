"""Pages of a pilot up to its draw: for members, for those who run it, for everybody."""
