"""The pilot: an honest answer to what a basic income changes in a space, or that nobody can tell."""
