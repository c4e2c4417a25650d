"""Translations: gettext catalogues, chosen once and changed in one place."""

import gettext as _gettext
import os

from app.base.paths import catalogues

LANGUAGES = {"pl": "Polski", "en": "English"}
_DOMAIN = "centrum-csr"


class _Current:
    """The language in force; the only state of this module."""

    language = "en"
    texts: _gettext.NullTranslations = _gettext.NullTranslations()


def set_language(language: str) -> None:
    """Use the named language (`pl` or `en`) for every text from now on."""
    _Current.language = language
    _Current.texts = _gettext.translation(
        _DOMAIN, str(catalogues()), languages=[language], fallback=True
    )


def language() -> str:
    """Return the language in force."""
    return _Current.language


def system_language() -> str:
    """Return the language that the system asks for; Polish when it asks for none of ours."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        asked = os.environ.get(name, "")[:2].lower()
        if asked in LANGUAGES:
            return asked
    return "pl"


def _(message: str) -> str:
    """Return the message in the language in force."""
    return _Current.texts.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the message that fits the count."""
    return _Current.texts.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for translation where it stands; it is translated when it is shown."""
    return message
