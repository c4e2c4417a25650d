"""Companies that were entered twice: finding them here and among what an import brought."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.model.company import Company
from app.model.merge_edge import MergeEdge, Verdict
from app.services import blocking, joined
from app.services.likeness import COLUMNS, Features, Likeness, Reason, compare, features, without
from app.services.lookup import with_titles
from app.store import faces, sharing
from app.store.arrived import Came, fields_since
from app.store.search import matching
from app.store.streams import Knowledge

_STEPS = 40
ONE_BY_ONE = 100
"""Up to so many arrived companies each asks the index for what is like it; more are compared by
what is equal, and all by `find`."""
_ASKED = 1_000
"""So many companies at a time are asked what came of them, until it is known to be too much."""
_FOUND_EACH = 40
_COLUMNS = tuple(getattr(Company, name) for name in COLUMNS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two companies that may be one, the earlier id first."""

    one: str
    other: str
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Pair(Candidate):
    """A candidate with what the two are called, town included."""

    one_name: str
    other_name: str


def find(session: Session, progress: Progress = NO_PROGRESS) -> list[Candidate]:
    """Return all pairs that may be one company and that nobody has judged, the likeliest first.

    Args:
        session: any session.
        progress: told as companies are compared; may stop the work.
    """
    progress.step(0, _STEPS, _("Comparing companies"))
    return _compared(session, blocking.blocks(_features(session)), progress=progress)


def among_arrived(session: Session, rows: Collection[str], before: Knowledge) -> list[Candidate]:
    """Return the pairs that companies which an import brought or changed may form.

    All are compared with whom they share a number, an address for letters, or the whole name
    with, if that came now; a few also with all that the index finds like them. What came is
    looked up, however many companies the store holds.

    Args:
        session: any session.
        rows: ids of the companies.
        before: what the store held before the import; a pair that is alike without what came
            since is no new one.
    """

    def came_of(some: Collection[str]) -> Came:
        return fields_since(session.connection(), some, COLUMNS, before)

    few = _few(sorted(rows), came_of)
    groups = sharing.groups(session, rows if few is None else few.keys(), came_of)
    came = few
    if came is None:
        came = came_of({row for group in groups for row in group}.intersection(rows))
    shown = set(faces.shown_as(session, came).values())
    blocks = _blocks(session, groups)
    if few is not None:
        blocks += blocking.blocks(_features(session, shown | _like(session, shown)))
    return _new_ones(session, _compared(session, blocks, only=shown), before)


def _few(rows: Sequence[str], came_of: Callable[[Collection[str]], Came]) -> Came | None:
    """Return what came of companies; nothing when it came of more than are asked one by one."""
    came: Came = {}
    for start in range(0, len(rows), _ASKED):
        came |= came_of(rows[start : start + _ASKED])
        if len(came) > ONE_BY_ONE:
            return None
    return came


def _blocks(session: Session, groups: list[list[str]]) -> list[blocking.Block]:
    faced = faces.shown_as(session, {row for group in groups for row in group})
    known = {one.id: one for one in _features(session, set(faced.values()))}
    alike = [{faced[row] for row in group} & known.keys() for group in groups]
    return [[known[row] for row in group] for group in alike if len(group) > 1]


def _new_ones(session: Session, found: list[Candidate], before: Knowledge) -> list[Candidate]:
    members = faces.groups(session, {row for one in found for row in (one.one, one.other)})
    asked = {row for group in members.values() for row in group}
    came = fields_since(session.connection(), asked, COLUMNS, before)
    older = {
        one.id: without(one, {name for row in members[one.id] for name in came.get(row, ())})
        for one in _features(session, members)
    }
    return [one for one in found if compare(older[one.one], older[one.other]) is None]


def pairs(session: Session, progress: Progress = NO_PROGRESS) -> list[Pair]:
    """Return all pairs that may be one company, with the names of both, the likeliest first."""
    found = find(session, progress)
    names = dict(
        with_titles(session, Company, list({row for c in found for row in (c.one, c.other)}))
    )
    return [
        Pair(c.one, c.other, c.score, c.reasons, names.get(c.one, "…"), names.get(c.other, "…"))
        for c in found
    ]


def still_open(session: Session, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return those of earlier candidates that nobody has judged since, as they are shown now."""
    listed = list(candidates)
    shown = faces.shown_as(session, [row for one in listed for row in (one.one, one.other)])
    here = joined.wholes(session, set(shown.values()))
    apart = _told_apart(session)
    left: dict[tuple[str, str], Candidate] = {}
    for one in listed:
        first, second = sorted((shown[one.one], shown[one.other]))
        pair = (first, second)
        if first != second and pair not in apart and first in here and second in here:
            left.setdefault(pair, Candidate(first, second, one.score, one.reasons))
    return list(left.values())


def reason_words(reasons: Iterable[str]) -> str:
    """Return reasons in words, "the same NIP, similar names"; unknown ones as they are named."""
    known = {reason.value: reason for reason in Reason}
    return ", ".join(_(known[one].label) if one in known else one for one in reasons)


def _compared(
    session: Session,
    blocks: list[blocking.Block],
    only: set[str] | None = None,
    progress: Progress = NO_PROGRESS,
) -> list[Candidate]:
    apart = _told_apart(session)
    found: dict[tuple[str, str], Likeness] = {}
    for done, block in enumerate(blocks, 1):
        for one, other in blocking.pairs(block):
            pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
            if pair in found or pair in apart or (only is not None and only.isdisjoint(pair)):
                continue
            alike = compare(one, other)
            if alike is not None:
                found[pair] = alike
        if done % max(1, len(blocks) // _STEPS) == 0:
            progress.step(done, len(blocks), _("Comparing companies"))
    listed = [Candidate(*pair, alike.score, alike.reasons) for pair, alike in found.items()]
    return sorted(listed, key=lambda one: (-one.score, one.one, one.other))


def _told_apart(session: Session) -> set[tuple[str, str]]:
    query = select(MergeEdge.one, MergeEdge.other).where(
        MergeEdge.verdict == Verdict.DIFFERENT, MergeEdge.deleted == 0
    )
    pairs = session.execute(query).all()
    shown = faces.shown_as(session, [row for pair in pairs for row in pair])
    told = ((shown[one], shown[other]) for one, other in pairs)
    return {(min(pair), max(pair)) for pair in told}


def _features(session: Session, rows: Collection[str] | None = None) -> list[Features]:
    """Return what is compared of all shown companies, or of some; joined ones as one."""
    if rows is not None and not rows:
        return []  # an empty IN reads the whole table
    query = select(*_COLUMNS).where(Company.deleted == 0, Company.sort_key.is_not(None))
    if rows is not None:
        query = query.where(Company.id.in_(rows))
    found: dict[str, Any] = {row[0]: row for row in session.execute(query)}
    for row, whole in joined.joined(session, found).items():
        found[row] = tuple(getattr(whole.company, name) for name in COLUMNS)
    return [features(row) for row in found.values()]


def _like(session: Session, rows: Collection[str]) -> set[str]:
    """Return the companies that the index finds like some."""
    return {
        row
        for one in _features(session, rows)
        for words in _asked(one)
        for row in matching(session, words, "company", _FOUND_EACH)
    }


def _asked(one: Features) -> Iterator[str]:
    for phone in one.phones:
        yield from (phone, f"{phone[:3]} {phone[3:6]} {phone[6:]}")
        yield f"{phone[:2]} {phone[2:5]} {phone[5:7]} {phone[7:]}"
    for word in sorted(one.name.split(), key=len, reverse=True)[:2]:
        yield f"{word[:6]} {one.town}"
