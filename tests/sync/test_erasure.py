"""Erased people: gone everywhere, whatever file, backup or laptop brings them again."""

import json

import pytest

from app.base.errors import UserError
from app.services import care, erasure
from app.store import veil
from app.sync import importing
from app.sync.segment import payload_lines
from tests.sync.forging import opened, resealed

WORDS = ("Żaneta", "Łośkiewicz", "zl@tartak.pl", "prezeska", "rozmowa z panią")


@pytest.fixture
def known(network):
    """Let P1 know a person and everybody who may hear of her."""
    firm = network["P1"].add(name="Tartak", county="2816")
    person = network["P1"].add(
        entity="person",
        first_name="Żaneta",
        last_name="Łośkiewicz",
        email="zl@tartak.pl",
        county="2816",
        group="employer",
    )
    network["P1"].add(entity="affiliation", person=person, company=firm, function="prezeska")
    network["P1"].add(
        entity="visit",
        company=firm,
        form="in_person",
        status="planned",
        planned_from=network._now,
        promoters=("p",),
        people=(person,),
        note="rozmowa z panią prezes",
    )
    network.round()
    return person


def erase(place, person):
    return erasure.erase_person(place.db, person)


def said_of_her(place) -> set[str]:
    """Return the words about the person that a store's file still holds, wherever they stand."""
    place.close()
    held = b"".join(file.read_bytes() for file in place.folder.glob("centrum-csr.db*"))
    place.db  # noqa: B018 - opens the store again
    spelled = [(word, word.encode()) for word in WORDS]
    spelled += [(word, json.dumps(word)[1:-1].encode()) for word in WORDS]
    return {word for word, form in spelled if form in held}


def assert_gone(network, person, *names):
    for name in names:
        place = network[name]
        row = place.sql(
            'SELECT first_name, last_name, email, "group" FROM person WHERE id=?', person
        )
        assert row == [(None, None, None, "employer")], name
        assert said_of_her(place) == set(), name
        assert place.faults() == [], name


def test_she_is_gone_from_every_store_that_hears_of_it(network, known):
    assert said_of_her(network["P2"]) >= {"Żaneta", "prezeska"}
    erase(network["office"], known)
    network.round()
    assert_gone(network, known, "office", "P1", "P2", "P4")
    assert network["P1"].dump(("2816",)) == network["office"].dump(("2816",))


def test_a_promoter_erases_in_its_own_county(network, known):
    erase(network["P2"], known)
    network.round()
    network.round()
    assert_gone(network, known, "office", "P1", "P2", "P4")


def test_a_promoter_may_not_erase_elsewhere(network):
    other = network["P3"].add(entity="person", last_name="Ełcki", county="2805")
    network.round()
    with pytest.raises(UserError, match="not here"):
        erase(network["P1"], other)
    assert network["office"].value(other, "last_name", "person") == "Ełcki"


def test_an_older_file_does_not_bring_her_back(network, known):
    network["P1"].edit(known, entity="person", last_name="Łośkiewicz-Kowal")
    older = network["P1"].export()
    newest = network["P1"].export("P2")
    erase(network["office"], known)
    network["office"].take(older)
    network["P2"].take(network["office"].export("P2"))
    network["P2"].take(newest)
    network["P1"].take(network["office"].export("P1"))
    network.round()
    assert_gone(network, known, "office", "P1", "P2")


def test_a_concurrent_edit_does_not_bring_her_back(network, known):
    network["P1"].edit(known, entity="person", last_name="Łośkiewicz-Nowak", language="uk")
    network["P2"].edit(known, entity="person", last_name="Łośkiewicz-Kowal")
    erase(network["office"], known)
    network.round()
    network.round()
    assert_gone(network, known, "office", "P1", "P2", "P4")
    assert network["office"].value(known, "language", "person") == "uk"
    assert network["office"].conflicts() == {}


def test_a_backup_brings_her_back_until_the_next_file_only(network, known):
    place = network["P1"]
    copy = network.wire() / "backup.db"
    copy.parent.mkdir(parents=True)
    care.save_copy(place.db, copy)
    erase(network["office"], known)
    network.round()
    place.close()
    care.restore(copy, place.folder)
    network.round()
    network.round()
    assert_gone(network, known, "office", "P1")


def test_a_third_device_that_never_met_her_takes_the_file_without_her(network, known):
    erase(network["office"], known)
    file = network["office"].export("P2")
    with opened(file, network["P2"]) as bundle:
        data = b"".join(bundle.segment_bytes(part) for part in bundle.manifest.segments)
    assert not [word for word in WORDS if word.encode() in data]
    assert not network["P2"].take(file).refused
    assert_gone(network, known, "P2")


def test_the_same_file_twice_and_in_any_order_changes_nothing(network, known):
    erase(network["P1"], known)
    file = network["P1"].export()
    network["office"].take(file, file)
    assert network["office"].take(file).files[0].result == "known"
    assert_gone(network, known, "office")


# -- nobody can hide changes --------------------------------------------------------------------


def _blanked(file, receiver, person) -> list[bytes]:
    with opened(file, receiver) as bundle:
        segments = [bundle.segment_bytes(part) for part in bundle.manifest.segments]
    done = []
    for data in segments:
        lines = data.split(b"\n")
        for place in range(2, len(lines), 2):
            lines[place] = veil.blanked(lines[place], {person: frozenset()})
        done.append(b"\n".join(lines))
    return done


def test_what_nobody_erased_cannot_be_left_out(network, known):
    network["P1"].edit(known, entity="person", email="new@tartak.pl")
    file = network["P1"].export()
    segments = _blanked(file, network["office"], known)
    assert any(b"\t\n" in data for data in segments)
    forged = resealed(file, network["P1"], network["office"], segments)
    report = network["office"].take(forged)
    assert report.files[0].taken.new == 0
    assert report.files[0].taken.waiting == 1
    assert report.files[0].missing == []
    assert network["office"].value(known, "email", "person") == "zl@tartak.pl"
    assert not network["office"].take(file).refused
    assert network["office"].value(known, "email", "person") == "new@tartak.pl"
    assert network["office"].sql("SELECT * FROM waiting") == []
    assert network["office"].faults() == []


def test_what_was_left_out_is_taken_once_the_erasure_comes(network, known):
    network["P2"].edit(known, entity="person", email="new@tartak.pl")
    file = network["P2"].export()
    forged = resealed(
        file, network["P2"], network["office"], _blanked(file, network["office"], known)
    )
    network["office"].take(forged)
    erase(network["P1"], known)
    report = network["office"].take(network["P1"].export())
    assert network["office"].sql("SELECT * FROM waiting") == []
    assert report.files[0].taken.new > 1
    network.round()
    assert_gone(network, known, "office", "P1", "P2")


def test_remains_of_an_erased_change_cannot_be_forged(network, known):
    erase(network["P1"], known)
    network["P1"].edit(known, entity="person", language="uk")
    file = network["P1"].export()
    with opened(file, network["office"]) as bundle:
        segments = [bundle.segment_bytes(part) for part in bundle.manifest.segments]
    forged = [data.replace(b'"language":"uk"', b'"language":"en"') for data in segments]
    assert forged != segments
    report = network["office"].take(resealed(file, network["P1"], network["office"], forged))
    assert report.refused
    assert "damaged" in report.files[0].reason


def test_verify_names_what_is_missing_without_an_erasure(network, known):
    place = network["P1"]
    erase(place, known)
    assert place.faults() == []
    with place.db.writing() as connection:
        connection.exec_driver_sql("DELETE FROM erased WHERE entity='person'")
    assert any(fault.where.startswith("erased ") for fault in place.faults())


def test_payload_lines_are_every_other_line():
    assert payload_lines(b"header\nhead1\npay1\nhead2\npay2\n") == [b"pay1", b"pay2"]


def test_a_death_between_an_erasure_and_its_record_leaves_a_whole_store(
    network, known, monkeypatch
):
    """The file is lost then; what was blanked is still explained, and passed on."""
    laptop, other, office = network["P1"], network["P2"], network["office"]
    laptop.edit(known, entity="person", phone="500")
    erase(laptop, known)
    file = laptop.export("P2")
    with monkeypatch.context() as patch:
        patch.setattr(importing, "take", _dies)
        with pytest.raises(KeyboardInterrupt):
            other.take(file)
    other.close()
    assert other.faults() == []
    assert_gone(network, known, "P2")
    office.take(other.export())
    other.take(office.export("P2"))
    assert other.sql("SELECT 1 FROM waiting") == []
    assert other.sql("SELECT 1 FROM erasure WHERE row=?", known) != []
    assert other.faults() == []
    network.round()
    network.round()
    assert_gone(network, known, "office", "P2", "P4")
    assert network["office"].faults() == other.faults() == []


def _dies(*_words):
    raise KeyboardInterrupt
