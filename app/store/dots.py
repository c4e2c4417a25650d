"""Names of changes inside one store: a dot is (stream, number) in one integer."""

_BITS = 32
_NUMBER = (1 << _BITS) - 1


def dot(stream: int, number: int) -> int:
    """Return the dot of a stream's numbered entry."""
    return stream << _BITS | number


def stream_of(value: int) -> int:
    """Return a dot's stream, as this store numbers it."""
    return value >> _BITS


def number_of(value: int) -> int:
    """Return a dot's number within its stream."""
    return value & _NUMBER
