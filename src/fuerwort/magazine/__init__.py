"""The magazine: articles, pictures, stars of articles, discussion, and what the rest of the web says about it."""
