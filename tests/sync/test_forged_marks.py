"""Marks and receipts that a revoked device makes up: nobody goes on under a new name for them."""

from app.services import devices
from tests.sync import forging


def test_a_revoked_device_renames_nobody(network):
    office, laptop = network["office"], network["P1"]
    office.add(row="firma", name="Tartak")
    network.round()
    devices.revoke(office.db, laptop.device)
    writer, before = office.db.who.writer, office.dump()
    file = laptop.export()
    for made_up in (
        {"marks": {"2816": {writer: {1: "0" * 16}}}},
        {"knowledge": {"2816": {writer: 99}}},
    ):
        office.take(forging.resealed(file, laptop, office, **made_up))
        assert office.db.who.writer == writer
        assert office.dump() == before
    assert office.faults() == []
