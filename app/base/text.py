"""Text: one normal form, folding for search, and the order of the Polish alphabet."""

import unicodedata

_FOLDS = str.maketrans({"ł": "l", "Ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})
_ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_ORDER = {letter: chr(0x100 + place) for place, letter in enumerate(_ALPHABET)}


def nfc(text: str) -> str:
    """Return the text in Unicode's composed form (NFC), without NUL characters."""
    return unicodedata.normalize("NFC", text).replace("\x00", "")


def fold(text: str) -> str:
    """Return the text as search compares it: no case, no marks, ł as l.

    SQLite's own `remove_diacritics` leaves ł alone, so "lodz" would not find "Łódź".
    """
    if text.isascii():
        return text.casefold()
    plain = text.casefold().translate(_FOLDS)
    marks = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


def sort_key(text: str) -> str:
    """Return a key whose code-point order is the order of the Polish alphabet (Ł after L)."""
    lowered = text.casefold().strip()
    weights = []
    for letter in lowered:
        weight = _ORDER.get(letter)
        if weight is None and not letter.isascii():
            weight = "".join(_ORDER.get(part, part) for part in fold(letter))
        weights.append(weight if weight is not None else letter)
    return "".join(weights)
