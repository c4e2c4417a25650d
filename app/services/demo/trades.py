"""What the made-up companies do and call themselves, as the region's economy suggests."""

from dataclasses import dataclass

from app.model.company import CompanyKind, SizeClass
from app.model.person import PartnerGroup
from app.services.demo.dice import Dice, Weighted

_FIRMS = Weighted(
    (
        (CompanyKind.COMPANY, 5),
        (CompanyKind.SOLE_TRADER, 5),
        (CompanyKind.CIVIL_PARTNERSHIP, 1.2),
        (CompanyKind.COOPERATIVE, 0.4),
    )
)
_SMALL = Weighted(((SizeClass.MICRO, 7), (SizeClass.SMALL, 2), (SizeClass.MEDIUM, 0.3)))
_WORKS = Weighted(
    ((SizeClass.MICRO, 3), (SizeClass.SMALL, 4), (SizeClass.MEDIUM, 2), (SizeClass.LARGE, 0.3))
)


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of business.

    Attributes:
        what: the words before the brand.
        pkd: the code of PKD 2007.
        pkd_2025: the code of PKD 2025.
    """

    what: tuple[str, ...]
    pkd: str
    pkd_2025: str
    kinds: Weighted[CompanyKind] = _FIRMS
    sizes: Weighted[SizeClass] = _SMALL
    group: PartnerGroup = PartnerGroup.EMPLOYER


def _body(kind: CompanyKind, pkd: str, group: PartnerGroup, *what: str) -> Trade:
    return Trade(what, pkd, pkd, Weighted(((kind, 1),)), _SMALL, group)


_NGO = _body(
    CompanyKind.NGO, "94.99.Z", PartnerGroup.NGO,
    "Stowarzyszenie", "Fundacja", "Lokalna Grupa Działania", "Klub Sportowy",
)  # fmt: skip
TRADES = Weighted(
    (
        (Trade(("Tartak", "Zakład Drzewny"), "16.10.Z", "16.11.Z", sizes=_WORKS), 5),
        (Trade(("Meble", "Stolarnia"), "31.09.Z", "31.00.Z", sizes=_WORKS), 6),
        (Trade(("Przystań Jachtowa", "Port Jachtowy", "Czartery"), "77.21.Z", "77.21.Z"), 6),
        (Trade(("Stocznia Jachtowa", "Szkutnia"), "30.12.Z", "30.12.Z", sizes=_WORKS), 3),
        (Trade(("Piekarnia", "Piekarnia i Cukiernia"), "10.71.Z", "10.71.Z", sizes=_WORKS), 6),
        (Trade(("Pensjonat", "Gościniec", "Domki"), "55.20.Z", "55.20.Z"), 9),
        (Trade(("Hotel", "Ośrodek Wypoczynkowy"), "55.10.Z", "55.10.Z", sizes=_WORKS), 4),
        (Trade(("Zakład Mechaniczny", "Obróbka Metali"), "25.62.Z", "25.53.Z", sizes=_WORKS), 6),
        (Trade(("Gospodarstwo Rybackie", "Wędzarnia Ryb"), "10.20.Z", "10.20.Z"), 3),
        (Trade(("Mleczarnia", "Serowarnia"), "10.51.Z", "10.51.Z", sizes=_WORKS), 2),
        (Trade(("Karczma", "Restauracja", "Bar Rybny"), "56.10.A", "56.11.Z"), 7),
        (Trade(("Transport", "Spedycja"), "49.41.Z", "49.41.Z"), 6),
        (Trade(("Zakład Budowlany", "Usługi Budowlane"), "41.20.Z", "41.00.B", sizes=_WORKS), 8),
        (Trade(("Auto Serwis", "Wulkanizacja"), "45.20.Z", "95.31.Z"), 6),
        (Trade(("Sklep Spożywczy", "Delikatesy"), "47.11.Z", "47.11.Z"), 8),
        (Trade(("Apteka",), "47.73.Z", "47.73.Z"), 3),
        (Trade(("Biuro Rachunkowe",), "69.20.Z", "69.20.A"), 4),
        (Trade(("Studio Fryzur", "Salon Fryzjerski"), "96.02.Z", "96.21.Z"), 5),
        (Trade(("Drukarnia", "Pracownia Reklamy"), "18.12.Z", "18.12.Z"), 3),
        (Trade(("Gospodarstwo Ogrodnicze", "Szkółka Roślin"), "01.30.Z", "01.30.Z"), 4),
        (Trade(("Serwis Komputerowy", "Pracownia IT"), "62.02.Z", "62.20.B"), 3),
        (Trade(("Okna i Drzwi",), "22.23.Z", "22.24.Z", sizes=_WORKS), 3),
        (
            _body(
                CompanyKind.LOCAL_GOVERNMENT, "84.11.Z", PartnerGroup.LOCAL_GOVERNMENT,
                "Referat Rozwoju", "Referat Oświaty", "Zakład Komunalny", "Ośrodek Kultury",
            ),
            5,
        ),
        (
            _body(
                CompanyKind.SCHOOL, "85.31.B", PartnerGroup.EMPLOYER,
                "Zespół Szkół Zawodowych", "Technikum", "Szkoła Branżowa",
            ),
            5,
        ),
        (
            _body(
                CompanyKind.TRADE_UNION, "94.20.Z", PartnerGroup.UNION,
                "Organizacja Zakładowa Związku", "Międzyzakładowa Komisja Związkowa",
            ),
            5,
        ),
        (
            _body(
                CompanyKind.MEDIA, "58.13.Z", PartnerGroup.MEDIA,
                "Tygodnik", "Radio", "Portal",
            ),
            3,
        ),
        (_NGO, 6),
        (_body(CompanyKind.INFORMAL, "94.99.Z", PartnerGroup.OTHER, "Grupa Sąsiedzka"), 1),
    )
)  # fmt: skip

_SHE = (
    "Rybitwa", "Czapla", "Wydra", "Sosna", "Jarzębina", "Brzezina", "Dębina", "Olszyna", "Paproć",
    "Fala", "Bryza", "Zatoka", "Kotwica", "Latarnia", "Trzcina", "Łódka", "Sielawa", "Mewa",
    "Iskra", "Podkowa", "Jaskółka", "Wierzba",
)  # fmt: skip
_HE = (
    "Żuraw", "Bielik", "Perkoz", "Zimorodek", "Bóbr", "Łoś", "Jantar", "Żagiel", "Kompas",
    "Tatarak", "Jałowiec", "Wrzos", "Szuwar", "Bocian", "Świerk", "Dąb", "Okoń", "Sum",
    "Zaskroniec", "Kamień", "Młyn", "Źródlak",
)  # fmt: skip
_STEMS = (
    "Złot", "Biał", "Cich", "Star", "Now", "Zielon", "Czarn", "Srebrn", "Mał", "Szar", "Żwaw",
    "Wodn", "Leśn", "Bystr",
)  # fmt: skip


def brand(dice: Dice, by_the_lake: str) -> str:
    """Return a made-up brand: a lake, or a bird, a tree or a thing of the lakes."""
    way = dice.roll()
    if way < 0.12:
        return by_the_lake
    if way < 0.3:
        return dice.pick(_SHE if dice.chance(0.5) else _HE)
    stem = dice.pick(_STEMS)
    return f"{stem}a {dice.pick(_SHE)}" if dice.chance(0.5) else f"{stem}y {dice.pick(_HE)}"
