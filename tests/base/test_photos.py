"""A photo is kept as a picture alone: upright, of sensible size, without place, time and camera."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from app.base import photos
from app.base.errors import UserError

SECRET = b"SECRET-PLACE"
GPS = {1: "N", 2: (53.0, 37.0, 30.0), 3: "E", 4: (21.0, 48.0, 45.0), 29: "2026:11:23"}
LEFT_HALF_RED = Image.new("RGB", (80, 40), "blue")
LEFT_HALF_RED.paste("red", (0, 0, 40, 40))


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = SECRET.decode()
    made.get_ifd(0x8825).update(GPS)
    return made


def jpeg(picture=LEFT_HALF_RED, **more) -> bytes:
    out = io.BytesIO()
    more.setdefault("exif", exif())
    picture.save(out, "JPEG", quality=95, comment=SECRET, xmp=b"<x>" + SECRET + b"</x>", **more)
    return out.getvalue()


def png(picture=LEFT_HALF_RED, **more) -> bytes:
    out = io.BytesIO()
    told = PngImagePlugin.PngInfo()
    told.add_text("Location", SECRET.decode())
    told.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    picture.save(out, "PNG", pnginfo=told, exif=exif(), **more)
    return out.getvalue()


def saved(picture, form: str, **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def cleaned(data: bytes) -> photos.Photo:
    found = photos.clean(io.BytesIO(data))
    assert found is not None
    return found


def opened(photo: photos.Photo) -> Image.Image:
    picture = Image.open(io.BytesIO(photo.data))
    picture.load()
    return picture


def is_red(pixel) -> bool:
    return pixel[0] > 150 > pixel[2]


def chunks(data: bytes) -> set[bytes]:
    """Return the names of a PNG's chunks."""
    at, found = 8, set()
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        found.add(data[at + 4 : at + 8])
        at += size + 12
    return found


@pytest.mark.parametrize("make", [jpeg, png])
def test_nothing_but_the_picture_is_left(make):
    before = make()
    assert SECRET in before

    photo = cleaned(before)

    assert SECRET not in photo.data
    assert b"Exif" not in photo.data
    assert not dict(opened(photo).getexif())
    assert not dict(opened(photo).getexif().get_ifd(0x8825))
    assert set(opened(photo).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_is_left_of_a_png_are_its_pixels():
    photo = cleaned(png())

    assert (photo.media_type, photo.ending) == ("image/png", "png")
    assert chunks(photo.data) == {b"IHDR", b"IDAT", b"IEND"}
    assert list(opened(photo).get_flattened_data()) == list(LEFT_HALF_RED.get_flattened_data())


def test_what_follows_the_picture_is_left_out():
    photo = cleaned(jpeg() + SECRET * 100)

    assert SECRET not in photo.data


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (80, 40), (5, 20)),
        (2, (80, 40), (75, 20)),
        (3, (80, 40), (75, 20)),
        (6, (40, 80), (20, 5)),
        (8, (40, 80), (20, 75)),
    ],
)
def test_pictures_stay_upright(orientation, size, red_at):
    picture = opened(cleaned(jpeg(exif=exif(orientation))))

    assert picture.size == size
    assert is_red(picture.convert("RGB").getpixel(red_at))


def test_large_photos_become_smaller():
    photo = cleaned(jpeg(LEFT_HALF_RED.resize((6000, 3000)), exif=exif(6)))

    assert opened(photo).size == (1280, 2560)
    assert is_red(opened(photo).getpixel((640, 100)))


def test_small_pictures_keep_their_size():
    assert opened(cleaned(jpeg())).size == (80, 40)


def test_a_large_lossless_photo_becomes_a_jpeg():
    noise = Image.effect_noise((1500, 1500), 90).convert("RGB")

    photo = cleaned(png(noise))

    assert photo.media_type == "image/jpeg"
    assert len(photo.data) < len(png(noise)) / 2


def test_transparent_pictures_stay_transparent():
    picture = Image.new("RGBA", (3000, 3000), (255, 0, 0, 0))

    photo = cleaned(png(picture))

    assert photo.media_type == "image/png"
    assert opened(photo).size == (2560, 2560)
    assert opened(photo).convert("RGBA").getpixel((9, 9))[3] == 0


def test_a_palette_with_a_transparent_colour():
    picture = Image.new("P", (20, 20), 1)
    picture.putpalette([0, 0, 0, 255, 0, 0])

    photo = cleaned(saved(picture, "GIF", transparency=1, comment=SECRET))

    assert photo.media_type == "image/png"
    assert SECRET not in photo.data
    assert opened(photo).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("WEBP", "image/jpeg"),
        ("AVIF", "image/jpeg"),
        ("JPEG2000", "image/jpeg"),
        ("BMP", "image/png"),
        ("TIFF", "image/png"),
        ("GIF", "image/png"),
    ],
)
def test_other_forms_become_what_every_computer_shows(form, media_type):
    photo = cleaned(saved(LEFT_HALF_RED, form))

    assert photo.media_type == media_type
    assert is_red(opened(photo).convert("RGB").getpixel((5, 20)))


def test_the_pages_of_a_scan_are_all_kept():
    pages = [Image.new("L", (3000, 20), shade) for shade in (0, 128, 255)]
    scan = saved(
        pages[0], "TIFF", save_all=True, append_images=pages[1:], description=SECRET.decode()
    )
    assert SECRET in scan

    photo = cleaned(scan)

    assert (photo.media_type, photo.ending) == ("image/tiff", "tif")
    assert SECRET not in photo.data
    found = Image.open(io.BytesIO(photo.data))
    assert found.n_frames == 3
    shades = []
    for page in range(3):
        found.seek(page)
        shades.append(found.convert("L").getpixel((5, 5)))
    assert shades == [0, 128, 255]
    assert found.size == (3000, 20)


def test_colours_of_a_wide_profile_look_the_same_without_it():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    lab = Image.new("LAB", (20, 20), (136, 208, 195))  # a full red

    photo = cleaned(saved(lab, "TIFF", icc_profile=profile.tobytes()))

    red = opened(photo).convert("RGB").getpixel((5, 5))
    assert "icc_profile" not in opened(photo).info
    assert red[0] > 200
    assert max(red[1:]) < 60


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "I", "F", "CMYK"])
def test_pictures_of_every_mode(mode):
    form = "TIFF" if mode in ("CMYK", "I", "F") else "PNG"
    picture = Image.new(mode, (30, 30))

    assert opened(cleaned(saved(picture, form))).size == (30, 30)


def test_sixteen_bits_keep_their_shade():
    grey = Image.new("I;16", (10, 10), 0x8000)

    assert opened(cleaned(png(grey))).getpixel((3, 3)) in range(126, 130)


def test_a_clean_picture_stays_byte_for_byte():
    for dirty in (jpeg(), png()):
        once = cleaned(dirty)
        assert cleaned(once.data) == once


def test_the_same_photo_gives_the_same_bytes():
    assert cleaned(jpeg()) == cleaned(jpeg())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\3\4 docx", b"plain words", b"\xff\xfe"])
def test_what_is_no_picture_is_left_alone(data):
    assert photos.clean(io.BytesIO(data)) is None


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
def test_heic_is_refused_with_what_to_do(brand):
    data = struct.pack(">I", 24) + b"ftyp" + brand + bytes(100)

    with pytest.raises(UserError, match="JPEG"):
        photos.clean(io.BytesIO(data))


@pytest.mark.parametrize("make", [jpeg, png])
def test_a_damaged_picture_is_refused_for_its_place_might_stay(make):
    data = make()

    for cut in (len(data) * 2 // 3, 20):
        with pytest.raises(UserError, match="damaged"):
            photos.clean(io.BytesIO(data[:cut]))


def test_a_picture_beyond_measure_is_refused():
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = b"".join(
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))
        for name, part in ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    )

    with pytest.raises(UserError, match="large"):
        photos.clean(io.BytesIO(b"\x89PNG\r\n\x1a\n" + body))


FORMS = {
    "JPEG": jpeg(),
    "PNG": png(),
    "WEBP": saved(LEFT_HALF_RED, "WEBP"),
    "TIFF": saved(LEFT_HALF_RED, "TIFF", save_all=True, append_images=[LEFT_HALF_RED]),
    "GIF": saved(LEFT_HALF_RED, "GIF"),
    "BMP": saved(LEFT_HALF_RED, "BMP"),
}


@given(st.sampled_from(sorted(FORMS)), st.data())
def test_whatever_bytes_come_the_answer_is_in_words(form, data):
    changed = bytearray(FORMS[form])
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(2, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        photo = photos.clean(io.BytesIO(bytes(changed)))
    except UserError:
        return
    assert photo is None or opened(photo).size


@pytest.mark.parametrize(
    ("picture", "size"),
    [(jpeg(exif=exif(6)), (32, 64)), (png(), (64, 32)), (png(Image.new("RGBA", (9, 9))), (9, 9))],
)
def test_a_thumbnail_is_small_upright_and_bare(picture, size):
    small = photos.thumbnail(io.BytesIO(picture), 64)
    assert small is not None
    assert SECRET not in small
    assert Image.open(io.BytesIO(small)).size == size


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", jpeg()[:200], png()[:60]])
def test_what_shows_nothing_has_no_thumbnail(data):
    assert photos.thumbnail(io.BytesIO(data), 64) is None
