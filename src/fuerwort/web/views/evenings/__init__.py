"""Pages of creative evenings."""
