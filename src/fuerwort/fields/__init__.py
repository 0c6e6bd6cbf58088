"""Fields of work (Fachgebiete): the curated catalogue, and which of them a text is about."""
