"""Translations: gettext catalogues, chosen once and changed in one place.

The program speaks one language; a paper may be drawn in another, within `speaking`.
"""

import gettext as _gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from app.base.paths import catalogues

LANGUAGES = {"pl": "Polski", "en": "English"}
PAPER_LANGUAGES = {**LANGUAGES, "uk": "Українська"}
"""The languages of papers; of the last the catalogue holds what papers say, and no more."""
_DOMAIN = "centrum-csr"


@dataclass(frozen=True, slots=True)
class _Tongue:
    """A language with its texts."""

    language: str
    texts: _gettext.NullTranslations


class _Current:
    """The program's language; with `_aside` the only state of this module."""

    tongue = _Tongue("en", _gettext.NullTranslations())


_aside: ContextVar[_Tongue | None] = ContextVar("language aside", default=None)


def set_language(language: str) -> None:
    """Use the named language (`pl` or `en`) for every text from now on."""
    _Current.tongue = _tongue(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use another language for what this thread says within the block; empty: the program's."""
    before = _aside.set(_tongue(language) if language else None)
    try:
        yield
    finally:
        _aside.reset(before)


def language() -> str:
    """Return the language in force here: that of `speaking`, else the program's."""
    return (_aside.get() or _Current.tongue).language


def program_language() -> str:
    """Return the language of the window and of messages."""
    return _Current.tongue.language


def _tongue(language: str) -> _Tongue:
    texts = _gettext.translation(_DOMAIN, str(catalogues()), languages=[language], fallback=True)
    return _Tongue(language, texts)


def system_language() -> str:
    """Return the language that the system asks for; Polish when it asks for none of ours."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        asked = os.environ.get(name, "")[:2].lower()
        if asked in LANGUAGES:
            return asked
    return "pl"


def _(message: str) -> str:
    """Return the message in the language in force.

    A message that has a plural too is held by its plural alone, as `packaging/catalogues.py`
    merges them; gettext of Python 3.11.2, which Debian 12 has, does not look there by itself.
    """
    texts = (_aside.get() or _Current.tongue).texts
    found = texts.gettext(message)
    return found if found != message else texts.ngettext(message, message, 1)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the message that fits the count."""
    return (_aside.get() or _Current.tongue).texts.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for translation where it stands; it is translated when it is shown."""
    return message
