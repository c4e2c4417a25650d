"""One rule for many conflicts: mine, theirs or the newest for all that are listed, in one step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import N_, _, ngettext
from app.base.progress import NO_PROGRESS, Progress
from app.model.entity import field_map, missing_fields
from app.model.every_entity import entity_named
from app.model.field import Choice, Raw
from app.store.who import refuse_foreign, who
from app.sync import conflicts
from app.sync.conflicts import Conflict


class Rule(Choice):
    """Which value stands in all conflicts of a list."""

    MINE = "mine", N_("Mine")
    THEIRS = "theirs", N_("Theirs")
    NEWEST = "newest", N_("The newest")


@dataclass(frozen=True, slots=True)
class Question:
    """Where an open conflict is, without its values; `id` is the conflict's."""

    id: str
    entity: str
    row: str
    field: str

    @property
    def label(self) -> str:
        """Return the record's kind and the field, in words."""
        entity = entity_named(self.entity)
        field = field_map(entity).get(self.field)
        return f"{_(entity.about.label)}: {_(field.label).lower() if field else self.field}"


@dataclass(frozen=True, slots=True)
class Settled:
    """How many conflicts a rule answered, and which it could not."""

    answered: int
    left: tuple[str, ...]


def questions(session: Session) -> list[Question]:
    """Return every open conflict in the order of its id, without reading any value."""
    found = conflicts.places(session.connection())
    return [Question(f"{row}.{field}", entity, row, field) for entity, row, field in found]


def settle_all(
    session: Session, ids: Sequence[str], rule: str, progress: Progress = NO_PROGRESS
) -> Settled:
    """Answer conflicts by a rule, all in one step that one undo takes back.

    A value that the record's own rules refuse, and a record that this device may not write, are
    left for a person to answer.

    Args:
        session: a writing session.
        ids: the conflicts.
        rule: a `Rule`.
        progress: told after each; may cancel, and then nothing is answered.
    """
    left = []
    for place, conflict_id in enumerate(ids):
        progress.step(place, len(ids), _("Answering conflicts"))
        asked = conflicts.conflict(session, conflict_id)
        value = _value(asked, rule)
        if _fits(session, asked, value):
            conflicts.answer(session, conflict_id, value)
        else:
            left.append(conflict_id)
    return Settled(len(ids) - len(left), tuple(left))


def settled_words(rule: str, count: int) -> str:
    """Return what a rule did, for the undo line."""
    said = {
        Rule.MINE: ngettext("Kept mine in {n} conflict", "Kept mine in {n} conflicts", count),
        Rule.THEIRS: ngettext("Kept theirs in {n} conflict", "Kept theirs in {n} conflicts", count),
        Rule.NEWEST: ngettext(
            "Kept the newest in {n} conflict", "Kept the newest in {n} conflicts", count
        ),
    }
    return next(words for one, words in said.items() if one == rule).format(n=count)


def fields_of(asked: Iterable[Question]) -> list[tuple[str, str]]:
    """Return the fields of conflicts as (value for a filter, words with their number), by words."""
    counts: dict[str, int] = {}
    words: dict[str, str] = {}
    for one in asked:
        key = f"{one.entity}.{one.field}"
        counts[key] = counts.get(key, 0) + 1
        words[key] = one.label
    return sorted(
        ((key, f"{words[key]} ({n})") for key, n in counts.items()), key=lambda pair: pair[1]
    )


def _value(asked: Conflict, rule: str) -> Raw:
    if rule == Rule.MINE:
        return asked.mine
    if rule == Rule.THEIRS:
        return asked.theirs
    return max(asked.values, key=lambda value: (value.time, value.device)).value


def _fits(session: Session, asked: Conflict, value: Raw) -> bool:
    """Tell whether a value may be the answer; the record is as before afterwards."""
    row = session.get(entity_named(asked.entity), asked.row)
    field = conflicts.described_field(asked)
    if row is None or not field.accepts(value):
        return False
    try:
        refuse_foreign(who(session), row.scope)
    except UserError:
        return False
    with session.no_autoflush:
        before = getattr(row, asked.field)
        setattr(row, asked.field, field.from_raw(value))
        refused = [one for one in (*missing_fields(row), *row.check()) if one.field == asked.field]
        setattr(row, asked.field, before)
    return not refused
