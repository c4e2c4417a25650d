"""A device's keys sign and are kept as text."""

import pytest

from app.sync.keys import DeviceKeys, verify
from app.sync.refusal import Refused


def test_a_signature_is_good_for_its_key_and_message_alone():
    keys, other = DeviceKeys.generate(), DeviceKeys.generate()
    signature = keys.sign(b"message")
    assert verify(keys.sign_public, signature, b"message")
    assert not verify(keys.sign_public, signature, b"massage")
    assert not verify(other.sign_public, signature, b"message")
    assert not verify(keys.sign_public, "not base64!", b"message")
    assert not verify("QUJD", signature, b"message")


def test_keys_come_back_from_their_text():
    keys = DeviceKeys.generate()
    again = DeviceKeys.from_private(keys.sign_private, keys.encrypt_private)
    assert (again.sign_public, again.encrypt_public) == (keys.sign_public, keys.encrypt_public)
    assert again.encrypt_public.startswith("age1")


def test_damaged_keys_are_refused():
    keys = DeviceKeys.generate()
    with pytest.raises(Refused):
        DeviceKeys.from_private("QUJD", keys.encrypt_private)
    with pytest.raises(Refused):
        DeviceKeys.from_private(keys.sign_private, keys.encrypt_private[:-1])


def test_private_keys_do_not_show_in_logs():
    keys = DeviceKeys.generate()
    assert keys.sign_private not in repr(keys)
    assert keys.encrypt_private not in repr(keys)
