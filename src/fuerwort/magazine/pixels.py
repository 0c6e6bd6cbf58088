"""Uploaded pictures: looked at before they are decoded, then painted anew, so that nothing but the picture remains."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from fuerwort.people.errors import Refused

LARGEST = 10 * 1024 * 1024
"""Bytes."""
PIXELS = 40_000_000
SIDE = 12_000
SMALLEST = 16
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
WIDTHS = (480, 800, 1200, 1600)
SHARED = 1200
"""Width of the JPEG that other sites show beside a link."""


class PictureRefused(Refused):
    """No picture we can take; nothing was kept of it."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture anew: as WebP in several widths, and once as JPEG."""

    width: int
    height: int
    webp: dict[int, bytes] = field(default_factory=dict)
    jpeg: bytes = b""


def paint(file: IO[bytes]) -> Painted:
    """Read an upload and paint it anew in all widths that are not larger than it is.

    What it is called and what it says it is does not matter. Without metadata: no place, no camera, no name.

    Raises
    ------
    PictureRefused
        It is too large, has too many pixels, or is no JPEG, PNG, WebP or GIF, or only half of one.
    """
    file.seek(0)
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise PictureRefused(_("This picture is larger than 10 MB. Please make it smaller first."))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return _painted(_opened(data))
        except PictureRefused:
            raise
        except Exception as broken:  # Pillow raises nearly anything about a broken file
            raise PictureRefused(_("This picture is damaged: we cannot read it to the end.")) from broken


def _opened(data: bytes) -> Image.Image:
    """Look at the first bytes only, and say no before anything is unpacked."""
    try:
        picture = Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise _too_many() from bomb
    except Exception as unknown:
        raise PictureRefused(
            _("This is no picture we can show. JPEG, PNG, WebP and GIF work; SVG does not: it may hold a program.")
        ) from unknown
    width, height = picture.size
    if width * height > PIXELS or max(width, height) > SIDE:
        raise _too_many()
    if min(width, height) < SMALLEST:
        raise PictureRefused(_("This picture is too small to be seen."))
    return picture


def _too_many() -> PictureRefused:
    return PictureRefused(
        _("This picture has too many pixels: 40 million and 12,000 on one side are the most. Please make it smaller.")
    )


def _painted(picture: Image.Image) -> Painted:
    picture.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))  # lets JPEG unpack only as much as is needed
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    whole = _in_common_colours(upright)
    whole.info.clear()
    webp = dict(_smaller(whole))
    jpeg = _saved(_on_white(_resized(whole, min(SHARED, whole.width))), "JPEG", quality=85, optimize=True)
    return Painted(*whole.size, webp, jpeg)


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """As sRGB, with transparency only where there is any."""
    profile = picture.info.get("icc_profile")
    clear = "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA")
    plain = picture.convert("RGBA" if clear else "RGB")
    if profile and not clear and picture.mode == "RGB":
        try:
            found = ImageCms.profileToProfile(
                plain, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return found or plain
        except ImageCms.PyCMSError:
            return plain
    return plain


def _smaller(whole: Image.Image) -> Iterator[tuple[int, bytes]]:
    for width in sorted({min(width, whole.width) for width in WIDTHS}):
        yield width, _saved(_resized(whole, width), "WEBP", quality=82, method=4)


def _resized(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
