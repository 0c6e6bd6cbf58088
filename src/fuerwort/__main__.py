"""`python -m fuerwort`."""

from fuerwort.cli import app

app()
