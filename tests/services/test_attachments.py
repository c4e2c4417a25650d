"""Files of a record: attached, listed with their state, taken off, erased; sent to others."""

import io
import json
from datetime import timedelta

import pytest
from PIL import Image

from app.base import clock
from app.base.errors import UserError
from app.model.attachment import Attachment
from app.services import attachments, companies, kept_files, merging, records
from app.services.attachments import Owner, State
from app.store import attachment_care
from app.store.attachments import path_of
from app.store.verify import verify


def picture(colour="teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def owner(company):
    return Owner("company", company.id)


@pytest.fixture
def attach(db, owner):
    def deed(data=b"umowa", name="umowa.pdf", to=owner):
        return attachments.attach(db, to, data, name).result

    return deed


def listed(db, owner):
    return db.read(attachments.of_record, db.folder, owner)


def test_a_file_is_attached_and_listed(db, owner, attach):
    (row,) = attach(picture(), "stoisko.png")
    (shown,) = listed(db, owner)
    assert (shown.id, shown.name, shown.state) == (row.id, "stoisko.png", State.HERE)
    assert shown.is_picture
    assert shown.size == path_of(db.folder, shown.sha256).stat().st_size
    assert db.read(attachments.find, db.folder, row.id) == shown
    assert db.read(attachments.owner_of, row.id) == owner
    assert row.scope == "2816"
    assert verify(db) == []


def test_one_undo_takes_off_what_one_deed_attached(db, save, owner):
    kept = [kept_files.keep(db.folder, name.encode(), name) for name in ("a.txt", "b.txt")]
    save(attachments.add, db.folder, owner, kept)
    assert [row.name for row in listed(db, owner)] == ["a.txt", "b.txt"]
    db.undo()
    assert listed(db, owner) == []


def test_the_same_content_is_attached_once_to_one_record(db, save, owner, attach):
    attach()
    assert attach(name="inna nazwa.pdf") == []
    other = Owner("company", save(companies.save, name="Młyn", county="2816").id)
    assert len(attach(to=other)) == 1
    assert len(listed(db, owner)) == 1


def test_what_was_taken_off_can_be_attached_again(db, save, owner, attach):
    (row,) = attach()
    save(attachments.detach, row.id)
    assert len(attach()) == 1


def test_equal_names_are_told_apart(db, owner, attach):
    for data in (b"1", b"2", b"3"):
        attach(data, "zdjęcie.jpg")
    attach(b"4", "ZDJĘCIE.jpg")
    assert [row.name for row in listed(db, owner)] == [
        "zdjęcie (2).jpg", "zdjęcie (3).jpg", "ZDJĘCIE (4).jpg", "zdjęcie.jpg",
    ]  # fmt: skip


def test_taking_off_is_undone_with_the_content(db, save, owner, attach):
    (row,) = attach()
    save(attachments.detach, row.id)
    assert listed(db, owner) == []
    attachment_care.sweep(db)
    db.undo()
    assert [one.state for one in listed(db, owner)] == [State.HERE]
    save(attachments.detach, row.id)
    with pytest.raises(UserError, match="not here any more"):
        save(attachments.detach, row.id)


def test_a_record_that_is_gone_takes_no_files(db, save, owner, company):
    save(lambda s: records.delete(s, s.get(type(company), company.id)))
    with pytest.raises(UserError, match="not here any more"):
        attachments.attach(db, owner, b"x", "a.txt")
    assert db.read(lambda s: s.query(Attachment).count()) == 0


def test_a_content_that_went_meanwhile_is_not_attached(db, save, owner):
    kept = kept_files.keep(db.folder, b"x", "a.txt")
    path_of(db.folder, kept.sha256).unlink()
    with pytest.raises(UserError, match=r"a\.txt is not here any more"):
        save(attachments.add, db.folder, owner, [kept])


def test_the_state_is_told(db, save, owner, attach):
    (gone,), (cut,) = attach(b"one", "1.txt"), attach(b"two", "2.txt")
    row = records.new(Attachment, sha256="ab" * 32, size=2_300_000, name="3.jpg", company=owner.row)
    save(records.save, row)
    path_of(db.folder, gone.sha256).unlink()
    path_of(db.folder, cut.sha256).write_bytes(b"t")
    assert [one.state for one in listed(db, owner)] == [
        State.DAMAGED, State.DAMAGED, State.COMING,
    ]  # fmt: skip


def test_attaching_the_original_again_heals_a_damaged_content(db, save, owner, attach):
    (row,) = attach()
    path_of(db.folder, row.sha256).write_bytes(b"?")
    attach()
    assert [one.state for one in listed(db, owner)] == [State.HERE]


def test_files_of_joined_companies_are_shown_as_one(db, save, owner, attach):
    other = save(companies.save, name="Tartak Łęg s.c.", county="2816").id
    attach()
    attach(b"inny", "inny.txt", Owner("company", other))
    save(merging.join, owner.row, other)
    assert {row.name for row in listed(db, owner)} == {"umowa.pdf", "inny.txt"}


def test_another_county_takes_no_files_of_ours(db):
    fields = {"name": "Ełk", "county": "2805", "deleted": 0}
    db.write_bulk([("2805", ("company", "elk", fields))], label="As if it had come in")
    with pytest.raises(UserError, match="keeps no records"):
        attachments.attach(db, Owner("company", "elk"), b"x", "a.txt")


def test_what_a_draft_waits_with_outlives_sweeping(db, time):
    kept, other = (kept_files.keep(db.folder, one, "a.txt") for one in (b"draft", b"left"))
    draft = {"visit/new": {"values": {"files": kept_files.draft_of([kept])}}}
    (db.folder / "drafts.json").write_text(json.dumps(draft))
    time(clock.now() + timedelta(days=4000))
    attachment_care.sweep(db)
    assert path_of(db.folder, kept.sha256).exists()
    assert not path_of(db.folder, other.sha256).exists()
