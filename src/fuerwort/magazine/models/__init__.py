"""What is written, shown, rated, discussed, and said elsewhere."""

from fuerwort.magazine.models.articles import (
    Address,
    Article,
    Articles,
    Category,
    Correction,
    Farewell,
    Magazine,
    Note,
    Picture,
    State,
    Verdict,
)
from fuerwort.magazine.models.mentions import Found, Mention, Sent, Way
from fuerwort.magazine.models.talk import Comment, Comments, Rating, Report, Standing

__all__ = [
    "Address", "Article", "Articles", "Category", "Comment", "Comments", "Correction", "Farewell", "Found", "Magazine",
    "Mention", "Note", "Picture", "Rating", "Report", "Sent", "Standing", "State", "Verdict", "Way",
]  # fmt: skip
