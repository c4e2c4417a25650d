"""The folded search index, kept by the same door as the tables."""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.base.text import fold, fold_each
from app.model.entity import Entity, entity_name
from app.model.every_entity import ENTITIES, entities_by_name
from app.store import bulk, faces
from app.store.capture import Captured, RowKey
from app.store.engine import driver

_WORD = re.compile(r"\w+")
_Told = tuple[str, int | None, str]
"""A row's id, its number in the index, if it has one, and its words."""
MANY = 1_000
"""Fewer texts than these are marked and written again, whatever share of the index they are."""
_DELETE = "DELETE FROM search WHERE rowid IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that a search found."""

    entity: str
    row: str
    title: str


def refresh(connection: Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Bring the index of changed rows up to date.

    Args:
        connection: inside the transaction that changed them.
        rows: the rows, as (entity's name, id).
    """
    raw = driver(connection)
    by_entity: dict[str, list[str]] = {}
    for name, row in rows:
        if name in _searched():
            by_entity.setdefault(name, []).append(row)
    if _are_most(raw, sum(map(len, by_entity.values()))):
        _make_anew(raw)
        return
    texts = [
        one
        for name, ids in by_entity.items()
        for one in _numbered(raw, name, _told(raw, name, sorted(ids)))
    ]
    # The index writes a part of its own whenever a number is less than the one before it.
    raw.executemany("INSERT OR REPLACE INTO search(rowid, text) VALUES(?,?)", sorted(texts))


def index_again(connection: Connection) -> None:
    """Make the index of all rows anew; 1 s for 100,000.

    Args:
        connection: inside a writing transaction.
    """
    raw = driver(connection)
    raw.execute("DELETE FROM search_row")
    _make_anew(raw)


def concerned(captured: Captured, disturbed: Collection[tuple[str, str]]) -> list[RowKey]:
    """Return which saved rows the index has to hear of.

    Args:
        captured: what a session saved.
        disturbed: fields, as (id, field), where another value than the saved one may be shown.
    """
    unsettled = {row for row, _field in disturbed}
    return [
        key
        for key, fields in captured.fields.items()
        if key[1] in unsettled
        or not _told_by(key[0]).isdisjoint(fields)
        or ("deleted" in fields and captured.before[key] is not None)
    ]


@cache
def _told_by(name: str) -> frozenset[str]:
    return frozenset(entities_by_name()[name].about.searched)


@cache
def _searched() -> dict[str, tuple[str, ...]]:
    """Return the entities in the index with the columns that it holds the words of."""
    return {
        name: entity.about.searched
        for name, entity in entities_by_name().items()
        if entity.about.searched
    }


def forget_removed(connection: Connection) -> None:
    """Take the words of removed rows out of the index's own pages; 0.1 s for 100,000 rows."""
    driver(connection).execute("INSERT INTO search(search) VALUES('optimize')")


def _are_most(raw: Any, changed: int) -> bool:
    """Tell whether so many texts in the index change that to make it anew takes less.

    A mark for an old text, and what the marks cost when parts of the index are brought together,
    take twice as long as to index a text.
    """
    if changed < MANY:
        return False
    held = bulk.count(raw, "search_row", 2 * changed)
    there = sum(bulk.count(raw, name, 2 * changed) for name in _searched())
    return 3 * (changed - max(0, there - held)) > 2 * held


def _make_anew(raw: Any) -> None:
    raw.execute("INSERT INTO search(search) VALUES('delete-all')")
    texts = [one for name in _searched() for one in _numbered(raw, name, _all_told(raw, name))]
    raw.executemany("INSERT INTO search(rowid, text) VALUES(?,?)", sorted(texts))


def _told(raw: Any, name: str, ids: list[str]) -> list[_Told]:
    """Return of rows what the index is to hold: no words of those that are gone."""
    joined = faces.among(raw, ids) if name == faces.ENTITY else {}
    wanted = [*{*ids, *joined}] if joined else ids
    told = bulk.select(raw, _columns(name), f'"{name}"', "id", wanted).fetchall()
    return _told_by_faces(told, joined) if joined else told


def _all_told(raw: Any, name: str) -> list[_Told]:
    joined = faces.of_all(raw) if name == faces.ENTITY else {}
    told = raw.execute(f'SELECT {_columns(name)} FROM "{name}"').fetchall()
    return _told_by_faces(told, joined) if joined else told


def _columns(name: str) -> str:
    words = ", ".join(f'"{column}"' for column in _searched()[name])
    return (
        "id, (SELECT n FROM search_row WHERE row=id), "
        f"iif(coalesce(deleted, 0), '', concat_ws(' ', {words}))"
    )


def _numbered(raw: Any, name: str, told: list[_Told]) -> Iterable[tuple[int, str]]:
    """Return the folded texts by their rows' numbers; rows without words leave the index."""
    texts = fold_each([text for _row, _n, text in told])
    silent = [n for _row, n, text in told if n is not None and not text]
    if silent:
        raw.execute(_DELETE, (json.dumps(silent),))
    born = [row for (row, n, _text), text in zip(told, texts, strict=True) if text and n is None]
    bulk.insert(raw, "INSERT INTO search_row(row, entity)", [(row, name) for row in born])
    numbers = dict(bulk.select(raw, "row, n", "search_row", "row", born)) if born else {}
    return [
        (numbers[row] if n is None else n, text)
        for (row, n, _text), text in zip(told, texts, strict=True)
        if text
    ]


def _told_by_faces(told: list[_Told], joined: dict[str, str]) -> list[_Told]:
    # Whoever types the words of any of those that are joined finds their face, nothing else.
    words: dict[str, list[str]] = {}
    for row, _n, text in sorted(told):
        if text:
            words.setdefault(joined.get(row, row), []).append(text)
    return [(row, n, " ".join(words.get(row, ()))) for row, n, _text in told]


def query_of(text: str) -> str:
    """Return the index's query for what a person typed: each word a folded prefix."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(fold(text)))


def matching(session: Session, text: str, entity: str, limit: int) -> list[str]:
    """Return ids of rows of one entity that hold every typed word, at most `limit`."""
    query = query_of(text)
    if not query:
        return []
    rows = session.connection().exec_driver_sql(
        "SELECT search_row.row FROM search JOIN search_row ON search_row.n = search.rowid "
        "WHERE search MATCH ? AND search_row.entity = ? LIMIT ?",
        (query, entity, limit),
    )
    return [row for (row,) in rows]


def find(session: Session, text: str, entities: Sequence[str] = (), limit: int = 50) -> list[Hit]:
    """Return records of the named entities (or all) that hold every typed word."""
    hits: list[Hit] = []
    for entity in ENTITIES:
        name = entity_name(entity)
        if not entity.about.searched or (entities and name not in entities):
            continue
        ids = matching(session, text, name, limit - len(hits))
        found = session.scalars(select(entity).where(entity.id.in_(ids))) if ids else ()
        hits += [Hit(name, row.id, plain_title(row)) for row in found]
        if len(hits) >= limit:
            break
    return hits


def plain_title(row: Entity) -> str:
    """Return what names a record as far as the row itself tells."""
    return " ".join(str(value) for name in row.about.title if (value := getattr(row, name)))
