"""The automatic copies as people see them."""

import os

from app.services import care, copies


def test_copies_are_listed_the_latest_first(db):
    assert copies.listed(db) == []
    made = care.copy_today(db)
    older = copies.folder(db) / "2020-01-01.db"
    older.write_bytes(b"older")
    os.utime(older, (1_577_880_000, 1_577_880_000))
    (copies.folder(db) / "notes.txt").touch()
    found = copies.listed(db)
    assert [one.path for one in found] == [made, older]
    assert found[1].size == 5
    assert found[1].made.year == 2020
    assert found[1].made.tzinfo is not None
