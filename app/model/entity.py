"""What every synchronised row has, and how an entity introduces itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import ClassVar

from sqlalchemy import Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.base.i18n import N_, _
from app.model.field import Field, Kind, flag, moment, text

NETWORK = "network"
"""The scope of reference data: everybody reads it, only the office writes it."""
OFFICE = "office"
"""The scope of what never leaves the office."""


@dataclass(frozen=True, slots=True)
class About:
    """An entity's introduction.

    Attributes:
        label: one record, untranslated.
        plural: many records, untranslated.
        title: the fields whose values name a record to a person.
        order: the fields by which lists sort as text; they make the local `sort_key`.
        searched: the fields that the search index holds, folded.
        scope: where a new row is born: a fixed scope, or the fields that lead to a county.
        append_only: rows are never edited; a correction is another row.
    """

    label: str
    plural: str
    title: tuple[str, ...]
    scope: str | tuple[str, ...]
    order: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    append_only: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, in words for the user (translated)."""

    field: str
    message: str


class Entity(DeclarativeBase):
    """A row that is journalled, exchanged and found by its id."""

    about: ClassVar[About]

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    scope: Mapped[str] = mapped_column(Text, nullable=True)
    created_at: Mapped[datetime] = moment(N_("Created"), merge="latest", hidden=True)
    created_by: Mapped[str | None] = text(N_("Created by"), merge="latest", hidden=True)
    created_on: Mapped[str | None] = text(N_("Created on device"), merge="latest", hidden=True)
    deleted: Mapped[bool] = flag(N_("Deleted"), hidden=True)
    sort_key: Mapped[str | None] = mapped_column(Text, nullable=True)
    """Local: derived from the fields of `about.order`, never exchanged."""

    def check(self) -> Iterator[Problem]:
        """Yield what this record's own rules refuse; required fields are checked elsewhere."""
        yield from ()


@cache
def fields_of(entity: type[Entity]) -> tuple[Field, ...]:
    """Return the entity's own fields in the order in which its file names them."""
    found = [
        column.info["field"].named(name)
        for name, column in entity.__table__.columns.items()
        if "field" in column.info
    ]
    return tuple(sorted(found, key=lambda field: field.hidden))


@cache
def field_map(entity: type[Entity]) -> dict[str, Field]:
    """Return the entity's fields by name."""
    return {field.name: field for field in fields_of(entity)}


@cache
def nothing_in(entity: type[Entity]) -> dict[str, None]:
    """Return all columns of the entity, empty."""
    return dict.fromkeys(entity.__table__.columns.keys())


@cache
def _required(entity: type[Entity]) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(entity) if field.required)


def entity_name(entity: type[Entity]) -> str:
    """Return the name under which files and commands know the entity."""
    return str(entity.__tablename__)


def missing_fields(row: Entity) -> Iterator[Problem]:
    """Yield the required fields that are empty."""
    for field in _required(type(row)):
        if getattr(row, field.name) in (None, "", ()):
            message = _("Fill in: {field}.").format(field=_(field.label).lower())
            yield Problem(field.name, message)


def choice_label(field: Field, stored: str | None) -> str:
    """Return the translated label of a stored choice; an unknown one is shown as it is."""
    if stored is None or field.choices is None or field.kind not in (Kind.CHOICE, Kind.CHOICES):
        return stored or ""
    member = next((known for known in field.choices if known == stored), None)
    return _(member.label) if member else stored
