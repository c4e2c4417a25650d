"""What came of the exchange, in words, as the window and the command line say it alike."""

from collections.abc import Mapping, Sequence

from app.base import formats
from app.base.i18n import _, ngettext
from app.model import territory
from app.model.entity import NETWORK, OFFICE
from app.services.exchange import ExportedFile, FileReport, Status


def result_text(one: FileReport) -> str:
    """Return what came of a file, in words."""
    if one.result == "refused":
        return _("refused: {reason}").format(reason=one.reason)
    new = ngettext("{n} new change", "{n} new changes", one.taken.new).format(n=one.taken.new)
    known = _("{n} known already").format(n=one.taken.known)
    text = f"{new}, {known}"
    if one.taken.waiting:
        text += ", " + _("{n} wait for an earlier file").format(n=one.taken.waiting)
    if one.taken.unshown:
        text += ", " + newer_text(len(one.taken.unshown))
    if one.taken.held:
        text += ", " + _("{n} held for the office to decide on").format(n=one.taken.held)
    if one.attachments:
        files = ngettext("{n} attached file", "{n} attached files", one.attachments)
        text += ", " + files.format(n=one.attachments)
    # A copied store's other history is no fault: the file's reason tells how it is healed.
    return f"{text}. {fault_text(one.unequal)}" if one.unequal and not one.forked else text


def refused_text(count: int) -> str:
    """Return how many fields of changes were set aside, in words."""
    return ngettext(
        "{n} value that came in breaks a rule of this program: it is kept aside",
        "{n} values that came in break a rule of this program: they are kept aside",
        count,
    ).format(n=count)


def newer_text(count: int) -> str:
    """Return how many records hold what only a newer version can show, in words."""
    return ngettext(
        "{n} record holds fields of a newer version of the program: shown after the update",
        "{n} records hold fields of a newer version of the program: shown after the update",
        count,
    ).format(n=count)


def fault_text(scopes: Sequence[str]) -> str:
    """Return that two stores hold the same changes with another history, in words."""
    return _(
        "Fault: the records of {where} have another history on the other computer than here. "
        "Nothing was lost; ask the office to look at it."
    ).format(where=", ".join(map(scope_name, scopes)))


def status_faults(found: Status, names: Mapping[str, str]) -> list[str]:
    """Return what is wrong or still missing in the exchange, a sentence each.

    Args:
        found: how the store stands with the others.
        names: the devices' names.
    """
    said = [
        _(
            "Fault: the records of {where} have another history at {who} than here. "
            "Nothing was lost; ask the office to look at it."
        ).format(where=scope_name(scope), who=names.get(device, device[:8]))
        for device, scope in found.unequal
    ]
    if found.missing_attachments:
        n = found.missing_attachments
        words = ngettext(
            "{n} attached file has not come yet; the next file that is written asks for it.",
            "{n} attached files have not come yet; the next file that is written asks for them.",
            n,
        )
        said.append(words.format(n=formats.format_number(n)))
    return said


def scope_name(scope: str) -> str:
    """Return what a scope is called: a county, the whole network, or the office."""
    if scope == NETWORK:
        return _("the whole network")
    if scope == OFFICE:
        return _("the office")
    return _("the county {name}").format(name=territory.county_name(scope))


def larger_text(files: Sequence[ExportedFile]) -> str:
    """Return which files had to become larger than was allowed; empty when none did."""
    larger = [file.path.name for file in files if file.is_larger]
    words = ngettext(
        "{names} is larger than the limit: it holds others' changes that cannot be split.",
        "{names} are larger than the limit: they hold others' changes that cannot be split.",
        len(larger),
    )
    return words.format(names=", ".join(larger)) if larger else ""


def histories_text(status: Status) -> str:
    """Return what is kept of histories that lost their name, in words; empty when nothing is."""
    total = sum(status.histories.values())
    if not total:
        return ""
    names = {one.device: one.name for one in status.devices}
    said = ngettext(
        "{n} change of a copied store is kept whole ({names}). That computer brings it again under "
        "a new name; if it never does, call the office before it is given up.",
        "{n} changes of a copied store are kept whole ({names}). That computer brings them again "
        "under a new name; if it never does, call the office before it is given up.",
        total,
    )
    listed = sorted(names.get(device, device[:8]) for device in status.histories)
    return said.format(n=total, names=", ".join(listed))
