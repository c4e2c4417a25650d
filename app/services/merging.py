"""Joining companies that are one, letting them go again, and remembering which are not one."""

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.model.company import Company
from app.model.merge_edge import MergeEdge, Verdict
from app.services import records
from app.store import faces

Pair = tuple[str, str]
"""Two companies' ids, the earlier first."""


def join(
    session: Session, one: str, other: str, score: int | None = None, reasons: str | None = None
) -> MergeEdge:
    """Make two companies one; nothing that points to either is changed.

    Args:
        session: a writing session.
        one: a company's id.
        other: another's.
        score: how alike they were, 0 to 100.
        reasons: why they were thought the same, as `duplicates` names reasons.

    Raises:
        UserError: when one is gone, both are one already, or this device may not say so.
    """
    pair = _pair(session, one, other)
    if faces.face_of(session, one) == faces.face_of(session, other):
        raise UserError(_("These two are one company already."))
    return _judge(session, pair, Verdict.SAME, score, reasons)


def keep_apart(
    session: Session, one: str, other: str, score: int | None = None, reasons: str | None = None
) -> MergeEdge:
    """Remember that two companies are not one, so that nobody is asked about them again.

    Raises:
        UserError: when one is gone, both are joined, or this device may not say so.
    """
    pair = _pair(session, one, other)
    if faces.face_of(session, one) == faces.face_of(session, other):
        raise UserError(_("These two are joined. Take them apart first."))
    return _judge(session, pair, Verdict.DIFFERENT, score, reasons)


def part(session: Session, company: str) -> list[str]:
    """Take a company out of those that it is joined with; they stay joined without it.

    Returns:
        The others' ids.

    Raises:
        UserError: when it is joined with nothing, or this device may not say so.
    """
    group = faces.members(session, company)
    if len(group) == 1:
        raise UserError(_("This company is not joined with another."))
    left = [row for row in group if row != company]
    edges = _edges_of(session, group)
    for edge in edges:
        if company in (edge.one, edge.other):
            records.delete(session, edge)
    for pair in _bridges([(e.one, e.other) for e in edges], left, company):
        if not _are_told_apart(session, pair):
            _judge(session, pair, Verdict.SAME, None, None)
    return left


def _are_told_apart(session: Session, pair: Pair) -> bool:
    known = session.get(MergeEdge, MergeEdge.id_for(*pair))
    return known is not None and not known.deleted and known.verdict == Verdict.DIFFERENT


def part_all(session: Session, company: str) -> list[str]:
    """Take all companies apart that are shown as one with a company.

    Returns:
        Their ids.

    Raises:
        UserError: when it is joined with nothing, or this device may not say so.
    """
    group = faces.members(session, company)
    if len(group) == 1:
        raise UserError(_("This company is not joined with another."))
    for edge in _edges_of(session, group):
        records.delete(session, edge)
    return list(group)


def part_from(session: Session, one: str, other: str) -> list[str]:
    """Take the second of two joined companies out of those that are joined.

    Raises:
        UserError: when the two are not joined, or this device may not say so.
    """
    if one == other or other not in faces.members(session, one):
        raise UserError(_("These two are not joined."))
    return part(session, other)


def faces_of(session: Session, companies: Iterable[str]) -> dict[str, str]:
    """Return for each company the id under which it is shown."""
    return faces.shown_as(session, companies)


def _pair(session: Session, one: str, other: str) -> Pair:
    for row in (one, other):
        records.get(session, Company, row)
    if one == other:
        raise UserError(_("One company is no pair. Name two."))
    return (one, other) if one < other else (other, one)


def _judge(
    session: Session, pair: Pair, verdict: Verdict, score: int | None, reasons: str | None
) -> MergeEdge:
    key = MergeEdge.id_for(*pair)
    row = session.get(MergeEdge, key) or records.new(MergeEdge, id=key, one=pair[0], other=pair[1])
    row.deleted = False
    values = {"verdict": verdict.value, "score": score, "reasons": reasons}
    return records.save(session, row, values)


def _edges_of(session: Session, rows: Sequence[str]) -> list[MergeEdge]:
    query = select(MergeEdge).where(
        or_(MergeEdge.one.in_(rows), MergeEdge.other.in_(rows)),
        MergeEdge.verdict == Verdict.SAME,
        MergeEdge.deleted == 0,
    )
    return list(session.scalars(query))


def _bridges(edges: Iterable[Pair], left: Sequence[str], out: str) -> list[Pair]:
    """Return the pairs to join anew so that those who are left stay one."""
    group_of = {row: {row} for row in left}
    for one, other in edges:
        if out not in (one, other):
            _unite(group_of, one, other)
    bridges: list[Pair] = []
    first = min(left)
    for row in sorted(left):
        if row not in group_of[first]:
            bridges.append((first, row))
            _unite(group_of, first, row)
    return bridges


def _unite(group_of: dict[str, set[str]], one: str, other: str) -> None:
    whole = group_of.setdefault(one, {one}) | group_of.setdefault(other, {other})
    group_of.update(dict.fromkeys(whole, whole))
