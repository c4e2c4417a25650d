"""The office's word on a device cannot be altered or borrowed from another network."""

from dataclasses import replace

import pytest

from app.sync import certificate as certificates
from app.sync.refusal import Refused
from tests.sync.made_up_network import ELK, NETWORK, OFFICE, PISZ, ROOT, STRANGER


def test_a_certificate_comes_back_from_its_dictionary():
    assert certificates.read(PISZ.certificate.as_dict(), NETWORK, ROOT) == PISZ.certificate


@pytest.mark.parametrize(
    "change",
    [
        {"role": "office"},
        {"counties": ["2805"]},
        {"device": "other"},
        {"sign": ELK.keys.sign_public},
        {"encrypt": ELK.keys.encrypt_public},
        {"issued": "2020-01-01"},
        {"signature": STRANGER.certificate.signature},
        {"network": "another"},
        {"counties": "2816"},
        {"counties": ["network"]},
        {"sign": None},
        {"role": "king"},
        {"device": "a\nb"},
    ],
)
def test_an_altered_certificate_is_refused(change):
    with pytest.raises(Refused):
        certificates.read(PISZ.certificate.as_dict() | change, NETWORK, ROOT)


@pytest.mark.parametrize("value", [None, [], "x", 5, {}])
def test_what_is_no_certificate_is_refused(value):
    with pytest.raises(Refused):
        certificates.read(value, NETWORK, ROOT)


def test_another_offices_certificate_is_refused():
    with pytest.raises(Refused, match="not confirmed"):
        certificates.check(STRANGER.certificate, NETWORK, ROOT)
    with pytest.raises(Refused, match="another network"):
        certificates.check(replace(PISZ.certificate, network="x"), NETWORK, ROOT)


def test_who_may_write_what():
    assert PISZ.certificate.may_write("2816")
    assert not PISZ.certificate.may_write("2805")
    assert not PISZ.certificate.may_write("network")
    assert not PISZ.certificate.may_write("office")
    assert all(OFFICE.certificate.may_write(scope) for scope in ("2816", "network", "office"))
