"""A whole instance in real processes: what the tests that kill it, and the benchmark that loads it, have in common."""
