"""The shapes of what a file says: each value is of its kind and within bounds, or ValueError."""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping

MOST = 2**32 - 1
"""The greatest number of an entry (a store names changes in 32 bits)."""
_DEVICE = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
_WRITER = re.compile(r"[0-9A-Za-z-]{1,64}~[0-9]{1,18}", re.ASCII)
_SCOPE = re.compile(r"[0-9a-z]{1,32}", re.ASCII)
_COUNTY = re.compile(r"[0-9]{4}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


Spans = tuple[tuple[int, int], ...]
"""Stretches of numbers or bytes, each with where it begins and ends."""


class Shape:
    """A JSON object from outside, asked for one value at a time."""

    def __init__(self, value: object) -> None:
        """Hold the object.

        Raises:
            ValueError: when the value is not an object.
        """
        if not isinstance(value, Mapping):
            raise ValueError("not an object")
        self._values = value

    def has(self, name: str) -> bool:
        """Tell whether there is a value of that name."""
        return name in self._values

    def any(self, name: str) -> object:
        """Return a value of any kind."""
        if name not in self._values:
            raise ValueError(name)
        return self._values[name]

    def text(self, name: str) -> str:
        """Return a text that can be written as UTF-8."""
        return _read_text(self.any(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts that can be written as UTF-8."""
        return tuple(map(_read_text, self.items(name)))

    def number(self, name: str, low: int = 1, high: int = MOST) -> int:
        """Return a whole number within bounds."""
        value = self.any(name)
        if type(value) is not int or not low <= value <= high:
            raise ValueError(name)
        return value

    def items(self, name: str) -> list[object]:
        """Return a list."""
        value = self.any(name)
        if not isinstance(value, list):
            raise ValueError(name)
        return value

    def device(self, name: str) -> str:
        """Return a device's id."""
        return _matched(_DEVICE, self.text(name))

    def writer(self, name: str) -> str:
        """Return a device under one of its incarnations."""
        return _matched(_WRITER, self.text(name))

    def scope(self, name: str) -> str:
        """Return a scope."""
        return _matched(_SCOPE, self.text(name))

    def counties(self, name: str) -> tuple[str, ...]:
        """Return codes of counties."""
        return tuple(_matched(_COUNTY, value) for value in self.texts(name))

    def hash(self, name: str) -> str:
        """Return a SHA-256 in hexadecimal."""
        return _matched(_HASH, self.text(name))

    def key(self, name: str) -> str:
        """Return 32 bytes in base64, as text."""
        value = self.text(name)
        if len(read_base64(value)) != 32:
            raise ValueError(name)
        return value

    def knowledge(self, name: str) -> dict[str, dict[str, int]]:
        """Return, for each scope and writer, a number."""
        return {
            _matched(_SCOPE, scope): read_context(context)
            for scope, context in Shape(self.any(name)).pairs()
        }

    def spans(self, name: str) -> Spans:
        """Return pairs of whole numbers of which neither ends before it begins."""
        return tuple(_read_span(value) for value in self.items(name))

    def pairs(self) -> list[tuple[str, object]]:
        """Return all names with their values."""
        return list(self._values.items())


def read_context(value: object) -> dict[str, int]:
    """Return a number for each writer.

    Raises:
        ValueError: when the value is anything else.
    """
    shape = Shape(value)
    return {_matched(_WRITER, name): shape.number(name, 0) for name, _ in shape.pairs()}


def read_hash(value: str) -> str:
    """Return a text that is a SHA-256 in hexadecimal; ValueError when it is not."""
    return _matched(_HASH, value)


def read_scope(value: str) -> str:
    """Return a text that names a scope; ValueError when it does not."""
    return _matched(_SCOPE, value)


def read_writer(value: str) -> str:
    """Return a text that names a writer; ValueError when it does not."""
    return _matched(_WRITER, value)


def read_base64(text: str) -> bytes:
    """Return the bytes of a base64 text that is spelled in the one right way.

    Raises:
        ValueError: when it is not.
    """
    value = b64decode(text, validate=True)
    if b64encode(value).decode() != text:
        raise ValueError("another spelling of the same bytes")
    return value


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    value.encode()  # half of a surrogate pair cannot be stored
    return value


def _read_span(value: object) -> tuple[int, int]:
    if not isinstance(value, list) or [type(end) for end in value] != [int, int]:
        raise ValueError("not a stretch")
    start, end = value
    if not 0 <= start <= end <= MOST:
        raise ValueError("not a stretch")
    return start, end


def _matched(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(value)
    return value
