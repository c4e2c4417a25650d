"""Photos as pictures alone: upright, of a sensible size, without the place where they were taken.

A picture is decoded and written anew, so that nothing but its pixels is left: no EXIF (place,
time, camera, owner), no XMP or IPTC, no comment, no embedded preview, nothing behind its end.
"""

import io
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from app.base.errors import UserError
from app.base.i18n import _
from app.base.picture_forms import is_bare, is_heic, looks_like_picture

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 2560
"""Pixels; enough to read a poster in the background, and for A4 in print."""
QUALITY = 85
"""Of JPEG: the eye sees no difference, the file is a third of a camera's."""

_MOST_PIXELS = 250_000_000
_LOSSLESS_UP_TO = 1_000_000
_BARE_UP_TO = 20_000_000
_FORMS = ("JPEG", "PNG", "WEBP", "AVIF", "JPEG2000", "TIFF", "BMP", "GIF")
_LOSSLESS = ("PNG", "BMP", "GIF", "TIFF")
_ALPHA = ("RGBA", "LA", "PA", "La", "RGBa")
_PILLOW = threading.Lock()
_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What Pillow raises on bytes that are not what they should be."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture without anything beside it."""

    data: bytes
    media_type: str
    ending: str


def clean(source: BinaryIO) -> Photo | None:
    """Return a picture without what its file tells besides, or `None` when it is no picture.

    JPEG stays JPEG, PNG stays PNG unless a JPEG is much smaller; other forms become one of them,
    a scan of several pages stays TIFF. What is clean and small enough stays byte for byte.

    Args:
        source: the file, open for reading at any place.

    Raises:
        UserError: for a picture that cannot be cleaned: HEIC, damaged, beyond all measure.
    """
    source.seek(0)
    head = source.read(32)
    source.seek(0)
    if is_heic(head):
        raise UserError(
            _(
                "A HEIC photo tells where it was taken, and this program cannot take that out. "
                "Save the photo as JPEG on the phone or computer, then add it again."
            )
        )
    if not looks_like_picture(head):
        return None
    with _opened(source) as picture:
        bare = _as_it_is(source, picture)
        return bare or _cleaned(picture)


def thumbnail(source: BinaryIO, edge: int) -> bytes | None:
    """Return a small picture as PNG or JPEG, upright; `None` when there is nothing to show.

    Args:
        source: the file, open for reading at any place.
        edge: pixels that neither side exceeds.
    """
    source.seek(0)
    head = source.read(32)
    source.seek(0)
    if not looks_like_picture(head):
        return None
    try:
        with _opened(source) as picture:
            small = _scaled_upright(picture, edge)
            return _written(small, "PNG" if _is_see_through(small) else "JPEG")
    except UserError:
        return None  # damaged, or beyond all measure


@contextmanager
def _opened(source: BinaryIO) -> Iterator["Image"]:
    from PIL import Image

    try:
        with _as_we_read_pictures(), Image.open(source, formats=_FORMS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise _too_large()
            yield picture
    except _UNREADABLE as error:
        if isinstance(error, OSError) and error.errno:
            raise  # the disk, not the picture
        raise UserError(
            _(
                "The picture is damaged, so the place where it was taken cannot be taken out. "
                "Open it in a program for pictures, save it anew and add that."
            )
        ) from error


@contextmanager
def _as_we_read_pictures() -> Iterator[None]:
    # Pillow warns above 89 million pixels, and phones take 200; and it warns of every tag that is
    # not as it should be, though none is kept. Both switches are one for the process.
    from PIL import Image

    with _PILLOW, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = before


def _too_large() -> UserError:
    return UserError(
        _(
            "The picture is too large to be opened. Make it smaller in a program for pictures, "
            "then add it again."
        )
    )


def _as_it_is(source: BinaryIO, picture: "Image") -> Photo | None:
    if picture.format not in ("JPEG", "PNG") or max(picture.size) > LONGEST_SIDE:
        return None
    source.seek(0)
    data = source.read(_BARE_UP_TO + 1)
    source.seek(0)
    if len(data) > _BARE_UP_TO or not is_bare(data):
        return None
    picture.load()  # a damaged one is told now, not when it is shown
    return _photo(data, picture.format)


def _cleaned(picture: "Image") -> Photo:
    form = picture.format or ""
    if form == "TIFF" and getattr(picture, "n_frames", 1) > 1:
        return _pages(picture)
    upright = _scaled_upright(picture)
    lossy = form not in _LOSSLESS
    if _is_see_through(upright):
        return _photo(_written(upright, "PNG"), "PNG")
    if not lossy:
        data = _written(upright, "PNG")
        smaller = _written(upright, "JPEG") if len(data) > _LOSSLESS_UP_TO else data
        if len(smaller) * 2 > len(data):
            return _photo(data, "PNG")
        return _photo(smaller, "JPEG")
    return _photo(_written(upright, "JPEG"), "JPEG")


def _photo(data: bytes, form: str) -> Photo:
    return Photo(data, f"image/{form.lower()}", {"JPEG": "jpg", "TIFF": "tif"}.get(form, "png"))


def _scaled_upright(picture: "Image", longest: int = LONGEST_SIDE) -> "Image":
    from PIL import Image, ImageOps

    orientation = picture.getexif().get(0x0112, 1)
    profile = picture.info.get("icc_profile")
    if picture.mode in ("RGB", "L"):  # a JPEG is decoded to the smaller size at once
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    picture.load()
    made = _plain_colours(picture, profile)
    if max(made.size) > longest:
        made = _smooth(made)
        made.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    made.info = {key: made.info[key] for key in ("transparency",) if key in made.info}
    turned = Image.Exif()
    turned[0x0112] = orientation
    made.info["exif"] = turned.tobytes()
    upright = ImageOps.exif_transpose(made)
    upright.info.pop("exif", None)
    return upright


def _plain_colours(picture: "Image", profile: bytes | None) -> "Image":
    """Return the picture in the colours that a screen shows without any profile."""
    from PIL import Image, ImageCms

    if picture.mode.startswith("I") or picture.mode == "F":
        return _eight_bits(picture)
    if profile and picture.mode in ("RGB", "CMYK", "LAB", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if made is not None:
                return made
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that nobody can read: the picture is taken for an ordinary one
    if picture.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        return picture.convert("RGB")
    plain = Image.new(picture.mode, picture.size)
    if picture.mode in ("P", "PA") and picture.palette is not None:
        plain.putpalette(picture.palette)
    plain.paste(picture)
    if "transparency" in picture.info:
        plain.info["transparency"] = picture.info["transparency"]
    return plain


def _eight_bits(picture: "Image") -> "Image":
    from PIL import ImageMath

    whole = picture.convert("I") if picture.mode != "F" else picture
    high = whole.getextrema()[1]
    if isinstance(high, (int, float)) and high > 255:
        whole = ImageMath.lambda_eval(lambda given: given["a"] / 257, a=whole)
    return whole.convert("L")


def _smooth(picture: "Image") -> "Image":
    """Return a picture whose pixels can be averaged: not numbers of a palette."""
    if picture.mode in ("P", "PA"):
        return picture.convert("RGBA" if _is_see_through(picture) else "RGB")
    return picture.convert("L") if picture.mode == "1" else picture


def _is_see_through(picture: "Image") -> bool:
    if "transparency" in picture.info:
        return True
    if picture.mode not in _ALPHA:
        return False
    lowest = picture.convert("RGBA").getchannel("A").getextrema()[0]
    return lowest != 255


def _written(picture: "Image", form: str) -> bytes:
    out = io.BytesIO()
    if form == "JPEG":
        fit = picture if picture.mode in ("RGB", "L") else picture.convert("RGB")
        fit.save(out, form, quality=QUALITY, optimize=True, progressive=False)
    else:
        picture.save(out, form, optimize=True)
    return out.getvalue()


def _pages(picture: "Image") -> Photo:
    pages = []
    for number in range(getattr(picture, "n_frames", 1)):
        picture.seek(number)
        page = _plain_colours(picture.copy(), picture.info.get("icc_profile"))
        page.info = {}
        pages.append(page)
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_deflate")
    return _photo(out.getvalue(), "TIFF")
