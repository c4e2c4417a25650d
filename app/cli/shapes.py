"""The shapes of the exchange's `--json` (a contract with the outside), and the same in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.base import formats
from app.base.i18n import _, ngettext
from app.model import territory
from app.services import refused_changes
from app.services.exchange import (
    ExportedFile,
    FileReport,
    ImportReport,
    PeerDevice,
    Status,
)
from app.services.exchange_words import (
    histories_text,
    newer_text,
    refused_text,
    result_text,
    status_faults,
)
from app.services.refused_changes import RefusedChange


def exported_json(file: ExportedFile) -> dict[str, Any]:
    """Return a written file in the shape of the command line's contract."""
    return {
        "path": str(file.path),
        "for": file.device,
        "changes": file.changes,
        "attachments": file.attachments,
        "part": file.place,
        "parts": file.of,
        "larger": file.is_larger,
    }


def report_json(report: ImportReport) -> dict[str, Any]:
    """Return an import in the shape of the command line's contract."""
    return {
        "files": [_file_json(one) for one in report.files],
        "conflicts": report.conflicts,
        "duplicates": report.duplicates,
        "missing_attachments": report.missing_attachments,
    }


def _file_json(one: FileReport) -> dict[str, Any]:
    return {
        "path": str(one.path),
        "from": one.sender,
        "result": one.result,
        "reason": one.reason,
        "new": one.taken.new,
        "known": one.taken.known,
        "waiting": one.taken.waiting,
        "unshown": len(one.taken.unshown),
        "held": one.taken.held,
        "missing": [
            {"stream": f"{writer}/{scope}", "from": first, "to": last}
            for writer, scope, first, last in one.missing
        ],
        "attachments": one.attachments,
        "faults": one.unequal,
    }


def report_lines(report: ImportReport) -> list[str]:
    """Return an import in words; what was refused is told on standard error."""
    lines = [
        f"{one.path.name}: {result_text(one)}" for one in report.files if one.result != "refused"
    ]
    if report.conflicts:
        text = ngettext("{n} conflict to answer", "{n} conflicts to answer", report.conflicts)
        lines.append(text.format(n=report.conflicts))
    if report.missing_attachments:
        names = ", ".join(report.missing_attachments)
        lines.append(_("Attached files that have not come yet: {names}").format(names=names))
    return lines


def status_json(found: Status) -> dict[str, Any]:
    """Return the status in the shape of the command line's contract."""
    return {
        "role": found.role,
        "network": found.network,
        "network_name": found.network_name,
        "device": found.device,
        "promoter": found.promoter,
        "scopes": list(found.scopes),
        "records": found.records,
        "unconfirmed": found.unconfirmed,
        "conflicts": found.conflicts,
        "waiting": found.waiting,
        "unshown": found.unshown,
        "histories": found.histories,
        "refused": found.refused,
        "missing_attachments": found.missing_attachments,
        "faults": [{"device": device, "scope": scope} for device, scope in found.unequal],
        "last_exchange": found.confirmed_at.isoformat() if found.confirmed_at else None,
        "devices": [
            {
                "device": one.device,
                "name": one.name,
                "promoter": one.promoter,
                "revoked": one.revoked,
                "counties": list(one.counties),
                "held": one.held,
                "doubled": one.doubled,
                "last_file": one.last_file.isoformat() if one.last_file else None,
                "unconfirmed": one.unconfirmed,
                "missing": [
                    {"scope": scope, "from": first, "to": last}
                    for scope, first, last in one.missing
                ],
            }
            for one in found.devices
        ],
    }


def status_lines(found: Status, late: Mapping[str, date]) -> list[str]:
    """Return the status in words.

    Args:
        found: how the store stands with the others.
        late: since when devices have been late.
    """
    counties = ", ".join(territory.county_name(s) for s in found.scopes if s.isdigit())
    # Others hand in to the office alone: to a promoter all of them would seem silent.
    asked = found.devices if found.role == "office" else ()
    return [
        _("Role: {role}").format(role=_("office") if found.role == "office" else _("promoter")),
        _("Network: {name}").format(name=found.network_name or found.network),
        _("Counties: {names}").format(names=counties),
        _("Records: {n}").format(n=formats.format_number(sum(found.records.values()))),
        _("Unconfirmed changes: {n}").format(n=found.unconfirmed),
        _("Open conflicts: {n}").format(n=found.conflicts),
        *([_waiting_text(found.waiting)] if found.waiting else []),
        *([newer_text(found.unshown)] if found.unshown else []),
        *([histories_text(found)] if found.histories else []),
        *([refused_text(found.refused)] if found.refused else []),
        *status_faults(found, {one.device: one.name for one in found.devices}),
        *(_device_line(one, late.get(one.device)) for one in asked),
    ]


def _waiting_text(count: int) -> str:
    text = ngettext(
        "{n} change waits for a missing file", "{n} changes wait for a missing file", count
    )
    return text.format(n=count)


def _device_line(one: PeerDevice, late: date | None) -> str:
    """Return a device with what the office has to know of it."""
    said = _("has not handed in yet")
    if one.last_file is not None:
        said = _("last file {day}").format(day=formats.format_datetime(one.last_file))
    parts = [said]
    if late is not None:
        parts.append(_("late since {day}").format(day=formats.format_date(late)))
    parts += [_("revoked")] if one.revoked else []
    parts += [_("two computers")] if one.doubled else []
    if one.held:
        parts.append(_("{n} held for the office to decide on").format(n=one.held))
    return f"  {one.name}: {', '.join(parts)}"


def refused_json(one: RefusedChange) -> dict[str, Any]:
    """Return a refused change in the shape of the command line's contract."""
    return {
        "entity": one.entity,
        "row": one.row,
        "field": one.field,
        "value": one.value,
        "reason": one.reason,
        "device": one.device,
        "time": one.time.isoformat(),
    }


def refused_line(one: RefusedChange) -> str:
    """Return a refused change in words."""
    return f"  {refused_changes.in_full(one)}"
