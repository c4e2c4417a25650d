"""Keeping the faces: which company shows all those that edges join to it.

The companies that live edges of the verdict `same` connect, also through rows that have been
deleted or have not arrived, are one; its face is the earliest of them that is here and lives. The
others stay in their table without a sort key, so that no list shows them and hiding costs a list
nothing (see `hiding`); the index finds the face by the words of all (see `search`). All this is
derived from the tables, so that every store that holds the same changes has the same faces.
"""

import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection

from app.model.company import Company
from app.model.entity import entity_name
from app.model.merge_edge import MergeEdge, Verdict
from app.store import bulk, faces, projection, search
from app.store.engine import driver
from app.store.heads import Heads
from app.store.merge import Merged

_EDGE = entity_name(MergeEdge)
_ABOUT = "one, other, verdict, deleted"
Edge = tuple[str, str]
Faces = dict[str, str]
"""For each joined row the row that shows it."""


def settle(connection: Connection, merged: Merged) -> None:
    """Bring the faces of merged rows up to date, and the lists and the index with them.

    Args:
        connection: inside the transaction that merged them.
        merged: what the merge did; the companies that are shown otherwise now are added.
    """
    companies = {row for entity, row in merged.rows if entity == faces.ENTITY}
    edges_named = {row for entity, row in merged.rows if entity == _EDGE}
    if not (companies or edges_named):
        return
    raw = driver(connection)
    judged = _judged(raw, edges_named)
    before = faces.of_all(raw) if judged is None else faces.among(raw, companies | judged)
    if not (before or judged or judged is None):
        return
    edges = _edges(raw) if judged is None else _edges_around(raw, judged | before.keys())
    groups = _connected(edges)
    now = _chosen(raw, groups)
    changed = {row for row in before.keys() | now.keys() if before.get(row) != now.get(row)}
    raw.executemany("DELETE FROM face WHERE row=?", [(row,) for row in changed])
    _keep(raw, {row: now[row] for row in changed if row in now})
    alone = _ever_named(raw, [row for row in changed if now.get(row, row) == row])
    projection.sort_again(connection, Company, alone)
    _hide(raw, [*changed, *(row for row in companies if row in now)])
    around = {face for row in changed for face in (before.get(row), now.get(row)) if face}
    rows = {(faces.ENTITY, row) for row in changed | around}
    search.refresh(connection, rows)
    merged.rows |= rows


def settle_all(connection: Connection) -> None:
    """Derive all faces anew; the lists and the index are the caller's to refresh.

    Args:
        connection: inside a writing transaction.
    """
    raw = driver(connection)
    raw.execute("DELETE FROM face")
    _keep(raw, _chosen(raw, _connected(_edges(raw))))


def _keep(raw: Any, chosen: Faces) -> None:
    raw.executemany("INSERT INTO face(row, face) VALUES(?,?)", list(chosen.items()))


def _judged(raw: Any, edges: Collection[str]) -> set[str] | None:
    """Return the companies that edges are about; nothing when all must be looked at again.

    What an edge was about before does not show when somebody gave it another pair.
    """
    found = bulk.select(raw, "id, one, other", _EDGE, "id", edges).fetchall() if edges else []
    pairs = {row: (one, other) for row, one, other in found if one and other}
    if any(row not in pairs or row != MergeEdge.id_for(*pairs[row]) for row in edges):
        return None
    return {row for pair in pairs.values() for row in pair}


def _edges(raw: Any) -> set[Edge]:
    found = raw.execute(f"SELECT {_ABOUT} FROM {_EDGE}")
    return {(one, other) for one, other, *about in found if _joins(one, other, *about)}


def _edges_around(raw: Any, rows: Collection[str]) -> set[Edge]:
    """Return the edges that lead from some rows to all that they are one with."""
    edges: set[Edge] = set()
    known: set[str] = set()
    near = set(rows)
    while near:
        known |= near
        found = [
            edge for end in ("one", "other") for edge in bulk.select(raw, _ABOUT, _EDGE, end, near)
        ]
        edges |= {(one, other) for one, other, *about in found if _joins(one, other, *about)}
        near = {row for edge in edges for row in edge} - known
    return edges


def _joins(one: str | None, other: str | None, verdict: str | None, gone: int | None) -> bool:
    return verdict == Verdict.SAME and not gone and one is not None and other is not None


def _connected(edges: Iterable[Edge]) -> list[set[str]]:
    group_of: dict[str, set[str]] = {}
    for edge in edges:
        large, small = (group_of.setdefault(row, {row}) for row in edge)
        if len(large) < len(small):
            large, small = small, large
        if large is not small:
            large |= small
            group_of.update(dict.fromkeys(small, large))
    return list({id(group): group for group in group_of.values()}.values())


def _chosen(raw: Any, groups: Collection[set[str]]) -> Faces:
    standing = _named(raw, {row for group in groups for row in group}, living=True)
    chosen: Faces = {}
    for group in groups:
        face = min(group & standing or group)
        chosen |= dict.fromkeys(group, face)
    return chosen


def _named(raw: Any, rows: Collection[str], *, living: bool = False) -> set[str]:
    # A row of which only an edit has arrived has no name yet; lists do not show it.
    found = bulk.select(raw, "id, name, deleted", "company", "id", rows)
    return {row for row, name, gone in found if name is not None and not (living and gone)}


def _ever_named(raw: Any, rows: Collection[str]) -> set[str]:
    """Return the rows whose name has arrived, also where an erasure has blanked it since."""
    named = _named(raw, rows)
    heads = bulk.select(raw, "row, dots", "head", "row", set(rows) - named)
    return named | {row for row, dots in heads if Heads.read(dots).of("name") is not None}


def _hide(raw: Any, rows: Collection[str]) -> None:
    raw.execute(
        "UPDATE company SET sort_key=NULL WHERE sort_key IS NOT NULL AND id IN "
        "(SELECT row FROM face WHERE face<>row AND row IN (SELECT value FROM json_each(?)))",
        (json.dumps(list(rows)),),
    )
