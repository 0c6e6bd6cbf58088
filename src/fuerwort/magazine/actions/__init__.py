"""Everything that changes a magazine: one verb each, atomic, with its row in the event log."""
