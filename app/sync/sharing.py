"""What two devices may share: nothing that one of them has no right to; and the receipts."""

from app.model.entity import NETWORK
from app.sync.certificate import OFFICE, Certificate

Held = dict[str, dict[str, int]]
"""For each scope and writer, the last number held."""


def readable_scopes(certificate: Certificate) -> set[str] | None:
    """Return the scopes that a device may have; `None` means all of them."""
    if certificate.role == OFFICE:
        return None
    return {NETWORK, *certificate.counties}


def may_pass(sender: Certificate, receiver: Certificate, writer: str, scope: str) -> bool:
    """Tell whether a sender passes a stream on to a receiver.

    What a device wrote in a county that was taken away from it, before it knew, still goes to
    the office, which decides on it.
    """
    if not _may_have(receiver, scope):
        return False
    own = writer.partition("~")[0] == sender.device
    return _may_have(sender, scope) or (own and receiver.role == OFFICE)


def receipt(sender: Certificate, receiver: Certificate, held: Held) -> Held:
    """Return what a sender tells a receiver that it holds.

    Beside the scopes that both may have: what it holds of the receiver's own changes elsewhere.
    """
    told: Held = {}
    for scope, writers in held.items():
        if _may_have(sender, scope) and _may_have(receiver, scope):
            told[scope] = writers
        elif own := {w: n for w, n in writers.items() if w.partition("~")[0] == receiver.device}:
            told[scope] = own
    return told


def shared_scopes(sender: Certificate, receiver: Certificate) -> set[str] | None:
    """Return the scopes that both may have; `None` means all."""
    ours, theirs = readable_scopes(sender), readable_scopes(receiver)
    if ours is None or theirs is None:
        return theirs if ours is None else ours
    return ours & theirs


def passed_scopes(sender: Certificate, receiver: Certificate) -> set[str] | None:
    """Return the scopes whose contents a sender passes on; `None` means all.

    To the office goes what belongs to changes that the sender made before a county was taken away.
    """
    return None if receiver.role == OFFICE else shared_scopes(sender, receiver)


def _may_have(certificate: Certificate, scope: str) -> bool:
    scopes = readable_scopes(certificate)
    return scopes is None or scope in scopes
