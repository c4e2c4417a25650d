"""What is on its way is told with its size, what has come of it, and to what it belongs."""

from app.model.attachment import Attachment
from app.services import attachments, missing_files, naming, records
from app.services.attachments import Owner
from app.store import attachment_pieces
from app.store.attachment_pieces import Arriving
from app.store.attachments import Content, path_of
from tests.services.conftest import ANNA


def listed(db):
    return db.read(missing_files.listed, db.folder)


def test_nothing_is_missing_at_first(db, company):
    attachments.attach(db, Owner("company", company.id), b"x", "a.txt")
    assert listed(db) == []
    assert db.read(missing_files.last_asked) is None


def test_a_file_on_its_way_is_told_with_its_pieces(db, save, company):
    content = Content("ab" * 32, 3_000)
    row = records.new(
        Attachment, sha256=content.sha256, size=3_000, name="stoisko.jpg", company=company.id
    )
    save(records.save, row)
    attachment_pieces.keep(db.folder, content, 0, [bytes(1_000)], 1_000)
    with db.writing() as connection:
        attachment_pieces.note(connection, Arriving(content, row.id))

    (one,) = listed(db)
    assert (one.name, one.size, one.come) == ("stoisko.jpg", 3_000, 1_000)
    assert (one.owner, one.owner_words) == (Owner("company", company.id), "Company: Tartak Łęg")
    assert one.by == db.read(naming.titles, "promoter", [ANNA])[ANNA]


def test_what_was_taken_off_or_let_go_is_no_longer_asked_for(db, save, company):
    (row,) = attachments.attach(db, Owner("company", company.id), b"x", "a.txt").result
    path_of(db.folder, row.sha256).unlink()
    with db.writing() as connection:
        connection.exec_driver_sql("DELETE FROM attachment_content")
    assert [one.name for one in listed(db)] == ["a.txt"]
    save(attachments.detach, row.id)
    assert listed(db) == []
