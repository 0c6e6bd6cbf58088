"""Who may see what of an evening, one file per noun."""

from fuerwort.evenings.queries.evenings import coming, evening_for, past

__all__ = ["coming", "evening_for", "past"]
