"""Which company shows each joined one: reading the local table that `joining` keeps."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.store import bulk
from app.store.engine import driver_of

ENTITY = "company"
"""The kind of record that can be joined."""


def among(raw: Any, rows: Collection[str]) -> dict[str, str]:
    """Return the faces of those of the rows that are joined, and of all that they are joined with.

    Args:
        raw: the driver's connection.
        rows: ids of companies.
    """
    if not rows or raw.execute("SELECT 1 FROM face LIMIT 1").fetchone() is None:
        return {}
    found = {face for (face,) in bulk.select(raw, "face", "face", "row", rows)}
    return dict(bulk.select(raw, "row, face", "face", "face", found).fetchall()) if found else {}


def of_all(raw: Any) -> dict[str, str]:
    """Return the faces of all rows that are joined."""
    return dict(raw.execute("SELECT row, face FROM face").fetchall())


def shown_as(session: Session, rows: Iterable[str]) -> dict[str, str]:
    """Return for each of the rows the one that shows it: itself, unless it is joined."""
    wanted = set(rows)
    known = among(driver_of(session), wanted)
    return {row: known.get(row, row) for row in wanted}


def face_of(session: Session, row: str) -> str:
    """Return the company that shows a company: itself, unless it is joined."""
    return shown_as(session, (row,))[row]


def members(session: Session, row: str) -> tuple[str, ...]:
    """Return the ids of all that are shown as one with a company, the face first."""
    return groups(session, (row,))[row]


def groups(session: Session, rows: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each of the rows the ids of all that are shown as one with it, face first."""
    wanted = set(rows)
    known = among(driver_of(session), wanted)
    by_face: dict[str, list[str]] = {}
    for row, face in known.items():
        by_face.setdefault(face, []).append(row)
    listed = {
        face: (face, *sorted(row for row in group if row != face))
        for face, group in by_face.items()
    }
    return {row: listed[known[row]] if row in known else (row,) for row in wanted}


def count_hidden(connection: Connection) -> int:
    """Return how many live companies are shown by another one."""
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM face JOIN company ON company.id = face.row "
        "WHERE face.face <> face.row AND NOT coalesce(company.deleted, 0)"
    )
    return int(found.scalar_one())
