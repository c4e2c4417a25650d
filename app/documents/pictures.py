"""Attached pictures for print: turned upright, once made as small as their place asks for, kept."""

import io
import zlib
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from app.documents.ink import Raster

PRINT_DPI = 300
_QUALITY = 88
_FEW_COLOURS = 256
_KEPT, _SIZES_KEPT = 12, 256
_LARGEST = 120_000_000
"""Pixels above which a picture is not opened: memory would not hold it."""


@lru_cache(maxsize=_SIZES_KEPT)
def pixels_of(picture: str, file: Path) -> tuple[int, int] | None:
    """Return an upright picture's width and height in pixels; None if it cannot be read.

    Args:
        picture: the file's SHA-256, so that what is kept is never another picture's.
        file: where it is.
    """
    del picture
    try:
        with Image.open(file) as opened:
            width, height = opened.size
            turned = opened.getexif().get(0x0112, 1) >= 5
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        return None
    if width * height > _LARGEST or not width * height:
        return None
    return (height, width) if turned else (width, height)


@lru_cache(maxsize=_KEPT)
def raster_of(picture: str, file: Path, width: int) -> Raster | None:
    """Return a picture no wider than a number of pixels; None if it cannot be read.

    Photos are kept as JPEG, drawings of few colours without loss. What is transparent
    becomes white.

    Args:
        picture: the file's SHA-256.
        file: where it is.
        width: how many pixels its place has room for.
    """
    try:
        with Image.open(file) as opened:
            opened.draft("RGB", (width, width))  # a JPEG is read at a half, a quarter or an eighth
            upright = ImageOps.exif_transpose(opened)
            made = _on_white(upright)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        return None
    if made.width > width:
        made = made.resize((width, max(1, round(made.height * width / made.width))), reducing_gap=3)
    name = f"picture-{picture}-{made.width}"
    if made.getcolors(_FEW_COLOURS) is not None:
        return Raster(name, made.width, made.height, "FlateDecode", zlib.compress(made.tobytes()))
    packed = io.BytesIO()
    made.save(packed, "JPEG", quality=_QUALITY)
    return Raster(name, made.width, made.height, "DCTDecode", packed.getvalue())


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        ground = Image.new("RGBA", picture.size, (255, 255, 255, 255))
        ground.alpha_composite(picture.convert("RGBA"))
        return ground.convert("RGB")
    return picture.convert("RGB")
