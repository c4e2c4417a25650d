"""An invitation opens with its spoken code and with nothing else."""

from dataclasses import replace

import pyrage
import pytest

from app.sync import sealed
from app.sync.bundle import open_bundle
from app.sync.invitation import (
    Invitation,
    make_code,
    read_code,
    read_invitation,
    write_invitation,
)
from app.sync.refusal import Refused
from app.sync.sealed import unseal_with_code
from tests.sync.made_up_network import ELK, NETWORK, OFFICE, PISZ, ROOT, place

CODE = "K7QF-M2XW-9RTD"
INVITATION = Invitation(
    network=NETWORK,
    network_name="Sieć Warmii i Mazur",
    device=PISZ.device,
    root=ROOT,
    office_device=OFFICE.device,
    promoter="promoter-1",
    role="promoter",
    counties=("2816",),
    keys=PISZ.keys,
    certificate=PISZ.certificate,
    exchange=b"an exchange file",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    path = tmp_path_factory.mktemp("invitation") / "x.csri"
    write_invitation(path, CODE, INVITATION)
    return path.read_bytes()


@pytest.fixture
def quick(monkeypatch):
    """Leave the slow sealing out where it is not what is tested."""
    monkeypatch.setattr(sealed, "seal_with_code", lambda code, content: content)
    monkeypatch.setattr(sealed, "unseal_with_code", lambda content, code: content)
    monkeypatch.setattr(sealed, "protected_by_code", lambda file: True)


def test_it_opens_with_the_code_however_it_is_typed(data):
    assert read_invitation(data, " k7qf m2xw9rtd ") == INVITATION


def test_another_code_is_refused(data):
    with pytest.raises(Refused, match="code does not open"):
        read_invitation(data, "K7QF-M2XW-9RTE")


def test_a_cut_or_altered_invitation_is_refused(data):
    for bad in (data[:-1], data[:100], b"", data[:-20] + bytes([data[-20] ^ 1]) + data[-19:]):
        with pytest.raises(Refused):
            read_invitation(bad, CODE)


def test_files_of_the_other_kind_are_named(data, tmp_path):
    with pytest.raises(Refused, match="invitation, not an exchange"):
        open_bundle(data, place())
    with pytest.raises(Refused, match="not a file of Centrum CSR"):
        read_invitation(b"PK" * 100, CODE)
    with pytest.raises(Refused, match="exchange file, not an invitation"):
        read_invitation(b"age-encryption.org/v1\n-> X25519 abc\n", CODE)
    with pytest.raises(Refused, match="cannot be read"):
        read_invitation(tmp_path / "none.csri", CODE)


@pytest.mark.parametrize(
    "change",
    [
        {"network": "another"},
        {"device": "laptop-elk"},
        {"role": "office"},
        {"counties": ("2816", "2805")},
        {"root": PISZ.keys.sign_public},
        {"keys": ELK.keys},
        {"certificate": ELK.certificate},
        {"office_device": ""},
    ],
)
def test_an_invitation_that_contradicts_itself_is_refused(quick, tmp_path, change):
    path = tmp_path / "x.csri"
    write_invitation(path, CODE, INVITATION)
    assert read_invitation(path, CODE) == INVITATION
    write_invitation(path, CODE, replace(INVITATION, **change))
    with pytest.raises(Refused):
        read_invitation(path, CODE)


def test_an_invitation_without_a_promoter(quick, tmp_path):
    path = tmp_path / "x.csri"
    write_invitation(path, CODE, replace(INVITATION, promoter=None))
    assert read_invitation(path, CODE).promoter is None


def test_codes_can_be_read_out():
    codes = {make_code() for _ in range(300)}
    assert len(codes) == 300
    assert not set("".join(codes)) & set("01OILUSZB8")
    assert all(read_code(code.lower()) == code.replace("-", "") for code in codes)


def test_letters_easily_mistaken_are_understood():
    assert read_code("SSSS-ZZZZ-7777") == "555522227777"


@pytest.mark.parametrize("typed", ["", "K7QF", CODE + "2", "K7QF-M2XW-9RTÓ", "0OIL-0OIL-0OIL"])
def test_what_cannot_be_a_code_is_said_at_once(typed):
    with pytest.raises(Refused, match="twelve"):
        read_invitation(b"", typed)


def test_private_keys_do_not_show_in_logs():
    assert PISZ.keys.encrypt_private not in repr(INVITATION)
    assert "exchange file" not in repr(INVITATION)


def test_a_computer_that_is_too_busy_for_a_code_is_told_so(monkeypatch):
    def slow(*_words):
        raise pyrage.DecryptError("Excessive work parameter for passphrase.")

    monkeypatch.setattr(pyrage.passphrase, "decrypt", slow)
    with pytest.raises(Refused, match="too busy"):
        unseal_with_code(b"", "code")
