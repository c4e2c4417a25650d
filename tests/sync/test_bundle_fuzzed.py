"""An exchange file that is cut or changed anywhere, or is none at all, is refused in words."""

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.bundle import open_bundle
from app.sync.refusal import Refused
from tests.sync.made_up_network import (
    OFFICE,
    place,
)
from tests.sync.test_bundle import FIRST, SECOND, written


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return written(tmp_path_factory.mktemp("exchange") / "x.csrx")


def test_cut_anywhere(file):
    data = file.read_bytes()
    for length in [*range(400), *range(400, len(data), 37), *range(len(data) - 40, len(data))]:
        with pytest.raises(Refused):
            open_bundle(data[:length], place())


@given(st.data())
def test_one_bit_flipped_anywhere(file, data):
    flipped = bytearray(file.read_bytes())
    at = data.draw(st.integers(0, len(flipped) * 8 - 1))
    flipped[at // 8] ^= 1 << at % 8
    with pytest.raises(Refused):
        open_bundle(bytes(flipped), place())


@given(st.data())
def test_one_bit_flipped_under_the_seal(file, data):
    identity = pyrage.x25519.Identity.from_str(OFFICE.keys.encrypt_private)
    flipped = bytearray(pyrage.decrypt(file.read_bytes(), [identity]))
    at = data.draw(st.integers(0, len(flipped) * 8 - 1))
    flipped[at // 8] ^= 1 << at % 8
    sealed = pyrage.encrypt(
        bytes(flipped), [pyrage.x25519.Recipient.from_str(OFFICE.keys.encrypt_public)]
    )
    try:
        bundle = open_bundle(sealed, place())
    except Refused:
        return
    with bundle:  # a bit of the ZIP that means nothing, such as a date
        found = [bundle.segment(part) for part in bundle.manifest.segments]
        assert found == [FIRST, SECOND]


@given(st.binary(max_size=500))
def test_random_bytes(data):
    with pytest.raises(Refused):
        open_bundle(data, place())
    with pytest.raises(Refused):
        open_bundle(b"age-encryption.org/v1\n" + data, place())


@given(st.binary(max_size=500))
def test_random_bytes_under_the_seal(data):
    key = pyrage.x25519.Recipient.from_str(OFFICE.keys.encrypt_public)
    with pytest.raises(Refused):
        open_bundle(pyrage.encrypt(data, [key]), place())
