"""Text: one normal form, folding for search, and the order of the Polish alphabet."""

import unicodedata

_ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
# All of ASCII is there, and as numbers: a letter that is missing costs three that are not.
_ORDER = {code: code for code in range(128)} | {
    ord(letter): 0x100 + place for place, letter in enumerate(_ALPHABET)
}
_ORDERED = frozenset(_ALPHABET).union(map(chr, range(128)))
_FOLDS = str.maketrans(
    dict(zip("ąćęłńóśźżđø", "acelnoszzdo", strict=True)) | {"ß": "ss", "æ": "ae", "œ": "oe"}
)


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
    if plain.isascii():
        return plain
    # Twice, as Unicode's caseless match asks (chapter 3.13): ornate capitals such as 𝑨 become plain
    # ones only when they are taken apart.
    marks = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    letters = "".join(letter for letter in marks if not unicodedata.combining(letter))
    return letters.translate(_FOLDS)


def sort_key(text: str) -> str:
    """Return a key whose code-point order is the order of the Polish alphabet (Ł after L)."""
    lowered = text.casefold().strip()
    if not lowered.isascii() and not _ORDERED.issuperset(lowered):
        lowered = "".join(letter if letter in _ORDERED else fold(letter) for letter in lowered)
    return lowered.translate(_ORDER)
