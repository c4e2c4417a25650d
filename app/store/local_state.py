"""What a store keeps of itself alone, checked as far as the journal and the folder can tell."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.model.attachment import is_content_name
from app.store import erasing, sweeping
from app.store.chains import Fault
from app.store.dots import dot
from app.store.engine import driver
from app.store.entry import read_payload
from app.store.erasing import Named
from app.store.told_steps import is_step

_FACTS = ("network", "device", "incarnation", "role", "promoter", "county", "counties")
_ORDER = re.compile(r"[0-9]+:[0-9]+( [0-9]+:[0-9]+)*|[0-9]+( [0-9]+)*")
_ERASURE = b'["erasure",'


def known_erased(connection: Connection, folder: Path) -> list[Named]:
    """Return the rows that the attached store's entries, waiting segments and folder erase.

    The entries have not been checked yet; what is no entry at all is passed over.
    """
    raw = driver(connection)
    payloads = raw.execute(
        "SELECT scope, payload FROM kept.entry JOIN kept.stream ON n = dot >> 32 "
        "WHERE instr(payload, ?)",
        (_ERASURE,),
    ).fetchall()
    for scope, data in raw.execute("SELECT scope, bytes FROM kept.waiting").fetchall():
        if isinstance(data, bytes):
            payloads += [(scope, payload) for payload in data.split(b"\n")[2::2]]
    found: list[Named] = []
    for scope, payload in payloads:
        try:
            found += erasing.named_in(scope, read_payload(payload)[1])
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
    return found + sweeping.read_ledger(folder)


def faults(connection: Connection) -> Iterator[Fault]:
    """Yield what is wrong with facts, steps to undo and the dates of erasures."""
    raw = driver(connection)
    facts: dict[str, Any] = dict(raw.execute("SELECT key, value FROM meta").fetchall())
    yield from _fact_faults(facts)
    if "device" in facts and "incarnation" in facts:
        yield from _clock_faults(connection, facts)
    for step, label, before in raw.execute("SELECT id, label, before FROM undo_step").fetchall():
        if not is_step(connection, label, before):
            yield Fault(f"undo {step}", "is not what was done")
    for row, since in raw.execute("SELECT row, since FROM erased").fetchall():
        if not is_moment(since):
            yield Fault(f"erased {row}", "its date cannot be read")


def _fact_faults(facts: dict[str, Any]) -> Iterator[Fault]:
    for key in _FACTS:
        if not isinstance(facts.get(key), str):
            yield Fault(f"meta {key}", "is missing")
    for key in ("incarnation", "tick", "file_number"):
        if key in facts and not str(facts[key]).isdecimal():
            yield Fault(f"meta {key}", "is not a number")
    for key, value in facts.items():
        if key.startswith("receipt") and not _ORDER.fullmatch(str(value)):
            yield Fault(f"meta {key}", "is not a file's number")
    yield from _life_faults(facts)
    yield from _heard_faults(facts)
    yield from _sweep_faults(facts)


def _life_faults(facts: dict[str, Any]) -> Iterator[Fault]:
    lives = str(facts.get("lives", facts.get("incarnation", ""))).split()
    if not all(life.isdecimal() for life in lives) or lives[-1:] != [str(facts.get("incarnation"))]:
        yield Fault("meta lives", "does not end with this store's present life")


def _heard_faults(facts: dict[str, Any]) -> Iterator[Fault]:
    for key, value in facts.items():
        kind, words = key.partition(":")[0], str(value).split()
        if kind == "told-at" and not all(is_moment(word) for word in words):
            yield Fault(f"meta {key}", "its dates cannot be read")
        if kind == "second-computers" and not all(_is_counted(word) for word in words):
            yield Fault(f"meta {key}", "is not a list of computers")
        if kind == "held-by-office" and not all(is_content_name(word) for word in words):
            yield Fault(f"meta {key}", "is not a list of sums")
        if kind == "double-lives" and not all(_is_life(key, word) for word in words):
            yield Fault(f"meta {key}", "is not a list of its lives")


def _is_counted(word: str) -> bool:
    return word.rpartition(":")[2].isdecimal()


def _is_life(key: str, word: str) -> bool:
    device, _tilde, life = word.partition("~")
    return key == f"double-lives:{device}" and life.isdecimal()


def _sweep_faults(facts: dict[str, Any]) -> Iterator[Fault]:
    if facts.get("unswept", "0") not in ("0", "1"):
        yield Fault("meta unswept", "is neither 0 nor 1")
    if not is_moment(facts.get("swept", "2026-01-01T00:00:00+00:00")):
        yield Fault("meta swept", "its date cannot be read")


def _clock_faults(connection: Connection, facts: dict[str, Any]) -> Iterator[Fault]:
    device = facts["device"]
    own = "substr(writer, 1, instr(writer, '~') - 1) = ?"
    latest, life = (
        driver(connection)
        .execute(
            f"SELECT max(time), max(CAST(substr(writer, instr(writer, '~') + 1) AS INTEGER)) "
            f"FROM stream LEFT JOIN entry ON dot BETWEEN n << 32 AND (n << 32) + {dot(1, 0) - 1} "
            f"WHERE last > 0 AND {own}",
            (device,),
        )
        .fetchone()
    )
    tick, incarnation = str(facts.get("tick", "0")), str(facts["incarnation"])
    if tick.isdecimal() and latest is not None and int(tick) < latest:
        yield Fault("meta tick", "is behind changes that were written here")
    # Another computer may go on under this name (a copied store); one's own lives are told.
    lives = str(facts.get("lives", "")).split()
    latest_life = lives[-1] if lives else str(life or incarnation)
    if incarnation.isdecimal() and latest_life.isdecimal() and int(incarnation) < int(latest_life):
        yield Fault("meta incarnation", "is an earlier life of this store")
    sent = (
        driver(connection)
        .execute("SELECT count(*) FROM exchange_file WHERE direction='sent'")
        .fetchone()[0]
    )
    number = str(facts.get("file_number", "0"))
    if number.isdecimal() and int(number) < sent:
        yield Fault("meta file_number", "is behind the files that were sent")


def is_moment(value: object) -> bool:
    """Tell whether a value is a date and time with its offset, as ISO text."""
    try:
        return datetime.fromisoformat(str(value)).tzinfo is not None
    except ValueError:
        return False
