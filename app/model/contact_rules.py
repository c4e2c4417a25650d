"""Rules that several records share: identifiers and contact data, checked in words."""

import re
from collections.abc import Iterator

from app.base.i18n import _
from app.model.entity import Problem

_NOT_DIGITS = re.compile(r"\D")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def digits(text: str | None) -> str:
    """Return the digits of what was typed or pasted ("PL 123-456…", no-break spaces)."""
    return _NOT_DIGITS.sub("", text or "")


def normal_regon(text: str | None) -> str:
    """Return a REGON's digits; a 14-digit one whose tail is 00000 is the REGON9 itself."""
    number = digits(text)
    return number[:9] if len(number) == 14 and number.endswith("00000") else number


def nip_problems(value: str | None) -> Iterator[Problem]:
    """Yield why a NIP cannot be right (ten digits, weights of the tax office's check digit)."""
    if not value:
        return
    if len(value) != 10 or not value.isdigit():
        yield Problem("nip", _("A NIP has ten digits; this one has {n}.").format(n=len(value)))
    elif len(set(value)) == 1 or not _nip_fits(value):
        yield Problem("nip", _("The NIP's check digit does not fit. Compare it with the document."))


def regon_problems(value: str | None, field: str = "regon") -> Iterator[Problem]:
    """Yield why a REGON cannot be right (9 or 14 digits with their own check digits)."""
    if not value:
        return
    if len(value) not in (9, 14) or not value.isdigit():
        message = _("A REGON has nine or fourteen digits; this one has {n}.")
        yield Problem(field, message.format(n=len(value)))
        return
    if len(set(value)) == 1 or not _regon_fits(value):
        message = _("The REGON's check digit does not fit. Compare it with the document.")
        yield Problem(field, message)


def _nip_fits(value: str) -> bool:
    from stdnum.pl import nip  # brings along what every start of the window would wait for

    return bool(nip.is_valid(value))


def _regon_fits(value: str) -> bool:
    from stdnum.pl import regon

    return bool(regon.is_valid(value))


def krs_problems(value: str | None) -> Iterator[Problem]:
    """Yield why a KRS number cannot be right (ten digits, no check digit)."""
    if value and (len(value) != 10 or not value.isdigit() or len(set(value)) == 1):
        yield Problem("krs", _("A KRS number has ten digits."))


def email_problems(value: str | None, field: str = "email") -> Iterator[Problem]:
    """Yield why an e-mail address cannot be right."""
    if value and not _EMAIL.fullmatch(value):
        message = _("An e-mail address looks like name@company.pl.")
        yield Problem(field, message)


def period_problems(start: object, end: object, field: str) -> Iterator[Problem]:
    """Yield that an end lies before its beginning."""
    if start is not None and end is not None and end < start:  # type: ignore[operator]
        yield Problem(field, _("The end is before the beginning."))
