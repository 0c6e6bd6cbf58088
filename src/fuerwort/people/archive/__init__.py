"""The archive: all of one space in one sealed file, and back into an empty house (docs/rules/archive.md)."""
