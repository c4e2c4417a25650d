"""A device's own keys in place of the invitation's: an old key writes nothing any more."""

import json
import shutil
from dataclasses import replace

import pytest

from app.services import devices, enrolment, exchange
from app.sync import certificate as certificates
from app.sync.invitation import read_invitation
from app.sync.keys import DeviceKeys
from app.sync.secrets import read_secrets
from app.sync.succession import parse, succeed
from tests.sync import forging
from tests.sync.living_network import Place
from tests.sync.test_refusing import refused

CODE = "K7QF-M2XW-9RTD"


def secrets_of(place: Place):
    with place.db.reading() as connection:
        return read_secrets(connection)


def listed_key(place: Place, device: str) -> str:
    ((kept,),) = place.sql("SELECT certificate FROM device WHERE id=?", device)
    return certificates.parse(json.loads(kept)).sign


@pytest.fixture
def invitation(network, template):
    """Return the first laptop's invitation as a thief with the code reads it."""
    return read_invitation(template / "P1.csri", CODE)


def test_the_invitations_keys_sign_nothing(network, invitation):
    laptop, office = network["P1"], network["office"]
    own = secrets_of(laptop)
    assert own.keys.sign_public != invitation.keys.sign_public
    assert own.certificate.succession is not None
    laptop.add(row="firma")
    with forging.opened(laptop.export(), office) as bundle:
        assert bundle.manifest.certificate.signer == own.keys.sign_public
        for part in bundle.manifest.segments:
            assert bundle.segment(part).certificate.signer == own.keys.sign_public


def test_the_office_certifies_the_new_keys_and_the_device_adopts_that(network, invitation):
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma")
    network.round("P1")
    own = secrets_of(laptop)
    assert listed_key(office, laptop.device) == own.keys.sign_public
    assert own.certificate.succession is None
    assert own.certificate.sign == own.keys.sign_public
    laptop.edit("firma", phone="501")
    network.round()
    network.round()
    for name in ("office", "P2", "P4"):
        assert network[name].value("firma", "phone") == "501"
        assert listed_key(network[name], laptop.device) == own.keys.sign_public
        assert network[name].faults() == []


def test_it_is_certified_third_hand_and_once(network):
    laptop, other, office = network["P1"], network["P2"], network["office"]
    laptop.add(row="firma")
    other.take(laptop.export("P2"))
    network.round("P2")
    assert listed_key(office, laptop.device) == secrets_of(laptop).keys.sign_public
    seen = office.db.seen()
    devices.finish(office.db)
    network.round("P1")
    devices.finish(office.db)
    assert [n for n in seen if office.db.seen()[n] != seen[n]] == []


def test_files_on_their_way_still_open(network):
    """What the office and a peer sealed to the invitation's key before they heard of another."""
    laptop, office, other = network["P1"], network["office"], network["P2"]
    office.add(row="firma")
    early = office.export("P1")
    peer = other.export("P1")
    network.round("P1")
    office.edit("firma", phone="501")
    assert not laptop.take(office.export("P1"), early, peer).refused
    assert laptop.value("firma", "phone") == "501"
    assert not laptop.take(other.export("P1")).refused


def test_a_thief_with_the_invitation_writes_nothing_after_the_first_export(network, invitation):
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma")
    file = laptop.export()
    old, certificate = invitation.keys, invitation.certificate
    segment = forging.segment_of(laptop, "2816", old, certificate)
    stolen = forging.resealed(file, laptop, office, [segment])
    office.take(file)
    refused(office, stolen, "has other keys by now")
    network.round("P2")
    to_peer = forging.resealed(office.export("P2"), office, network["P2"], [segment])
    refused(network["P2"], to_peer, "has other keys by now")


def test_a_thief_cannot_replace_the_keys_again(network, invitation):
    laptop, office = network["P1"], network["office"]
    file = laptop.export()
    office.take(file)
    thief = DeviceKeys.generate()
    said = succeed(office.db.who.network, laptop.device, invitation.keys, thief)
    certificate = replace(invitation.certificate, succession=said)
    segment = forging.segment_of(laptop, "2816", thief, certificate)
    refused(office, forging.resealed(file, laptop, office, [segment]), "has other keys by now")


def test_keys_that_the_old_ones_did_not_sign_are_refused(network, invitation):
    laptop, office = network["P1"], network["office"]
    thief = DeviceKeys.generate()
    said = succeed(office.db.who.network, laptop.device, thief, thief)
    certificate = replace(invitation.certificate, succession=said)
    segment = forging.segment_of(laptop, "2816", thief, certificate)
    forged = forging.resealed(laptop.export(), laptop, office, [segment])
    refused(office, forged, "were not signed by it")
    with pytest.raises(ValueError, match="not a text"):
        parse({"sign": 5})


def test_who_joins_second_with_one_invitation_is_named(network, template, tmp_path):
    enrolment.join(tmp_path / "second", template / "P1.csri", CODE).close()
    second = Place(network, "P1", tmp_path / "second")
    network.round("P1")
    second.add(row="firma")
    refused(network["office"], second.export(), "needs an invitation of its own")
    second.close()


def test_a_restored_store_keeps_the_new_keys(network, tmp_path):
    laptop, office = network["P1"], network["office"]
    laptop.close()
    shutil.copytree(laptop.folder, tmp_path / "day-one")
    laptop.add(row="one")
    office.take(laptop.export())
    laptop.close()
    old = Place(network, "P1", tmp_path / "day-one")
    assert secrets_of(old).keys == secrets_of(laptop).keys
    assert not old.take(office.export("P1")).refused
    old.add(row="two")
    assert not office.take(old.export()).refused
    old.close()


def test_a_grant_before_the_new_keys_were_heard_of(network):
    laptop, office = network["P1"], network["office"]
    devices.grant(office.db, laptop.device, ("2816", "2805"))
    laptop.take(office.export("P1"))
    assert laptop.db.who.counties == ("2816", "2805")
    laptop.add(row="elk", name="Ełk", county="2805")
    network.round("P1", "P3")
    network.round("P1", "P3")
    assert network["P3"].value("elk", "name") == "Ełk"
    assert secrets_of(laptop).certificate.succession is None
    assert secrets_of(laptop).certificate.counties == ("2816", "2805")


def test_an_import_that_died_before_the_certificate_makes_up_for_it(network, monkeypatch):
    laptop, office = network["P1"], network["office"]
    file = laptop.export()
    with monkeypatch.context() as patch:
        patch.setattr(exchange.devices, "finish", _dies)
        with pytest.raises(KeyboardInterrupt):
            office.take(file)
    office.close()
    office.take(file)
    assert listed_key(office, laptop.device) == secrets_of(laptop).keys.sign_public


def _dies(_database):
    raise KeyboardInterrupt
