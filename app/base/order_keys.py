"""Keys that sort as text and between any two of which another fits: places in a list.

A row that is put between two others gets a key of its own and the two keep theirs, so that people
who sort one list apart change nothing of each other.
"""

from collections.abc import Sequence

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def is_key(text: str | None) -> bool:
    """Tell whether a text is a key; the last digit is never 0, below which nothing would fit."""
    return bool(text) and set(str(text)) <= set(_DIGITS) and not str(text).endswith("0")


def key_between(before: str = "", after: str = "") -> str:
    """Return a key above one and below the other; an empty one leaves that end open.

    Raises:
        ValueError: when they are no keys, or the first is not the smaller.
    """
    if any(key and not is_key(key) for key in (before, after)) or (after and before >= after):
        raise ValueError(f"no key fits between {before!r} and {after!r}")
    return _middle(before, after)


def in_order(keys: Sequence[str | None]) -> list[str]:
    """Return keys for a list in its present order; as many as can be are kept.

    Args:
        keys: what its rows have now: keys in any order, equal ones, `None`, or anything else.
    """
    kept = _rising(keys)
    made: list[str] = []
    for place, key in enumerate(keys):
        if place in kept and key is not None:
            made.append(key)
            continue
        below = next((str(keys[p]) for p in range(place + 1, len(keys)) if p in kept), "")
        made.append(key_between(made[-1] if made else "", below))
    return made


def _middle(before: str, after: str) -> str:
    shared = 0
    while shared < len(after) and before[shared : shared + 1].ljust(1, "0") == after[shared]:
        shared += 1
    if shared:
        return after[:shared] + _middle(before[shared:], after[shared:])
    low = _DIGITS.index(before[0]) if before else 0
    high = _DIGITS.index(after[0]) if after else len(_DIGITS)
    if high - low > 1:
        return _DIGITS[(low + high) // 2]
    if len(after) > 1:
        return after[0]
    return _DIGITS[low] + _middle(before[1:], "")


def _rising(keys: Sequence[str | None]) -> set[int]:
    """Return the places of a longest run of rising keys, perhaps with others between."""
    best: list[tuple[int, int | None]] = []
    for place, key in enumerate(keys):
        longest: tuple[int, int | None] = (1, None) if is_key(key) else (0, None)
        for earlier in range(place):
            if longest[0] and best[earlier][0] >= longest[0] and str(keys[earlier]) < str(key):
                longest = (best[earlier][0] + 1, earlier)
        best.append(longest)
    at = max(range(len(best)), key=lambda place: best[place][0], default=None)
    run: set[int] = set()
    while at is not None and best[at][0]:
        run.add(at)
        at = best[at][1]
    return run
