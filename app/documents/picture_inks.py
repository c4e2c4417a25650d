"""Pictures of a screen's colours as the four inks of a print shop."""

import io
import zlib
from functools import cache, lru_cache
from itertools import product

from PIL import Image, ImageFilter

from app.documents.ink import Raster
from app.documents.separation import Inks, inks_of

_STEPS = 9  # of red, green and blue each; what lies between is interpolated
_QUALITY = 90
_KEPT = 12


@lru_cache(maxsize=_KEPT)
def separated(raster: Raster) -> Raster:
    """Return a picture in cyan, magenta, yellow and black, as JPEG with Adobe's turned values."""
    size = (raster.width, raster.height)
    if raster.coding == "FlateDecode":
        picture = Image.frombytes("RGB", size, zlib.decompress(raster.data))
    else:
        picture = Image.open(io.BytesIO(raster.data)).convert("RGB")
    packed = io.BytesIO()
    picture.filter(_table()).save(packed, "JPEG", quality=_QUALITY)
    return Raster(f"{raster.name}-inks", *size, "DCTDecode", packed.getvalue())


@cache
def _table() -> ImageFilter.Color3DLUT:
    """Return the inks of a grid of colours; red changes first, as Pillow wants it."""
    levels = [round(255 * n / (_STEPS - 1)) for n in range(_STEPS)]
    grid: list[Inks] = [
        inks_of(f"#{red:02X}{green:02X}{blue:02X}")
        for blue, green, red in product(levels, repeat=3)
    ]
    flat = [share for inks in grid for share in inks]
    return ImageFilter.Color3DLUT(_STEPS, flat, channels=4, target_mode="CMYK")
