"""Searching everything: records of several kinds, the best fit first, namesakes told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.text import fold
from app.model.entity import Entity, field_map
from app.model.every_entity import entity_named
from app.model.field import Kind
from app.services import lookup
from app.store.listing import list_ids


@dataclass(frozen=True, slots=True)
class Match:
    """A record that fits; `detail` tells it from others of the same title."""

    entity: str
    row: str
    title: str
    detail: str


def search(session: Session, text: str, entities: Sequence[str], limit: int = 12) -> list[Match]:
    """Return the records that hold every typed word.

    First those whose title is what was typed, then those whose title begins so, then those with
    whole words of it, then with beginnings of words, then those found by what is not in the
    title (a town, a number). What fits alike stands by kind, in the order of `entities`.

    Args:
        session: any session.
        text: what was typed.
        entities: which kinds of records.
        limit: at most so many.
    """
    if not fold(text).strip():
        return []
    ranked: list[tuple[int, int, int, str]] = []
    for kind, name in enumerate(entities):
        entity = entity_named(name)
        if not entity.about.searched:
            continue
        ids = list_ids(session, entity, text)
        titles = _plain_titles(session, entity, ids)
        ranked += [(_fit(titles.get(row, ""), text), kind, at, row) for at, row in enumerate(ids)]
    ranked.sort()
    best = [(entities[kind], row) for _fit, kind, _place, row in ranked[:limit]]
    return _matches(session, best)


def _fit(title: str, typed: str) -> int:
    """Return how well a title fits; the smaller the better."""
    folded, wanted = fold(title), " ".join(fold(typed).split())
    words, sought = folded.split(), wanted.split()
    if folded == wanted:
        return 0
    if folded.startswith(wanted):
        return 1 if folded[len(wanted) : len(wanted) + 1] in ("", " ") else 2
    if all(one in words for one in sought):
        return 3
    return 4 if all(any(word.startswith(one) for word in words) for one in sought) else 5


def _plain_titles(session: Session, entity: type[Entity], ids: Sequence[str]) -> dict[str, str]:
    """Return what the rows' own texts say of their names, without reading whole rows."""
    known = field_map(entity)
    names = [one for one in entity.about.title if known[one].kind is not Kind.REFERENCE]
    if not names or not ids:
        return {}
    query = select(entity.id, *(getattr(entity, one) for one in names)).where(entity.id.in_(ids))
    return {row: _joined(parts) for row, *parts in session.execute(query)}


def _joined(parts: Iterable[object]) -> str:
    return " ".join(str(part) for part in parts if part)


def _matches(session: Session, best: Sequence[tuple[str, str]]) -> list[Match]:
    told: dict[str, tuple[str, str]] = {}
    for name in {entity for entity, _row in best}:
        ids = [row for entity, row in best if entity == name]
        told |= lookup.named(session, entity_named(name), ids)
    return [Match(entity, row, *told[row]) for entity, row in best if row in told]
