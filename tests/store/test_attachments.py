"""A content stands once, whole, under its hash; table and folder agree or it is said."""

import errno
import hashlib
import io
import os

import pytest

from app.base import atomic
from app.base.errors import UserError
from app.base.ids import new_id
from app.model.attachment import Attachment
from app.store import attachment_care, attachments
from app.store.attachments import CHUNK, ChangedContentError, Content, path_of

PHOTO = bytes(range(256)) * 40


def content(data: bytes = PHOTO) -> Content:
    return Content(hashlib.sha256(data).hexdigest(), len(data))


def keep(database, data: bytes = PHOTO) -> Content:
    """Put a content in its place and note it."""
    kept = content(data)
    attachments.put(database.folder, kept, [data])
    with database.writing() as connection:
        attachments.note(connection, kept)
    return kept


def attach(database, data: bytes = PHOTO, **values) -> str:
    """Save a record that names a content."""
    given = {"sha256": content(data).sha256, "name": "photo.jpg", "scope": "2816", "visit": "v"}
    row = Attachment(id=new_id(), **(given | values))

    def save(session) -> str:
        session.add(row)
        return row.id

    return database.write(save, label="Attach").result


def files(database) -> list[str]:
    folder = database.folder / attachments.FOLDER
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def missing(database, scopes=None) -> set[str]:
    with database.reading() as connection:
        return attachments.missing(connection, scopes)


def faults(database) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in attachment_care.attachment_faults(database)]


def test_a_content_stands_under_its_hash(database):
    kept = keep(database)
    path = database.folder / "attachments" / kept.sha256[:2] / kept.sha256

    assert path.read_bytes() == PHOTO
    with database.reading() as connection:
        assert attachments.find(connection, kept.sha256) == kept
    assert faults(database) == []


def test_a_content_is_written_once(database, monkeypatch):
    keep(database)
    monkeypatch.setattr(atomic.os, "urandom", lambda size: pytest.fail("written again"))

    keep(database)


def test_a_spoilt_content_is_put_right_by_the_next_of_its_kind(database):
    kept = keep(database)
    path = path_of(database.folder, kept.sha256)
    path.write_bytes(b"x" * len(PHOTO))

    keep(database)

    assert path.read_bytes() == PHOTO


@pytest.mark.parametrize("parts", [[], [PHOTO[:-1]], [PHOTO, b"more"], [b"x" * len(PHOTO)]])
def test_other_bytes_than_the_name_says_are_not_kept(database, parts):
    with pytest.raises(ChangedContentError):
        attachments.put(database.folder, content(), parts)

    assert files(database) == []
    assert not path_of(database.folder, content().sha256).exists()


def test_endless_bytes_are_not_written_to_their_end(database):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield b"x" * CHUNK

    with pytest.raises(ChangedContentError):
        attachments.put(database.folder, content(), endless())
    assert len(taken) == 1


@pytest.mark.parametrize("name", ["", "../../x", "AB" * 32, None, "ab" * 31 + "/."])
def test_a_name_that_is_no_hash_leads_nowhere(database, name):
    with pytest.raises(ValueError, match="names no content"):
        path_of(database.folder, name)


@pytest.mark.parametrize(
    ("error", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "cannot be written"), (errno.EIO, "disk")],
)
def test_what_the_disk_refuses_is_told_and_leaves_nothing(database, monkeypatch, error, words):
    def fails(handle):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(atomic.os, "fsync", fails)

    with pytest.raises(UserError, match=words):
        attachments.put(database.folder, content(), [PHOTO])
    assert files(database) == []


def test_the_name_and_size_of_a_file():
    assert attachments.content_of(io.BytesIO(PHOTO)) == content()
    assert attachments.content_of(io.BytesIO(b"")) == content(b"")


def test_what_is_named_and_not_here_is_missing(two_counties):
    attach(two_counties)
    attach(two_counties, b"elk", scope="2805")
    assert missing(two_counties) == {content().sha256, content(b"elk").sha256}
    assert missing(two_counties, {"2816"}) == {content().sha256}

    keep(two_counties)

    assert missing(two_counties) == {content(b"elk").sha256}
    assert missing(two_counties, {"2816"}) == set()


def test_a_deleted_record_needs_nothing_but_its_content_stays(database):
    row = attach(database)
    keep(database)

    def delete(session) -> None:
        session.get(Attachment, row).deleted = True

    database.write(delete, label="Delete")

    assert missing(database) == set()
    assert attachment_care.discard_unnamed(database) == set()
    database.undo()
    assert missing(database) == set()


def test_a_name_from_elsewhere_that_is_no_hash_is_never_needed(database):
    attach(database, sha256="../../../etc/passwd")

    assert missing(database) == set()


def test_names_for_people(database):
    attach(database, name="b.jpg")
    attach(database, name="a.jpg")
    sha256 = content().sha256

    with database.reading() as connection:
        assert attachments.names_of(connection, {sha256}) == {sha256: "a.jpg"}
        assert attachments.names_of(connection, set()) == {}


def test_entries_name_contents():
    one, other = "ab" * 32, "0c" * 32
    lines = (
        f'["Zdjęcie",["attachment","a",{{"sha256":"{one}","name":"sha256"}}]]\n'
        f'[["x"],["attachment","b",{{"sha256":null}}]]\t["salt",{{"sha256": "{other}"}}]\n'
    )

    assert attachments.named_in(lines.encode()) == {one, other}
    assert attachments.named_in(b'{"sha256":"short"}') == set()


def test_contents_that_are_gone_or_changed_are_faults(database):
    gone, changed, cut = keep(database, b"gone"), keep(database, b"changed"), keep(database, b"cut")
    path_of(database.folder, gone.sha256).unlink()
    path_of(database.folder, changed.sha256).write_bytes(b"CHANGED")
    path_of(database.folder, cut.sha256).write_bytes(b"cu")

    assert sorted(faults(database)) == sorted(
        [
            (f"attachment {gone.sha256}", "its content is gone from the folder"),
            (f"attachment {changed.sha256}", "its content is not what was attached"),
            (f"attachment {cut.sha256}", "its content is not what was attached"),
        ]
    )


def test_mending_lets_them_be_asked_for_again(database):
    whole, broken = keep(database, b"whole"), keep(database, b"broken")
    attach(database, b"whole")
    attach(database, b"broken")
    path_of(database.folder, broken.sha256).write_bytes(b"BROKEN")

    assert attachment_care.mend(database) == {broken.sha256}

    assert missing(database) == {broken.sha256}
    assert path_of(database.folder, whole.sha256).exists()
    assert not path_of(database.folder, broken.sha256).exists()
    assert faults(database) == []


def test_table_and_folder_are_put_in_step(database):
    lost, found, wrong = keep(database, b"lost"), content(b"found"), content(b"wrong")
    for data in (b"lost", b"found", b"wrong"):
        attach(database, data)
    path_of(database.folder, lost.sha256).unlink()
    attachments.put(database.folder, found, [b"found"])
    attachments.put(database.folder, wrong, [b"wrong"])
    path_of(database.folder, wrong.sha256).write_bytes(b"WRONG")

    with database.writing() as connection:
        settled = attachment_care.settle(connection, database.folder)

    assert (settled.lost, settled.found) == ({lost.sha256}, {found.sha256})
    assert missing(database) == {lost.sha256, wrong.sha256}


def test_an_erased_record_takes_its_content_along_unless_it_is_shared(two_counties):
    alone, shared = keep(two_counties, b"alone"), keep(two_counties, b"shared")
    rows = [attach(two_counties, b"alone"), attach(two_counties, b"shared")]
    attach(two_counties, b"shared", scope="2805")
    with two_counties.writing() as connection:  # as erasure leaves the rows
        for row in rows:
            connection.exec_driver_sql("UPDATE attachment SET sha256=NULL WHERE id=?", (row,))

    assert attachment_care.discard_unnamed(two_counties) == {alone.sha256}

    assert not path_of(two_counties.folder, alone.sha256).exists()
    assert path_of(two_counties.folder, shared.sha256).exists()
    assert faults(two_counties) == []
