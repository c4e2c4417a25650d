"""Made-up people: common first and last names drawn independently."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.base.text import fold
from app.model.person import PersonLanguage
from app.services.demo.dice import Dice

_WOMEN = (
    "Anna", "Maria", "Katarzyna", "Małgorzata", "Agnieszka", "Barbara", "Ewa", "Elżbieta",
    "Krystyna", "Joanna", "Magdalena", "Monika", "Teresa", "Beata", "Dorota", "Iwona", "Renata",
    "Halina", "Justyna", "Bożena", "Aleksandra", "Natalia", "Paulina", "Grażyna", "Zofia",
    "Urszula", "Jolanta", "Żaneta", "Wioletta", "Łucja", "Kinga", "Sylwia",
)  # fmt: skip
_MEN = (
    "Jan", "Piotr", "Krzysztof", "Andrzej", "Tomasz", "Paweł", "Michał", "Marcin", "Stanisław",
    "Jerzy", "Marek", "Łukasz", "Grzegorz", "Wojciech", "Józef", "Adam", "Zbigniew", "Dariusz",
    "Mariusz", "Mateusz", "Rafał", "Kamil", "Jakub", "Robert", "Sławomir", "Ryszard", "Leszek",
    "Wiesław", "Błażej", "Bartosz", "Kazimierz", "Żegota",
)  # fmt: skip
# The ending -ski becomes -ska for a woman; other names stay.
_LAST = (
    "Kowalski", "Nowak", "Wiśniewski", "Wójcik", "Kamiński", "Lewandowski", "Zieliński",
    "Szymański",
    "Woźniak", "Dąbrowski", "Kozłowski", "Mazur", "Jankowski", "Kwiatkowski", "Wojciechowski",
    "Krawczyk", "Kaczmarek", "Piotrowski", "Grabowski", "Zając", "Pawłowski", "Michalski", "Król",
    "Wieczorek", "Jabłoński", "Wróbel", "Majewski", "Olszewski", "Stępień", "Malinowski",
    "Jaworski", "Adamczyk", "Dudek", "Nowicki", "Pawlak", "Górski", "Witkowski", "Walczak",
    "Sikora", "Baran", "Rutkowski", "Michalak", "Szewczyk", "Ostrowski", "Tomaszewski",
    "Pietrzak", "Zalewski", "Wróblewski", "Marciniak", "Jasiński", "Sadowski", "Bąk",
    "Chmielewski", "Borkowski", "Czarnecki", "Sawicki", "Sokołowski", "Urbański", "Kubiak",
    "Maciejewski", "Szczepański", "Kucharski", "Wilk", "Kalinowski", "Lis", "Mazurek",
    "Wysocki", "Adamski", "Kaźmierczak", "Sobczak", "Czerwiński", "Andrzejewski", "Cieślak",
    "Głowacki", "Zakrzewski", "Kołodziej", "Sikorski", "Krajewski", "Gajewski", "Szulc",
    "Laskowski", "Ziółkowski", "Makowski", "Brzeziński", "Przybylski", "Borowski", "Łukasik",
    "Ślusarczyk", "Żuk", "Ćwikła", "Źrebiec", "Gołąb", "Kmieć", "Jeż", "Dzięcioł",
)  # fmt: skip
_UKRAINIANS = (
    ("Олена", "Коваленко"), ("Тарас", "Мельник"), ("Ірина", "Бондаренко"), ("Андрій", "Шевчук"),
    ("Наталія", "Ткаченко"), ("Юрій", "Кравець"),
)  # fmt: skip
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, and whether functions take the woman's form."""

    first: str
    last: str
    is_woman: bool
    language: PersonLanguage = PersonLanguage.PL


def name(dice: Dice) -> Name:
    """Return a name common in the region, now and then a Ukrainian one."""
    if dice.chance(0.02):
        first, last = dice.pick(_UKRAINIANS)
        return Name(first, last, first[-1] in "ая", PersonLanguage.UK)
    is_woman = dice.chance(0.52)
    last = dice.pick(_LAST)
    if dice.chance(0.02):
        last = f"{last}-{dice.pick(_LAST)}"
    first = dice.pick(_WOMEN if is_woman else _MEN)
    return Name(first, "-".join(_for(part, is_woman) for part in last.split("-")), is_woman)


def polish_name(dice: Dice) -> Name:
    """Return a Polish name with one last name."""
    is_woman = dice.chance(0.55)
    return Name(dice.pick(_WOMEN if is_woman else _MEN), _for(dice.pick(_LAST), is_woman), is_woman)


def _for(last: str, is_woman: bool) -> str:
    return f"{last[:-1]}a" if is_woman and last.endswith(("ski", "cki")) else last


@lru_cache(maxsize=20_000)
def slug(text: str) -> str:
    """Return the text as it may stand in an address on the web."""
    return _NOT_PLAIN.sub("-", fold(text)).strip("-")


def email(dice: Dice, name_: Name, domain: str) -> str:
    """Return an address under a domain that is reserved for examples."""
    first, last = slug(name_.first) or "kontakt", slug(name_.last) or "biuro"
    if dice.chance(0.3):
        return f"{first[0]}.{last}@{domain}.example"
    return f"{first}.{last}@{domain}.example"
