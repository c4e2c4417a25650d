"""A spool gives back what was written and leaves nothing readable on the disk."""

import random

import pytest

from app.sync.spool import Spool


def test_it_is_read_at_any_place():
    content = random.Random(1).randbytes(100_000)
    with Spool(200_000) as spool:
        for at in range(0, len(content), 777):
            spool.write(content[at : at + 777])
        assert spool.reader().read() == content
        for place in (0, 1, 15, 16, 17, 99_990, 99_999, 100_000, 200_000):
            reader = spool.reader()
            reader.seek(place)
            assert reader.read(40) == content[place : place + 40]


def test_more_than_the_limit_is_refused():
    with Spool(10) as spool:
        spool.write(b"0123456789")
        with pytest.raises(ValueError, match="too large"):
            spool.write(b"x")


def test_what_lies_on_the_disk_cannot_be_read():
    with Spool(1000) as spool:
        spool.write(b"Jan Kowalski " * 20)
        spool._file.seek(0)
        assert b"Kowalski" not in spool._file.read()


def test_no_place_before_the_beginning():
    with Spool(10) as spool, pytest.raises(OSError, match="before"):
        spool.reader().raw.seek(-1)
