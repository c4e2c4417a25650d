"""Marks and receipts that somebody makes up: nobody goes on under a new name for them."""

import json
import shutil

import pytest

from app.services import devices
from tests.sync import forging
from tests.sync.test_forks import put_back_by_hand


def claims(place) -> list[dict]:
    """Return what a file may claim of a place's own changes without a proof."""
    writer = place.db.who.writer
    other = {"writer": writer, "scope": "2816", "first": 1, "last": 99}
    headers = place.sql("SELECT header FROM segment ORDER BY stream, first")
    signed = [json.loads(header) for (header,) in headers]
    forged = [one | {"writer": writer, "last": 99, "after": "0" * 64} for one in signed]
    return [
        {"marks": {"2816": {writer: {1: "0" * 16}}}},
        {"knowledge": {"2816": {writer: 99}}},
        {"knowledge": {"network": {writer: 99}, "2816": {writer: 99}}, "marks": {}},
        {
            "marks": {"2816": {writer: {1: "0" * 16}}},
            "knowledge": {"2816": {writer: 99}},
            "signed": ("", "{}", "[" * 100_000, json.dumps(other), *map(json.dumps, forged)),
        },
    ]


@pytest.mark.parametrize("revoked", [True, False])
def test_nobody_renames_the_office(network, revoked):
    office, laptop = network["office"], network["P1"]
    office.add(row="firma", name="Tartak")
    network.round()
    laptop.edit("firma", phone="501")
    if revoked:
        devices.revoke(office.db, laptop.device)
    writer, before = office.db.who.writer, office.dump()
    file = laptop.export()
    for made_up in claims(office):
        report = office.take(forging.resealed(file, laptop, office, [], **made_up))
        assert "copied" not in report.files[0].reason
        assert office.db.who.writer == writer
        assert office.dump() == before
        assert office.faults() == []


def test_nobody_renames_a_colleague(network):
    laptop, other = network["P1"], network["P2"]
    laptop.add(row="firma", name="Tartak")
    network.round()
    writer = laptop.db.who.writer
    file = other.export("P1")
    for made_up in claims(laptop):
        laptop.take(forging.resealed(file, other, laptop, [], **made_up))
        assert laptop.db.who.writer == writer
        assert laptop.faults() == []


def test_a_receipt_for_what_was_not_written_keeps_nothing_back(network):
    office, laptop = network["office"], network["P1"]
    office.add(row="firma", name="Tartak")
    network.round()
    made_up = {"knowledge": {"2816": {office.db.who.writer: 99}}}
    office.take(forging.resealed(laptop.export(), laptop, office, [], **made_up))
    assert office.faults() == []
    office.edit("firma", phone="501")
    laptop.take(office.export("P1"))
    assert laptop.value("firma", "phone") == "501"


@pytest.mark.parametrize("went_on", [True, False])
def test_what_the_office_signed_itself_counts(network, tmp_path, went_on):
    """A backup of the office was put back by hand; a laptop holds what it wrote after that."""
    office, laptop = network["office"], network["P1"]
    office.add(row="firma", name="Tartak")
    network.round()
    office.close()
    shutil.copytree(office.folder, tmp_path / "kept")
    office.edit("firma", phone="sent")
    laptop.take(office.export("P1"))
    put_back_by_hand(office, tmp_path / "kept")
    if went_on:
        office.edit("firma", www="tartak.pl")
    writer = office.db.who.writer
    office.take(laptop.export())
    assert office.db.who.writer != writer
    laptop.take(office.export("P1"))
    office.take(laptop.export())
    assert office.value("firma", "phone") == "sent"
    assert office.value("firma", "www") == ("tartak.pl" if went_on else None)
    assert office.faults() == laptop.faults() == []
