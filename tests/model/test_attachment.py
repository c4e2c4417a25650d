"""What an attachment's record must say."""

import pytest

from app.model.attachment import LARGEST, OWNERS, Attachment

GOOD = {"sha256": "ab" * 32, "name": "photo.jpg", "size": 12, "visit": "v-1"}


def problems(**changed) -> list[str]:
    return [problem.field for problem in Attachment(**(GOOD | changed)).check()]


@pytest.mark.parametrize("owner", OWNERS)
def test_a_whole_record(owner):
    assert problems(**({"visit": None} | {owner: "x"})) == []


@pytest.mark.parametrize("sha256", ["", None, "ab", "AB" * 32, "../" + "ab" * 31, "ab" * 32 + "\n"])
def test_a_content_is_named_by_its_hash(sha256):
    assert problems(sha256=sha256) == ["sha256"]


@pytest.mark.parametrize("size", [-1, LARGEST + 1])
def test_a_size_that_no_file_has(size):
    assert problems(size=size) == ["size"]


def test_it_belongs_to_a_record():
    assert problems(visit=None) == ["visit"]
