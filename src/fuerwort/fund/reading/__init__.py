"""What banks write (camt.053, CSV) -> movements in whole cents, and every problem with its place. Nothing is stored."""

from fuerwort.fund.reading.files import read
from fuerwort.fund.reading.shapes import Movement, Problem, Said, Stated, UnknownColumnsError, UnreadableError

__all__ = ["Movement", "Problem", "Said", "Stated", "UnknownColumnsError", "UnreadableError", "read"]
