"""Names of files that came from somewhere: what no system, mail program or eye stumbles over."""

import re
import unicodedata

_LONGEST = 120
_LONGEST_ENDING = 12
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def safe_file_name(given: str, otherwise: str = "file") -> str:
    """Return a name under which a file can stand in any folder of any system.

    Folders before it, invisible letters (those that turn the direction of reading make `exe.jpg`
    of a program), signs that Windows forbids, and dots at either end are taken away; what is too
    long loses its middle, not its ending.

    Args:
        given: the name as somebody or something gave it.
        otherwise: the name when nothing is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given).strip())[-1]
    visible = "".join(letter if _is_visible(letter) else " " for letter in last)
    plain = " ".join(_FORBIDDEN.sub("_", visible).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = plain, "", ""
    stem = stem.strip(". ")[: _LONGEST - len(ending) - 1].rstrip(". ") or otherwise
    if _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    return f"{stem}{dot}{ending}"


def ending_of(name: str) -> str:
    """Return a name's ending in small letters, without its dot; nothing when there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.casefold() if dot and stem else ""


def with_ending(name: str, ending: str) -> str:
    """Return the name with another ending."""
    stem, dot, _old = name.rpartition(".")
    return f"{stem if dot and stem else name}.{ending}"


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
