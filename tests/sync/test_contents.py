"""Attached files travel with their records, whole, to whom they may; missing ones are asked for."""

import errno
import hashlib
import os

import pytest

from app.base.errors import UserError
from app.services import erasure, exchange
from app.store import attachment_care, attachments
from app.store.attachments import path_of
from app.sync import contents
from tests.sync import forging
from tests.sync.attached import attach, content, holds, keep, leftovers, lose, noise
from tests.sync.living_network import START

PHOTO = noise(30_000)


@pytest.fixture
def photo(network):
    """Attach a photo to a company on the first laptop; return the record's id."""
    network["P1"].add(row="firma", name="Tartak Łęg")
    return attach(network["P1"], PHOTO)


def sent(place, to="office"):
    """Write a file; return it with how many contents are in it."""
    device = None if to == "office" else place.network.devices[to]
    (file,) = exchange.export(place.db, place.network.wire(), device)
    return file.path, file.attachments


def test_a_content_travels_with_its_record_and_is_not_sent_again(network, photo):
    laptop, office = network["P1"], network["office"]
    file, count = sent(laptop)
    assert count == 1
    report = office.take(file)
    assert (report.files[0].attachments, report.missing_attachments) == (1, [])
    assert holds(office, PHOTO)
    assert leftovers(office) == []
    assert sent(laptop)[1] == 1, "not confirmed yet"
    laptop.take(office.export("P1"))
    assert sent(laptop)[1] == 0
    assert office.take(file).files[0].result == "known"
    assert office.faults() == laptop.faults() == []


def test_it_goes_on_to_the_county_and_to_nobody_else(network, photo):
    network.round()
    network.round()
    assert holds(network["P2"], PHOTO)
    assert holds(network["P4"], PHOTO)
    assert not holds(network["P3"], PHOTO)
    for name in ("P1", "P2", "P3", "P4"):
        assert sent(network["office"], name)[1] == 0


def test_a_lost_file_heals_with_the_next(network, photo):
    sent(network["P1"])
    network.round("P1")
    assert holds(network["office"], PHOTO)


def test_a_missing_content_is_named_asked_for_and_sent_third_hand(network, photo):
    """The office lost it and so did its author; a colleague in the county still holds it."""
    network.round()
    network.round()
    laptop, office, colleague = network["P1"], network["office"], network["P2"]
    lose(laptop, PHOTO)
    lose(office, PHOTO)
    report = office.take(laptop.export())
    assert report.missing_attachments == ["foto.jpg"]
    assert sent(office, "P2")[1] == 0
    colleague.take(office.export("P2"))
    file, count = sent(colleague)
    assert count == 1
    assert office.take(file).missing_attachments == []
    laptop.take(office.export("P1"))
    assert holds(laptop, PHOTO)
    assert exchange.status(laptop.db).missing_attachments == 0


def test_a_content_that_was_changed_on_the_disk_is_asked_for_and_never_sent(network, photo):
    network.round()
    network.round()
    laptop, office = network["P1"], network["office"]
    attach(laptop, noise(500, 2), name="drugie.jpg")
    for data in (PHOTO, noise(500, 2)):
        path_of(laptop.db.folder, content(data).sha256).write_bytes(b"x" * len(data))
    file, count = sent(laptop)
    assert count == 0
    assert office.take(file).missing_attachments == ["drugie.jpg"]
    assert attachment_care.mend(laptop.db) == {content(PHOTO).sha256}
    office.take(laptop.export())
    laptop.take(office.export("P1"))
    assert holds(laptop, PHOTO)


def test_a_content_gone_from_the_disk_does_not_stop_an_export(network, photo):
    path_of(network["P1"].db.folder, content(PHOTO).sha256).unlink()
    file, count = sent(network["P1"])
    assert count == 0
    assert network["office"].take(file).missing_attachments == ["foto.jpg"]


def test_one_changed_in_the_very_moment_makes_no_file(network, photo, monkeypatch):
    monkeypatch.setattr(attachments, "is_whole", lambda store, one: True)
    path_of(network["P1"].db.folder, content(PHOTO).sha256).write_bytes(b"x" * len(PHOTO))
    with pytest.raises(UserError, match="Export once more"):
        network["P1"].export()
    assert list((network.folder / "wire").glob("*/*")) == []


def test_two_records_share_a_content(network, photo):
    other = attach(network["P1"], PHOTO, name="to samo.jpg")
    file, count = sent(network["P1"])
    assert count == 1
    network["office"].take(file)
    network["office"].delete(photo, entity="attachment")
    network["P1"].take(network["office"].export("P1"))
    assert network["P1"].value(other, "sha256", "attachment") == content(PHOTO).sha256
    assert holds(network["P1"], PHOTO)
    assert holds(network["office"], PHOTO)


def test_a_share_in_a_foreign_county_does_not_open_the_way(network, photo):
    """One content on a record in Pisz and on one in Ełk goes to both, each by its own record."""
    network["P3"].add(row="elk", name="Ełk")
    attach(network["P3"], noise(800, 3), company="elk")
    network.round()
    network.round()
    assert not holds(network["P1"], noise(800, 3))
    network["P4"].take(network["office"].export("P4"))
    assert holds(network["P4"], noise(800, 3))


def test_a_deleted_record_needs_none_until_it_comes_back(network, photo):
    laptop, office = network["P1"], network["office"]
    laptop.delete(photo, entity="attachment")
    file, count = sent(laptop)
    assert count == 0
    assert office.take(file).missing_attachments == []
    laptop.db.undo()
    network.round("P1")
    network.round("P1")
    assert holds(office, PHOTO)


def test_erased_contents_never_travel_again(network):
    laptop, office, colleague = network["P1"], network["office"], network["P2"]
    laptop.add(row="firma")
    person = laptop.add(entity="person", last_name="Nowak", county="2816")
    told = {"form": "phone", "status": "planned", "promoters": ("p-1",), "people": (person,)}
    told["planned_from"] = told["planned_to"] = START
    visit = laptop.add(entity="visit", company="firma", **told)
    attach(laptop, PHOTO, company=None, visit=visit)
    old = laptop.export()
    office.take(old)
    assert holds(office, PHOTO)
    erasure.erase_person(office.db, person, with_notes=True)
    erasure.finish(office.db, {"erasure"})
    assert not path_of(office.db.folder, content(PHOTO).sha256).exists()

    file, count = sent(office, "P2")
    colleague.take(file)
    assert count == 0
    stale, count = sent(laptop, "P2")  # a laptop that has not heard of it
    assert count == 1
    early = forging.resealed(stale, laptop, colleague, segments=[], with_contents=True)
    for place, files in ((colleague, (early, stale, early)), (office, (old,))):
        report = place.take(*files)
        assert report.missing_attachments == []
        assert leftovers(place) == []
        assert not path_of(place.db.folder, content(PHOTO).sha256).exists()
    laptop.take(office.export("P1"))
    assert sent(laptop)[1] == sent(laptop, "P2")[1] == 0
    assert not path_of(laptop.db.folder, content(PHOTO).sha256).exists()


def test_pieces_of_what_is_erased_later_are_let_go(network):
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma")
    row = attach(laptop, PHOTO)
    early = forging.resealed(laptop.export(), laptop, office, segments=[], with_contents=True)
    office.take(early)
    assert leftovers(office)
    named = {"entity": "attachment", "row": row, "names": "sha256 name alt_text", "deleted": 0}
    office.db.write_bulk([("2816", ("erasure", "e-1", named))], label="Erased")
    attachment_care.discard_unnamed(office.db)
    assert leftovers(office) == []


def test_a_content_before_its_record_waits_and_comes_into_place(network, photo):
    laptop, office = network["P1"], network["office"]
    file = laptop.export()
    early = forging.resealed(file, laptop, office, segments=[], with_contents=True)
    report = office.take(early)
    assert (report.files[0].result, report.files[0].attachments) == ("known", 0)
    assert leftovers(office) == [f"0-{len(PHOTO)}"]
    assert office.faults() == []
    report = office.take(file)
    assert report.files[0].attachments == 1
    assert holds(office, PHOTO)
    assert leftovers(office) == []


def test_a_content_that_no_record_will_name_is_let_go(network, photo):
    laptop, office = network["P1"], network["office"]
    file = laptop.export()
    early = forging.resealed(file, laptop, office, segments=[], with_contents=True)
    office.take(early)
    laptop.edit(photo, entity="attachment", sha256="ab" * 32)
    office.take(laptop.export())
    assert leftovers(office) == []
    office.take(early)
    assert leftovers(office) == []
    assert not holds(office, PHOTO)


def test_a_dry_run_says_the_same_and_writes_nothing(network, photo):
    office = network["office"]
    file = network["P1"].export()
    dry = office.take(file, dry_run=True)
    assert not (office.db.folder / "attachments").exists()
    wet = office.take(file)
    for name in ("result", "attachments", "unequal"):
        assert getattr(dry.files[0], name) == getattr(wet.files[0], name)
    assert (dry.files[0].attachments, dry.missing_attachments) == (1, ["foto.jpg"])


def test_a_full_disk_keeps_the_records_and_asks_again(network, photo, monkeypatch):
    laptop, office = network["P1"], network["office"]
    file = laptop.export()

    def full(*_words):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(attachments, "write_atomically", full)
        report = office.take(file)
    assert (report.files[0].result, report.missing_attachments) == ("applied", ["foto.jpg"])
    assert "disk is full" in report.files[0].reason
    assert office.value("firma", "name") == "Tartak Łęg"
    laptop.take(office.export("P1"))
    office.take(laptop.export())
    assert holds(office, PHOTO)


def test_an_older_program_says_nothing_of_contents(network, photo):
    laptop, office = network["P1"], network["office"]
    network.round("P1")
    lose(office, PHOTO)
    older = forging.resealed(office.export("P1"), office, laptop, wanted=None)
    laptop.take(older)
    assert sent(laptop)[1] == 0
    laptop.take(office.export("P1"))
    assert sent(laptop)[1] == 1


def test_what_is_asked_for_has_an_end(network, photo, monkeypatch):
    laptop, office = network["P1"], network["office"]
    for seed in range(5):
        attach(laptop, noise(100, seed), name=f"{seed}.jpg")
    network.round("P1")
    for seed in range(5):
        lose(office, noise(100, seed))
    monkeypatch.setattr(contents, "MOST_WANTED", 200)
    for _ in range(3):
        network["P1"].take(office.export("P1"))
        office.take(laptop.export())
    with office.db.reading() as connection:
        assert attachments.missing(connection) == set()


def test_other_bytes_than_the_name_says_are_refused(network, photo):
    laptop, office = network["P1"], network["office"]
    forged = forging.resealed(laptop.export(), laptop, office, with_contents=True, spoil=True)
    report = office.take(forged)
    assert report.missing_attachments == ["foto.jpg"]
    assert not holds(office, PHOTO)
    assert leftovers(office) == []
    office.take(laptop.export())
    assert holds(office, PHOTO)


def test_the_same_hash_by_another_spelling_leads_nowhere(network):
    laptop = network["P1"]
    laptop.add(row="firma")
    kept = keep(laptop, PHOTO)
    change = ("attachment", "a-1", {"sha256": f"../{kept.sha256[:61]}", "company": "firma"})
    laptop.db.write_bulk([("2816", change)], label="Odd")
    file, count = sent(laptop)
    assert count == 0
    assert network["office"].take(file).missing_attachments == []


def test_a_sender_is_asked_only_for_what_it_may_have(network):
    office = network["office"]
    network["P3"].add(row="elk", name="Ełk")
    attach(network["P3"], PHOTO, company="elk")
    network.round()
    lose(office, PHOTO)
    with forging.opened(office.export("P1"), network["P1"]) as bundle:
        assert bundle.manifest.wanted == {}
    with forging.opened(office.export("P3"), network["P3"]) as bundle:
        assert bundle.manifest.wanted == {hashlib.sha256(PHOTO).hexdigest(): ()}
