"""What texts and numbers from outside mean as values of a field, by its kind."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from app.base.clock import LOCAL
from app.model.field import Field, Kind


def read(field: Field, given: object) -> Any:
    """Return the value that a text, number or list from outside means in a field.

    Raises:
        ValueError, TypeError: when it means none.
    """
    parser = _PARSERS.get(field.kind)
    if parser is not None:
        return parser(given)
    if not isinstance(given, (str, int)):
        raise TypeError("a text was expected")
    if field.kind is Kind.CHOICE and field.choices and given not in list(field.choices):
        raise ValueError("none of the choices")
    return str(given)


def _moment(given: object) -> datetime:
    found = datetime.fromisoformat(str(given))
    return (found if found.tzinfo else found.replace(tzinfo=LOCAL)).astimezone(UTC)


def _texts(given: object) -> tuple[str, ...]:
    if not isinstance(given, (list, tuple)):
        raise TypeError("a list was expected")
    return tuple(str(value) for value in given)


def _flag(given: object) -> bool:
    if isinstance(given, int):
        return bool(given)
    if isinstance(given, str) and given in ("true", "false"):
        return given == "true"
    raise ValueError("true or false was expected")


def _whole_number(given: object) -> int:
    number = int(str(given))
    if not -(2**63) <= number < 2**63:
        raise ValueError("a number that no table can hold")
    return number


_PARSERS: dict[Kind, Callable[[object], Any]] = {
    Kind.DATE: lambda given: date.fromisoformat(str(given)),
    Kind.MOMENT: _moment,
    Kind.REFERENCES: _texts,
    Kind.CHOICES: _texts,
    Kind.FLAG: _flag,
    Kind.NUMBER: _whole_number,
}
