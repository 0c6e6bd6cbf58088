"""Everything that changes an evening: one verb each, atomic, with its row in the event log."""
