"""Fürwort: whom do we recommend, and why, without straining the relationship with the others."""

__version__ = "0.1.0"
