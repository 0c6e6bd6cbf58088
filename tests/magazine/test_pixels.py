"""Uploaded pictures: what is taken is painted anew, what is meant to harm is refused before it is unpacked."""

import struct
import tracemalloc
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from fuerwort.magazine.pixels import LARGEST, PictureRefused, paint


def drawn(kind: str, size: tuple[int, int] = (2000, 1000), **how: object) -> BytesIO:
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **how)
    out.seek(0)
    return out


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, rows: bytes, *more: bytes) -> BytesIO:
    """A PNG by hand: its header may say what it likes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), *more, chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b""))
    return BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_kind_becomes_webp_in_several_widths_and_one_jpeg(kind: str) -> None:
    painted = paint(drawn(kind))
    assert (painted.width, painted.height) == (2000, 1000)
    assert list(painted.webp) == [480, 800, 1200, 1600]
    for width, data in painted.webp.items():
        with Image.open(BytesIO(data)) as found:
            assert (found.format, found.size) == ("WEBP", (width, width // 2))
    with Image.open(BytesIO(painted.jpeg)) as found:
        assert (found.format, found.size) == ("JPEG", (1200, 600))


def test_a_small_picture_is_not_blown_up() -> None:
    assert list(paint(drawn("PNG", (300, 200))).webp) == [300]
    assert list(paint(drawn("PNG", (900, 200))).webp) == [480, 800, 900]


def test_where_and_by_whom_it_was_taken_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "GEHEIM am Ufer", "GEHEIM Autor"
    exif.get_ifd(0x8825)[1] = "N"
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", "GEHEIM")
    for file in (drawn("JPEG", exif=exif, comment=b"GEHEIM"), drawn("PNG", pnginfo=about, exif=exif)):
        painted = paint(file)
        for data in (*painted.webp.values(), painted.jpeg):
            assert b"GEHEIM" not in data and b"Exif" not in data
            with Image.open(BytesIO(data)) as found:
                assert not found.getexif()


def test_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    painted = paint(drawn("JPEG", (1000, 500), exif=exif))
    assert (painted.width, painted.height) == (500, 1000)


def test_a_bomb_is_refused_by_its_header() -> None:
    """60,000 x 60,000 pixels in a few bytes would be ten gigabytes; nothing of it is unpacked."""
    tracemalloc.start()
    for bomb in (png(60_000, 60_000, b"\0" * 1000), png(8000, 8000, b"\0"), png(12_001, 20, b"\0")):
        with pytest.raises(PictureRefused, match="Pixel"):
            paint(bomb)
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()


def test_a_bomb_in_the_words_of_a_picture_is_refused() -> None:
    words = chunk(b"zTXt", b"x\0\0" + zlib.compress(b"a" * 20_000_000, 9))
    with pytest.raises(PictureRefused):
        paint(png(100, 100, b"\0" * 30_100, words))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_half_a_picture_is_refused(kind: str) -> None:
    whole = drawn(kind).getvalue()
    with pytest.raises(PictureRefused, match=r"beschädigt|kein Bild"):
        paint(BytesIO(whole[: len(whole) // 2]))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"GIF89a", b"MZ\x90\x00", b"%PDF-1.7", b"<html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
        b"%!PS-Adobe-3.0 EPSF-3.0\n", b"II*\x00" + b"\0" * 64, b"BM" + b"\0" * 64, b"\0\0\1\0" + b"\0" * 64,
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PictureRefused, match=r"kein Bild|beschädigt"):
        paint(BytesIO(data))


def test_ten_megabytes_are_the_most() -> None:
    with pytest.raises(PictureRefused, match="10 MB"):
        paint(BytesIO(b"\xff\xd8" + b"\0" * LARGEST))


def test_a_clear_ground_stays_clear_and_is_white_where_there_is_none() -> None:
    out = BytesIO()
    Image.new("RGBA", (600, 600), (255, 0, 0, 0)).save(out, "PNG")
    painted = paint(out)
    with Image.open(BytesIO(painted.webp[600])) as found:
        assert found.mode == "RGBA"
    with Image.open(BytesIO(painted.jpeg)) as found:
        assert min(found.getpixel((10, 10))) > 250
