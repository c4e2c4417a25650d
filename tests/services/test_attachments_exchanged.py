"""Files attached in one store are seen in the other; what was erased goes from both."""

import io

import pytest
from PIL import Image

from app.model.attachment import Attachment
from app.services import (
    attachment_files,
    attachments,
    companies,
    conflicts,
    erasure,
    exchange,
    records,
    visits,
)
from app.services.attachments import Owner, State
from app.store.attachments import path_of
from tests.services.network import Network


@pytest.fixture
def network(tmp_path, time):
    made = Network(tmp_path)
    yield made
    made.close()


def photo(colour="teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def owner(network):
    return Owner("company", network.company("Tartak"))


def listed(database, owner):
    return database.read(attachments.of_record, database.folder, owner)


def to_office(network, place="out"):
    return exchange.take_in(network.office, [network.hand_over(place)])


def back(network, place="back"):
    (file,) = exchange.export(network.office, network.folder / place, network.promoter.who.device)
    return exchange.take_in(network.promoter, [file.path])


def test_a_photo_is_seen_in_the_other_store(network, owner):
    attachments.attach(network.promoter, owner, photo(), "stoisko.jpg")
    report = to_office(network)
    assert (report.files[0].attachments, report.missing_attachments) == (1, [])
    (row,) = listed(network.office, owner)
    assert (row.name, row.state) == ("stoisko.jpg", State.HERE)
    small = attachment_files.thumbnail(network.office.folder, row.sha256, 60)
    assert Image.open(io.BytesIO(small)).size == (60, 40)


def test_what_is_damaged_is_asked_for_and_comes_again(network, owner):
    attachments.attach(network.promoter, owner, photo(), "stoisko.jpg")
    to_office(network)
    (row,) = listed(network.promoter, owner)
    path_of(network.promoter.folder, row.sha256).write_bytes(b"spoilt")
    (row,) = listed(network.promoter, owner)
    assert row.state is State.DAMAGED
    attachment_files.ask_again(network.promoter, row)
    assert exchange.status(network.promoter).missing_attachments == 1
    assert listed(network.promoter, owner)[0].state is State.COMING
    to_office(network, "asked")
    back(network)
    assert listed(network.promoter, owner)[0].state is State.HERE


def test_two_descriptions_stand_as_a_conflict(network, owner):
    (row,) = attachments.attach(network.promoter, owner, photo(), "stoisko.jpg").result
    to_office(network)
    for database, words in ((network.promoter, "Stoisko w Piszu"), (network.office, "Targi")):
        database.write(describe, row.id, alt_text=words, label="Described")
    to_office(network, "again")
    (found,) = network.office.read(conflicts.listed)
    assert {one.value for one in found.values} == {"Stoisko w Piszu", "Targi"}


def test_taking_off_travels_and_against_a_description_it_lives(network, owner):
    (row,) = attachments.attach(network.promoter, owner, photo(), "stoisko.jpg").result
    to_office(network)
    network.promoter.write(attachments.detach, row.id, label="Taken off")
    to_office(network, "off")
    assert listed(network.office, owner) == []


def test_photos_of_an_erased_person_go_from_both_stores(network, owner):
    promoter = network.promoter
    person = promoter.write(
        companies.add_person, owner.row, first_name="Żaneta", last_name="Łoś", label="Added"
    ).result.id
    visit = promoter.write(
        visits.record, owner.row, "interested", people=(person,), label="Recorded"
    ).result.id
    attachments.attach(promoter, Owner("visit", visit), photo(), "u pani Łoś.jpg")
    (met,) = listed(promoter, Owner("visit", visit))
    (seen,) = attachments.attach(promoter, owner, photo("red"), "grupa.jpg").result
    attachments.attach(promoter, owner, photo("blue"), "hala.jpg")
    promoter.write(describe, seen.id, people_shown="Jan Kowal, ŻANETA  Łoś", label="Described")
    to_office(network)
    extent = promoter.read(erasure.extent, person)
    assert (extent.attachments, extent.shown) == (1, 1)

    erasure.erase_person(promoter, person)
    to_office(network, "erased")

    for database in (promoter, network.office):
        assert [row.name for row in listed(database, owner)] == ["hala.jpg"]
        assert listed(database, Owner("visit", visit)) == []
        for sha256 in (met.sha256, seen.sha256):
            assert not path_of(database.folder, sha256).exists()


@pytest.mark.parametrize(
    ("first", "last", "shown", "goes"),
    [
        ("Żaneta", "Łoś", "Anna Łoś, Żaneta Kowal", False),
        ("Żaneta", "Łoś", "Łoś Żaneta i Jan Kowal", True),
        ("Żaneta", "Łoś", "Żaneta Łośkiewicz", False),
        ("Żaneta", "Łoś-Kowal", "żaneta łoś-kowal; Jan", True),
        (None, "Олена", "Jan, Олена", True),
        (None, "Anna", "Anna Łoś", False),
        (None, "-", "Jan - Kowal", False),
        ("Jan", "?", "Jan", False),
    ],
)
def test_only_who_is_named_loses_the_photo(network, owner, first, last, shown, goes):
    promoter = network.promoter
    person = promoter.write(
        companies.add_person, owner.row, first_name=first, last_name=last, label="Added"
    ).result.id
    (row,) = attachments.attach(promoter, owner, photo(), "grupa.jpg").result
    promoter.write(describe, row.id, people_shown=shown, label="Described")
    erasure.erase_person(promoter, person)
    assert listed(promoter, owner) == [] if goes else len(listed(promoter, owner)) == 1


def describe(session, row, **values):
    return records.save(session, records.get(session, Attachment, row), values)
