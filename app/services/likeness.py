"""How alike two companies are: what of each is compared, the reasons, and a score from 0 to 100.

Each thing that two companies share is a piece of evidence with a weight of its own; the score is
the chance that not all of them deceive. Registers that differ speak against the pair.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType
from typing import Any

from app.base.i18n import N_
from app.base.text import fold
from app.model.contact_rules import digits
from app.model.field import Choice

ENOUGH = 60
"""The score from which a pair is worth a person's look."""


class Reason(Choice):
    """Why two companies may be one; the stored names are kept with a judgement."""

    NIP = "nip", N_("the same NIP")
    REGON = "regon", N_("the same REGON")
    BRANCH = "branch", N_("branches of one REGON")
    KRS = "krs", N_("the same KRS")
    EMAIL = "email", N_("the same e-mail")
    PHONE = "phone", N_("the same phone")
    NAME = "name", N_("the same name")
    ALIKE = "alike", N_("similar names")
    ADDRESS = "address", N_("the same address")
    TOWN = "town", N_("the same town")


WEIGHTS = {
    Reason.NIP: 0.75, Reason.REGON: 0.75, Reason.BRANCH: 0.6, Reason.KRS: 0.75,
    Reason.EMAIL: 0.5, Reason.PHONE: 0.45, Reason.NAME: 0.58, Reason.ALIKE: 0.42,
    Reason.ADDRESS: 0.4, Reason.TOWN: 0.12,
}  # fmt: skip
_OTHER_REGISTER = 0.5
"""What is left of a score when both have a NIP, or a KRS, and they differ."""
_SAME_NAME, _ALIKE_NAMES, _SAME_ADDRESS = 100, 82, 92
"""Per cent of letters from which two texts count as the same or as similar."""
_WORD = re.compile(r"\w+")
_LEGAL = frozenset(
    {
        *("sp", "z", "o", "oo", "zoo", "spolka", "ograniczona", "odpowiedzialnoscia", "s", "c"),
        *("sc", "a", "sa", "sj", "j", "jawna", "cywilna", "akcyjna", "komandytowa", "k", "i"),
        *("phu", "fhu", "pphu", "ppuh", "pw", "zpu", "fh", "ph", "pu", "p", "h", "u", "f", "w"),
        *("firma", "zaklad", "przedsiebiorstwo", "uslugi", "uslugowy", "uslugowe", "handlowy"),
        *("handlowe", "produkcyjny", "produkcyjne", "oraz", "na"),
    }
)
"""Words that many names have and that tell little of a company, folded."""
_STREET = frozenset({"ul", "ulica", "al", "aleja", "pl", "plac", "os", "osiedle", "lok", "m"})
_SEVERAL = re.compile(r"[,;/]|\s(?:i|lub)\s")


@dataclass(frozen=True, slots=True)
class Features:
    """What of a company is compared, in normal forms.

    Attributes:
        name: the telling words of the name, sorted, with spaces between.
        numbers: the numbers in the name; "School 1" is not "School 2".
    """

    id: str
    name: str
    numbers: frozenset[str]
    nip: str
    regon: str
    krs: str
    emails: frozenset[str]
    phones: frozenset[str]
    town: str
    address: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two companies are, and why."""

    score: int
    reasons: tuple[Reason, ...]


Row = tuple[str, str | None, str | None, str | None, str | None, str | None, str | None, str | None,
            str | None]  # fmt: skip
COLUMNS = ("id", "name", "nip", "regon", "krs", "email", "phone", "town", "address")
"""What `features` is given, in this order."""
_AGAINST = ("nip", "krs", "town")
"""What speaks against a pair when both have it and it differs."""


def features(row: Row) -> Features:
    """Return what of a company is compared."""
    row_id, name, nip, regon, krs, email, phone, town, address = row
    words = _WORD.findall(fold(name or "").replace(".", ""))
    telling = [word for word in words if word not in _LEGAL] or words
    return Features(
        id=row_id,
        name=" ".join(sorted(telling)),
        numbers=_numbers(telling),
        nip=nip or "",
        regon=regon or "",
        krs=krs or "",
        emails=frozenset((email.strip().casefold(),)) if email else frozenset(),
        phones=frozenset(phones(phone)) if phone else frozenset(),
        town=fold(town).strip() if town else "",
        address=_address(address) if address else "",
    )


def without(one: Features, names: Collection[str]) -> Features:
    """Return what is compared of a company as if some of `COLUMNS` held what nobody else has.

    Likeness to that is the least there can have been, whatever they held.
    """
    own: dict[str, Any] = {name: f"?{one.id}" for name in _AGAINST if name in names}
    own |= {name: "" for name in ("name", "regon", "address") if name in names}
    own |= {f"{name}s": frozenset() for name in ("email", "phone") if name in names}
    if "name" in names:
        own["numbers"] = frozenset()
    return replace(one, **own)


def _numbers(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())


def _address(text: str) -> str:
    return " ".join(word for word in _WORD.findall(fold(text)) if word not in _STREET)


def phones(text: str) -> Iterator[str]:
    """Yield the phone numbers in a text; a Polish one as its nine digits."""
    for part in _SEVERAL.split(text):
        number = digits(part)
        if len(number) == 9:
            yield number
        elif len(number) == 11 and number.startswith("48"):
            yield number[2:]
        elif number:
            yield from _foreign_phone(part)


def _foreign_phone(text: str) -> Iterator[str]:
    # Its tables take a tenth of a second to load, and few numbers need them.
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "PL")
    except phonenumbers.NumberParseException:
        return
    national = str(number.national_number)
    yield national if number.country_code == 48 else f"+{number.country_code}{national}"


def compare(one: Features, other: Features) -> Likeness | None:
    """Return how alike two companies are, or nothing when a person need not look at them."""
    reasons = [*_registers(one, other), *_contacts(one, other), *_names(one, other)]
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - WEIGHTS[reason]
    score = 100 * (1 - doubt)
    if _speak_against(one, other):
        score *= _OTHER_REGISTER
    return Likeness(round(score), tuple(reasons)) if score >= ENOUGH else None


def _registers(one: Features, other: Features) -> Iterator[Reason]:
    if one.nip and one.nip == other.nip:
        yield Reason.NIP
    if one.regon and one.regon[:9] == other.regon[:9]:
        yield Reason.REGON if one.regon == other.regon else Reason.BRANCH
    if one.krs and one.krs == other.krs:
        yield Reason.KRS


def _speak_against(one: Features, other: Features) -> bool:
    return any(
        mine and theirs and mine != theirs
        for mine, theirs in ((one.nip, other.nip), (one.krs, other.krs))
    )


def _contacts(one: Features, other: Features) -> Iterator[Reason]:
    if not one.emails.isdisjoint(other.emails):
        yield Reason.EMAIL
    if not one.phones.isdisjoint(other.phones):
        yield Reason.PHONE


def _names(one: Features, other: Features) -> Iterator[Reason]:
    likeness = _letters().ratio(one.name, other.name, score_cutoff=_ALIKE_NAMES)
    if not likeness and _holds_all_of(one.name, other.name):
        likeness = float(_ALIKE_NAMES)
    if likeness and one.numbers == other.numbers:
        yield Reason.NAME if likeness >= _SAME_NAME else Reason.ALIKE
    same_town = bool(one.town) and one.town == other.town
    if same_town or not (one.town and other.town):
        alike = _letters().token_sort_ratio(one.address, other.address, score_cutoff=_SAME_ADDRESS)
        if one.address and alike and _same_house(one.address, other.address):
            yield Reason.ADDRESS
    if same_town:
        yield Reason.TOWN


@cache
def _letters() -> ModuleType:
    # The window loads this file at its start and compares nothing then.
    from rapidfuzz import fuzz

    return fuzz


def _holds_all_of(one: str, other: str) -> bool:
    """Tell whether one name is another with words added: "Tartak Nowak Piska" and "Tartak Nowak".

    Two telling words at least: one alone ("Tartak") is in too many names.
    """
    few, many = sorted((set(one.split()), set(other.split())), key=len)
    return len(few) > 1 and few <= many


def _same_house(one: str, other: str) -> bool:
    return _numbers(one.split()) == _numbers(other.split())
