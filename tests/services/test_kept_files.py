"""A file's content goes in whole or not at all; what cannot go in is said in words."""

import errno
import hashlib
import io
import os
from pathlib import Path

import pytest
from PIL import Image

from app.base import atomic
from app.base.errors import Cancelled, UserError
from app.services import kept_files
from app.store.attachments import path_of

SECRET = b"SECRET-PLACE"


def photo(form: str = "JPEG", size=(60, 40), colour="teal") -> bytes:
    out = io.BytesIO()
    told = Image.Exif()
    told[0x010E] = SECRET.decode()
    Image.new("RGB", size, colour).save(out, form, exif=told)
    return out.getvalue()


def contents_in(store: Path) -> list[str]:
    folder = store / "attachments"
    return sorted(path.name for path in folder.glob("*/*")) if folder.is_dir() else []


def test_a_photo_goes_in_without_its_place(tmp_path):
    source = tmp_path / "Żuraw.JPG"
    source.write_bytes(photo())
    kept = kept_files.keep(tmp_path, source)

    data = path_of(tmp_path, kept.sha256).read_bytes()
    assert SECRET not in data
    assert (kept.name, kept.media_type, kept.size) == ("Żuraw.JPG", "image/jpeg", len(data))
    assert hashlib.sha256(data).hexdigest() == kept.sha256


def test_a_picture_that_changes_its_form_changes_its_ending(tmp_path):
    kept = kept_files.keep(tmp_path, photo("WEBP"), "stoisko.webp")
    assert (kept.name, kept.media_type) == ("stoisko.jpg", "image/jpeg")
    assert kept_files.keep(tmp_path, photo("PNG"), "bez końcówki").name == "bez końcówki.png"
    assert kept_files.keep(tmp_path, photo(), "a.jpeg").name == "a.jpeg"


def test_another_file_goes_in_as_it_is_and_tells_how_far_it_is(tmp_path):
    source, steps = tmp_path / "umowa.pdf", []
    source.write_bytes(b"%PDF-1.7 " + bytes(3_000_000))

    class Watch:
        def step(self, done, total, text=""):
            steps.append((done, total, text))

    kept = kept_files.keep(tmp_path / "s", source, progress=Watch())
    assert path_of(tmp_path / "s", kept.sha256).read_bytes() == source.read_bytes()
    assert (kept.media_type, kept.size) == ("application/pdf", source.stat().st_size)
    assert steps[-1] == (2 * kept.size, 2 * kept.size, "umowa.pdf")
    assert len(steps) > 4


def test_the_same_content_stands_once(tmp_path):
    one, other = kept_files.keep(tmp_path, b"x", "a.txt"), kept_files.keep(tmp_path, b"x", "b.txt")
    assert one.sha256 == other.sha256
    assert contents_in(tmp_path) == [one.sha256]


def test_stopping_leaves_nothing(tmp_path):
    class Stop:
        def step(self, done, total, text=""):
            if done > total / 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        kept_files.keep(tmp_path, bytes(3_000_000), "film.mp4", Stop())
    assert contents_in(tmp_path) == []


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path):
    source = tmp_path / "rosnie.log"
    source.write_bytes(bytes(2_000_000))

    class Grow:
        def step(self, done, total, text=""):
            if done == total / 2:
                source.write_bytes(b"!" + bytes(1_999_999))

    with pytest.raises(UserError, match="changed on the way"):
        kept_files.keep(tmp_path / "s", source, progress=Grow())
    assert contents_in(tmp_path / "s") == []


def test_what_is_no_file_is_said_in_words(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "pusty.txt").touch()
    os.mkfifo(tmp_path / "rura") if hasattr(os, "mkfifo") else (tmp_path / "rura").mkdir()
    for name, words in (
        ("folder", "is a folder"),
        ("pusty.txt", "is empty"),
        ("rura", "no file|is a folder"),
        ("nie ma.txt", "cannot be read: there is no such file"),
    ):
        with pytest.raises(UserError, match=words):
            kept_files.keep(tmp_path / "s", tmp_path / name)
    assert contents_in(tmp_path / "s") == []


def test_what_is_too_large_is_told_with_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_files, "LARGEST", 1_000)
    with pytest.raises(UserError, match=r"film\.mp4 has 2.kB; .* at most 100 MB"):
        kept_files.keep(tmp_path, bytes(2_000), "film.mp4")
    with pytest.raises(UserError, match="at most 100 MB"):
        kept_files.keep(tmp_path, photo(size=(900, 900)), "a.jpg")
    assert contents_in(tmp_path) == []


def test_heic_says_what_can_be_done(tmp_path):
    with pytest.raises(UserError, match="Save the photo as JPEG"):
        kept_files.keep(tmp_path, b"\0\0\0\x18ftypheic" + bytes(40), "IMG_1.HEIC")


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic.os, "fsync", full)
    source = tmp_path / "umowa.pdf"
    source.write_bytes(b"%PDF")
    for given in (source, photo()):
        with pytest.raises(UserError, match="disk is full"):
            kept_files.keep(tmp_path / "s", given, "umowa.pdf")
    assert contents_in(tmp_path / "s") == []


def test_a_source_that_fails_while_it_is_read_is_told(tmp_path, monkeypatch):
    source = tmp_path / "stick.pdf"
    source.write_bytes(b"%PDF")

    def gone(file):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))

    monkeypatch.setattr(kept_files.contents, "content_of", gone)
    with pytest.raises(UserError, match=r"stick\.pdf cannot be read: the disk or stick was taken"):
        kept_files.keep(tmp_path / "s", source)


@pytest.mark.parametrize("name", ["../../etc/passwd", "con.txt", "gpj\u202e.exe", "", "a/b\\c.txt"])
def test_names_that_lead_astray_are_made_plain(tmp_path, name):
    kept = kept_files.keep(tmp_path, b"x", name)
    assert kept.name in ("passwd", "_con.txt", "gpj .exe", "gpj.exe", "file", "c.txt")


def test_a_draft_holds_kept_files_and_forgets_those_that_are_gone(tmp_path):
    kept = [kept_files.keep(tmp_path, b"one", "Żuk.txt"), kept_files.keep(tmp_path, b"two", "b")]
    words = kept_files.draft_of(kept)
    assert kept_files.from_draft(tmp_path, words) == kept
    path_of(tmp_path, kept[1].sha256).unlink()
    assert kept_files.from_draft(tmp_path, words) == kept[:1]
    assert kept_files.draft_of([]) == ""
    for broken in (
        "",
        "{",
        '[{"a": 1}]',
        "[1]",
        '[{"sha256":"..","size":1,"name":"","media_type":""}]',
    ):
        assert kept_files.from_draft(tmp_path, broken) == []


def test_of_several_files_those_that_are_refused_hinder_no_other(tmp_path):
    steps = []

    class Watch:
        def step(self, done, total, text=""):
            steps.append((done, total))

    (tmp_path / "folder").mkdir()
    sources = [
        (bytes(b"a" * 1_500_000), "a.bin"),
        (tmp_path / "folder", "folder"),
        (tmp_path / "none", "none"),
        (b"b" * 500_000, "b.bin"),
    ]
    found = kept_files.keep_all(tmp_path / "s", sources, Watch())
    assert [one.name for one in found.kept] == ["a.bin", "b.bin"]
    assert [words.split()[0] for words in found.refused] == ["folder", "none"]
    assert sorted(steps) == steps, "the bar never goes back"
    assert all(done <= total for done, total in steps)


def test_stopping_several_stops_them_all(tmp_path):
    class Stop:
        def step(self, done, total, text=""):
            if text == "b.bin":
                raise Cancelled

    with pytest.raises(Cancelled):
        kept_files.keep_all(tmp_path, [(b"a", "a.bin"), (b"b", "b.bin")], Stop())
