"""What a field says about itself; tables, forms, history and exchange are made of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from dataclasses import field as described
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Literal, Self

from sqlalchemy import Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from app.base.compact import encode

Raw = str | int | float | None
"""A value as SQLite, the journal and the exchange file hold it."""


class Kind(StrEnum):
    """What sort of value a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    FLAG = "flag"
    REFERENCE = "reference"
    REFERENCES = "references"
    CHOICES = "choices"


class Choice(StrEnum):
    """A closed list of values; each member is written `NAME = "stored", N_("Label")`."""

    label: str

    def __new__(cls, stored: str, label: str) -> Self:
        """Make a member that equals its stored text and knows its untranslated label."""
        member = str.__new__(cls, stored)
        member._value_ = stored
        member.label = label
        return member


@dataclass(frozen=True, slots=True)
class Field:
    """One field's description.

    Attributes:
        name: the attribute, the column and the key in files.
        label: untranslated; show it through `_`.
        merge: `ask` keeps two unseen values as a conflict, `latest` shows the later one.
        choices: the enumeration of a CHOICE or CHOICES field.
        target: the entity's name that a REFERENCE or REFERENCES field points to.
        group: the untranslated heading under which a form shows the field.
        coded: its values are codes that only a page of their own puts into words.
        encode: makes the stored form of a value; none where a value is its own stored form.
    """

    label: str
    kind: Kind
    name: str = ""
    help: str = ""
    required: bool = False
    personal: bool = False
    merge: Literal["ask", "latest"] = "ask"
    choices: type[Choice] | None = None
    target: str = ""
    group: str = ""
    hidden: bool = False
    coded: bool = False
    encode: Callable[[Any], Raw] | None = described(init=False, repr=False, compare=False)
    _read: Callable[[Raw], Any] | None = described(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look the converters of the kind up once: every save and import asks for them."""
        object.__setattr__(self, "encode", _WRITERS.get(self.kind))
        object.__setattr__(self, "_read", _READERS.get(self.kind))

    def named(self, name: str) -> "Field":
        """Return the same description under the attribute's name."""
        return replace(self, name=name)

    def to_raw(self, value: Any) -> Raw:
        """Return the stored form of an attribute's value."""
        return value if self.encode is None or value is None else self.encode(value)

    def from_raw(self, raw: Raw) -> Any:
        """Return the attribute's value of a stored form.

        Raises:
            ValueError: when the stored form is none of this kind.
        """
        return raw if self._read is None or raw is None else self._read(raw)

    @property
    def is_plain_text(self) -> bool:
        """Tell whether any text can stand in the field."""
        return self._read is None and self.kind is not Kind.NUMBER

    def accepts(self, raw: object) -> bool:
        """Tell whether a value from another store can stand in this field's column."""
        if raw is None:
            return True
        if self.kind in (Kind.NUMBER, Kind.FLAG):
            return isinstance(raw, int) and -(2**63) <= raw < 2**63
        if not isinstance(raw, str):
            return False
        if self._read is None:
            return True
        try:
            self.from_raw(raw)
        except (ValueError, OverflowError, RecursionError):
            return False
        return True


def _moment_to_raw(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _moment_from_raw(raw: Raw) -> datetime:
    moment = datetime.fromisoformat(str(raw))
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(UTC)


def _list_to_raw(value: tuple[str, ...]) -> str:
    return encode(value).decode()


def _list_from_raw(raw: Raw) -> tuple[str, ...]:
    values = json.loads(str(raw))
    if not isinstance(values, list):
        raise ValueError("a list of texts was expected")
    return tuple(str(value) for value in values)


_WRITERS: dict[Kind, Callable[[Any], Raw]] = {
    Kind.DATE: date.isoformat,
    Kind.MOMENT: _moment_to_raw,
    Kind.FLAG: int,
    Kind.CHOICE: str,
    Kind.REFERENCES: _list_to_raw,
    Kind.CHOICES: _list_to_raw,
}
_READERS: dict[Kind, Callable[[Raw], Any]] = {
    Kind.DATE: lambda raw: date.fromisoformat(str(raw)),
    Kind.MOMENT: _moment_from_raw,
    Kind.FLAG: bool,
    Kind.REFERENCES: _list_from_raw,
    Kind.CHOICES: _list_from_raw,
}


class _Stored(TypeDecorator[Any]):
    """A column whose stored form is the field's own, so that journal and table agree."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Kind) -> None:
        """Store values of the given kind."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> Raw:  # noqa: ARG002
        """Turn an attribute's value into its stored form."""
        return None if value is None else _WRITERS[self.kind](value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        """Turn a stored form into the attribute's value."""
        return None if value is None else _READERS[self.kind](value)


def _column(field: Field, **options: Any) -> MappedColumn[Any]:
    if field.kind in _READERS and field.kind is not Kind.FLAG:
        return mapped_column(_Stored(field.kind), nullable=True, info={"field": field}, **options)
    plain = Integer if field.kind in (Kind.NUMBER, Kind.FLAG) else Text
    return mapped_column(plain, nullable=True, info={"field": field}, **options)


def text(label: str, **about: Any) -> MappedColumn[Any]:
    """Describe one line of text."""
    return _column(Field(label, Kind.TEXT, **about))


def long_text(label: str, **about: Any) -> MappedColumn[Any]:
    """Describe text of several lines."""
    return _column(Field(label, Kind.LONG_TEXT, **about))


def choice(label: str, choices: type[Choice], **about: Any) -> MappedColumn[Any]:
    """Describe one value of a closed list; the attribute holds its stored text."""
    return _column(Field(label, Kind.CHOICE, choices=choices, **about))


def several(label: str, choices: type[Choice], **about: Any) -> MappedColumn[Any]:
    """Describe some values of a closed list, as a tuple of their stored texts."""
    return _column(Field(label, Kind.CHOICES, choices=choices, **about))


def day(label: str, **about: Any) -> MappedColumn[Any]:
    """Describe a date."""
    return _column(Field(label, Kind.DATE, **about))


def moment(label: str, **about: Any) -> MappedColumn[Any]:
    """Describe a moment, stored in UTC to the millisecond."""
    return _column(Field(label, Kind.MOMENT, **about))


def number(label: str, **about: Any) -> MappedColumn[Any]:
    """Describe a whole number."""
    return _column(Field(label, Kind.NUMBER, **about))


def flag(label: str, **about: Any) -> MappedColumn[Any]:
    """Describe yes or no."""
    return _column(Field(label, Kind.FLAG, **about))


def reference(label: str, target: str, **about: Any) -> MappedColumn[Any]:
    """Describe the id of one row of the named entity; no foreign key is enforced."""
    return _column(Field(label, Kind.REFERENCE, target=target, **about))


def references(label: str, target: str, **about: Any) -> MappedColumn[Any]:
    """Describe ids of rows of the named entity, as a tuple."""
    return _column(Field(label, Kind.REFERENCES, target=target, **about))
