"""What the making of one county's rows starts from and what it gathers on the way."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from app.model.person import PartnerGroup
from app.services.demo.dice import Dice
from app.services.demo.workdays import HALF_YEAR


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the county, as events and visits need one."""

    id: str
    group: PartnerGroup


@dataclass(slots=True)
class Handed:
    """Copies of one material that were handed out in each half of the time."""

    early: int = 0
    late: int = 0


@dataclass(slots=True)
class Ground:
    """One county.

    Attributes:
        scope: the county's code, in which its records live.
        centre: the id of the county's Centre.
        code: the Centre's code.
        town: where the Centre is.
        county: the code under which the town stands.
        staff: the ids of the Centre's promoters, its coordinator first.
        materials: the ids of the catalogue's materials.
        minimums: their minimum stocks.
        scale: 1 is the network's real size.
    """

    seed: int
    dice: Dice
    scope: str
    centre: str
    code: str
    town: str
    county: str
    staff: tuple[str, ...]
    materials: tuple[str, ...]
    minimums: tuple[int, ...]
    today: date
    scale: float
    people: list[Contact] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    handed: dict[int, Handed] = field(default_factory=dict)
    slips: int = 0
    certificates: dict[int, int] = field(default_factory=dict)

    @property
    def first(self) -> date:
        """Return the first day of the half year."""
        return self.today - HALF_YEAR

    @property
    def active(self) -> tuple[str, ...]:
        """Return the promoters who work in a demo of this scale."""
        return self.staff[: max(2, round(len(self.staff) * min(1.0, self.scale)))]

    def hand_out(self, material: int, quantity: int, day: date) -> None:
        """Note copies handed out, so that enough will have been received."""
        handed = self.handed.setdefault(material, Handed())
        if day < self.first + HALF_YEAR / 2:
            handed.early += quantity
        else:
            handed.late += quantity

    def next_slip(self) -> str:
        """Return the number of the next paper slip of the county's print run."""
        self.slips += 1
        return f"{self.scope[2:]}{self.slips:04d}"

    def next_certificate(self, year: int, letters: str) -> str:
        """Return the number of the Centre's next certificate of a year."""
        self.certificates[year] = self.certificates.get(year, 0) + 1
        return f"{self.code}/{year}/{letters}/{self.certificates[year]:03}"

    def yesterday(self) -> date:
        """Return the day before today."""
        return self.today - timedelta(days=1)
