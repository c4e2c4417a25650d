"""Register numbers with right check digits that no register has ever given out.

A tax office's code never begins with 0, no REGON begins with 99, and the court register is far
from 0009…: the numbers pass every check and are nobody's.
"""

from collections.abc import Sequence

_NIP = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_REGON_9 = (8, 9, 2, 3, 4, 5, 6, 7)
_REGON_14 = (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)
_STEP = 7_368_787
_ALL = 10_000_000


def _spread(n: int) -> int:
    # A step without a common factor visits every number once, in no order that shows.
    return (n * _STEP + 1_234_567) % _ALL


def _digit(number: str, weights: Sequence[int]) -> int:
    return sum(int(d) * weight for d, weight in zip(number, weights, strict=True)) % 11


def nip(n: int) -> str:
    """Return the n-th made-up NIP; different n below ten million give different ones."""
    body = f"02{_spread(n):07d}"
    digit = _digit(body, _NIP)
    if digit < 10:
        return f"{body}{digit}"
    # No NIP has the check digit 10; the same body under the prefix 03 has another one.
    body = f"03{body[2:]}"
    return f"{body}{_digit(body, _NIP)}"


def regon(n: int) -> str:
    """Return the n-th made-up REGON; different n below a million give different ones."""
    body = f"99{_spread(n) % 1_000_000:06d}"
    return f"{body}{_digit(body, _REGON_9) % 10}"


def regon14(regon9: str, branch: int) -> str:
    """Return the REGON of a branch."""
    body = f"{regon9}{branch:04d}"
    return f"{body}{_digit(body, _REGON_14) % 10}"


def krs(n: int) -> str:
    """Return the n-th made-up KRS number."""
    return f"0009{_spread(n) % 1_000_000:06d}"
