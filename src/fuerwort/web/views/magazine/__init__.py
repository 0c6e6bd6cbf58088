"""The magazine: reading, talking, writing, editing, and what other sites say."""
