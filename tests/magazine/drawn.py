"""Small pictures for tests."""

from io import BytesIO

from PIL import Image


def picture(size: tuple[int, int] = (600, 400), kind: str = "PNG") -> BytesIO:
    out = BytesIO()
    Image.new("RGB", size, (40, 90, 70)).save(out, kind)
    out.seek(0)
    return out
