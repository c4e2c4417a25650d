"""Text: one normal form, folding for search, and the order of the Polish alphabet."""

import unicodedata
from codecs import charmap_decode, charmap_encode
from collections.abc import Callable, Sequence
from encodings import cp1250

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


def is_writable(text: str) -> bool:
    """Tell whether a file or table can hold a text: not when it has half of a surrogate pair.

    Broken copying leaves such halves, and on Linux names of files that are not UTF-8.
    """
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def writable(text: str) -> str:
    """Return a text with a question mark for each half of a surrogate pair."""
    return text if is_writable(text) else text.encode(errors="replace").decode()


def fold(text: str) -> str:
    """Return the text as search compares it: no case, no marks, ł as l.

    SQLite's own `remove_diacritics` leaves ł alone, so "lodz" would not find "Łódź".
    """
    if text.isascii():
        return text.casefold()
    try:
        return _mapped(text, _FOLDED)
    except UnicodeError:
        return _folded(text)


def within_words(text: str) -> str:
    """Return a label as it stands within a line: begun small, names in it as they are."""
    return text[:1].lower() + text[1:]


def sort_key(text: str) -> str:
    """Return a key whose code-point order is the order of the Polish alphabet (Ł after L)."""
    return _key(text.strip())


def fold_each(texts: Sequence[str]) -> list[str]:
    """Return many texts folded: a call for each costs more than its letters do."""
    return _together(fold, texts)


def sort_keys(texts: Sequence[str]) -> list[str]:
    """Return the sort keys of many texts."""
    return _together(_key, [text.strip() for text in texts])


def _together(change: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    changed = change("\0".join(texts)).split("\0")
    return changed if len(changed) == len(texts) else [change(text) for text in texts]


def _folded(text: str) -> str:
    plain = text.casefold().translate(_FOLDS)
    if plain.isascii():
        return plain
    # Twice, as Unicode's caseless match asks (chapter 3.13): ornate capitals such as 𝑨 become plain
    # ones only when they are taken apart.
    marks = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    letters = "".join(letter for letter in marks if not unicodedata.combining(letter))
    return letters.translate(_FOLDS)


def _key(text: str) -> str:
    lowered = text.casefold()
    try:
        return _mapped(lowered, _PLACED)
    except UnicodeError:
        return _placed(lowered)


def _placed(lowered: str) -> str:
    known = (letter if letter in _ORDERED else _folded(letter) for letter in lowered)
    return "".join(known).translate(_ORDER)


def _mapped(text: str, table: str) -> str:
    """Return a text letter by letter as a table says; UnicodeError when that does not say all."""
    return charmap_decode(
        charmap_encode(text, "strict", cp1250.encoding_table)[0], "strict", table
    )[0]


def _table(change: Callable[[str], str]) -> str:
    # The letters of Poland and its neighbours in 256 places: Python goes through such a table ten
    # times as fast as through a dictionary.
    changed = map(change, cp1250.decoding_table)
    return "".join(letter if len(letter) == 1 else "\ufffe" for letter in changed)


_FOLDED = _table(_folded)
_PLACED = _table(_placed)
