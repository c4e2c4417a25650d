"""A ZIP from outside is looked at before anything in it is unpacked."""

import io
import struct
import zipfile

import pytest

from app.sync.archive import Archive, Limits
from app.sync.refusal import Refused

SMALL = Limits(members=3, total=100_000, ratio=20, part=1000, manifest=1000)


def packed(*members, compression=zipfile.ZIP_STORED, comment=b""):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
        archive.comment = comment
    return file


def test_sizes_and_contents():
    archive = Archive(packed(("a", b"one"), ("b/c", b"")), SMALL)
    assert archive.sizes == {"a": 3, "b/c": 0}
    assert archive.read("a", 3) == b"one"
    with pytest.raises(Refused, match="more than"):
        archive.read("a", 2)


@pytest.mark.parametrize(
    "name",
    ["/etc/x", "../x", "a/../b", "a/./b", "a//b", "C:x", "a\\b", "ą", "a/", "a\0b"],
)
def test_names_that_lead_elsewhere_are_refused(name):
    info = zipfile.ZipInfo("x")
    info.filename = name
    with pytest.raises(ValueError, match=r"\S"):
        Archive(packed((info, b"")), SMALL)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        Archive(packed(("a", b"1"), ("a", b"2")), SMALL)


def test_limits():
    Archive(packed(*((str(n), b"x") for n in range(5))), SMALL)
    with pytest.raises(Refused, match="more than"):
        Archive(packed(*((str(n), b"x") for n in range(6))), SMALL)
    with pytest.raises(Refused, match="more than"):
        Archive(packed(("a", b"x" * 60_000), ("b", b"x" * 60_000)), SMALL)
    bomb = packed(("a", bytes(50_000)), compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(Refused, match="more than"):
        Archive(bomb, SMALL)


def test_a_list_too_long_is_refused_unread():
    file = packed(*((f"{n}" * 200, b"x") for n in range(5)))
    with pytest.raises(Refused, match="more than"):
        Archive(file, SMALL)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(method):
    with pytest.raises(ValueError, match="not packed"):
        Archive(packed(("a", b"x"), compression=method), SMALL)


def test_a_comment_or_the_64_bit_form_is_refused():
    with pytest.raises(ValueError, match="list"):
        Archive(packed(("a", b"x"), comment=b"hello"), SMALL)
    whole = packed(("a", b"x")).getvalue()
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    with pytest.raises(ValueError, match="list"):
        Archive(io.BytesIO(whole[:-22] + locator + whole[-22:]), SMALL)
