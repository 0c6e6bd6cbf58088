"""What a camera sees on a QR code of a page, by a reader that did not draw it."""

import re

import zxingcpp
from PIL import Image, ImageDraw

SCALE = 6


def read(page: str) -> str:
    """The text of the one code on a page: its dark modules are painted and given to zxing."""
    drawn = re.search(r'<figure class="qr">\s*<svg viewBox="0 0 (\d+) \d+"[^>]*><path d="([^"]+)"', page)
    assert drawn, "no code on this page"
    image = Image.new("L", (int(drawn[1]) * SCALE,) * 2, 255)
    brush = ImageDraw.Draw(image)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn[2]):
        left, top = int(x) * SCALE, int(y) * SCALE
        brush.rectangle((left, top, left + SCALE - 1, top + SCALE - 1), fill=0)
    found = zxingcpp.read_barcode(image)
    assert found, "no camera reads this code"
    return found.bytes.decode()
