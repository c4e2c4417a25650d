"""This device's keys and certificates, as the store keeps them."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from app.base.errors import UserError
from app.base.i18n import _
from app.store import identity
from app.sync import certificate as certificates
from app.sync.certificate import Certificate
from app.sync.keys import DeviceKeys

_FACTS = ("sign_private", "encrypt_private", "certificate", "root_public", "office_certificate")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a device needs to sign, to open and to check.

    Attributes:
        root_public: the office's root key, in base64; every certificate leads to it.
        office: the office's certificate: to whom files go by default.
    """

    keys: DeviceKeys
    certificate: Certificate
    root_public: str
    office: Certificate

    def as_facts(self) -> dict[str, str]:
        """Return the facts under which the store keeps them."""
        return {
            "sign_private": self.keys.sign_private,
            "encrypt_private": self.keys.encrypt_private,
            "certificate": json.dumps(self.certificate.as_dict()),
            "root_public": self.root_public,
            "office_certificate": json.dumps(self.office.as_dict()),
        }


def read_secrets(connection: Connection) -> Secrets:
    """Return the device's keys and certificates.

    Raises:
        UserError: when the store was never made part of a network.
    """
    told = _facts(connection, *_FACTS)
    return Secrets(
        DeviceKeys.from_private(told["sign_private"], told["encrypt_private"]),
        certificates.parse_text(told["certificate"]),
        told["root_public"],
        certificates.parse_text(told["office_certificate"]),
    )


def office_device(connection: Connection) -> str:
    """Return the office's device; no key is read, which would bring what opens and signs.

    Raises:
        UserError: when the store was never made part of a network.
    """
    told = _facts(connection, "office_certificate")
    return certificates.parse_text(told["office_certificate"]).device


def _facts(connection: Connection, *names: str) -> dict[str, str]:
    told = identity.facts(connection, *names)
    if len(told) < len(names):
        raise UserError(
            _("This computer is not part of a network yet. Join with an invitation first.")
        )
    return told
