"""Which events a county holds: kinds, titles, programmes and days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.model.event import EventKind, EventStatus
from app.services.demo.ground import Ground
from app.services.demo.workdays import busy_days, saturday_from, workday_from

Span = tuple[int, int, int, str]
"""A session: which day of the event, from which to which hour, and its topic."""


@dataclass(frozen=True, slots=True)
class Form:
    """How events of one kind are made.

    Attributes:
        sessions: their programme.
        capacity: how many may come.
        turnout: how many register, as a share of the capacity.
        outcomes: what participants know and can do afterwards.
    """

    kind: EventKind
    titles: tuple[str, ...]
    places: tuple[str, ...]
    sessions: tuple[Span, ...]
    capacity: int | None
    turnout: float = 0.0
    on_saturday: bool = False
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventPlan:
    """An event with its first day and what became of it."""

    form: Form
    day: date
    status: EventStatus

    @property
    def last_day(self) -> date:
        """Return the day of the last session."""
        return self.day + timedelta(days=max(span[0] for span in self.form.sessions))


_HALLS = ("sala konferencyjna starostwa", "Powiatowa Biblioteka Publiczna", "Centrum CSR, sala 1")
_SQUARES = ("rynek", "plac targowy", "hala sportowa", "bulwar nad jeziorem")
CONFERENCE = Form(
    EventKind.CONFERENCE,
    ("Konferencja „Odpowiedzialna firma w powiecie”", "Konferencja „Praca, która łączy”"),
    _HALLS,
    ((0, 9, 11, "Otwarcie i wystąpienia"), (0, 11, 13, "Debata partnerów społecznych"),
     (0, 14, 16, "Dobre praktyki z regionu")),
    60, 0.75,
)  # fmt: skip
TRAINING = Form(
    EventKind.TRAINING,
    ("Szkolenie „Podstawy CSR”", "Szkolenie „Flexicurity w praktyce”",
     "Szkolenie „Rozmowa z pracodawcą”"),
    ("Centrum CSR, sala 1", "Centrum CSR, sala 2"),
    ((0, 9, 12, "Czym jest CSR"), (0, 13, 16, "Interesariusze firmy"),
     (1, 9, 12, "Elastyczność i bezpieczeństwo"), (1, 13, 16, "Ćwiczenia i podsumowanie")),
    20, 1.15,
    outcomes=(
        "zna siedem obszarów CSR według ISO 26000", "wskazuje interesariuszy własnej firmy",
        "dobiera narzędzia flexicurity do sytuacji firmy",
        "rozmawia z pracodawcą o dobrych praktykach",
    ),
)  # fmt: skip
WORKSHOP = Form(
    EventKind.WORKSHOP,
    ("Warsztaty flexicurity: czas pracy", "Warsztaty flexicurity: uczenie się przez całe życie",
     "Warsztaty flexicurity: praca po sezonie"),
    ("Centrum CSR, sala 1", *_HALLS[:2]),
    ((0, 9, 12, "Potrzeby trzech stron"), (0, 13, 16, "Priorytety i punkty")),
    15, 0.95,
    outcomes=(
        "zna cztery składniki flexicurity", "rozumie racje pozostałych stron dialogu",
        "wspólnie ustala priorytety dla powiatu",
    ),
)  # fmt: skip
FAIR = Form(
    EventKind.FAIR,
    ("Targi Pracy i Przedsiębiorczości", "Jarmark Lokalnych Firm", "Targi Edukacji i Rzemiosła"),
    _SQUARES, ((0, 9, 16, "Stoisko Centrum CSR"),), None, on_saturday=True,
)  # fmt: skip
LOCAL = Form(
    EventKind.LOCAL,
    ("Dzień Dobrego Sąsiada", "Festyn „Firma dla okolicy”", "Piknik nad jeziorem"),
    _SQUARES, ((0, 11, 17, "Stoisko i rozmowy"),), None, on_saturday=True,
)  # fmt: skip
MEDIA = Form(
    EventKind.MEDIA,
    ("Śniadanie prasowe", "Briefing „Pakty w powiecie”"),
    ("Centrum CSR, sala 1",), ((0, 10, 11, "Spotkanie z mediami"),), 12, 0.5,
)  # fmt: skip
OTHER = Form(
    EventKind.OTHER,
    ("Wizyta studyjna w zakładzie", "Spotkanie partnerów porozumienia"),
    ("zakład partnera", *_HALLS), ((0, 10, 13, "Spotkanie"),), 25, 0.6,
)  # fmt: skip
_PAST = (CONFERENCE, TRAINING, TRAINING, WORKSHOP, WORKSHOP, FAIR, LOCAL, MEDIA, OTHER)
_AHEAD = (TRAINING, WORKSHOP)
_FAIR_TODAY = ("2814", "2816")


def event_plans(ground: Ground) -> Iterator[EventPlan]:
    """Yield the county's events: those of the half year, the fair of this week, those ahead."""
    dice = ground.dice
    rounds = max(1, round(ground.scale**0.5))
    calendar = busy_days(ground.first, ground.today - timedelta(days=9))
    for form in _PAST * rounds:
        day = dice.draw(calendar)
        is_cancelled = form in (MEDIA, OTHER) and dice.chance(0.3)
        status = EventStatus.CANCELLED if is_cancelled else EventStatus.HELD
        yield EventPlan(form, saturday_from(day) if form.on_saturday else day, status)
    yield EventPlan(FAIR, _fair_day(ground), EventStatus.PLANNED)
    for n, form in enumerate(_AHEAD):
        day = workday_from(ground.today, 2 + 5 * n + dice.between(0, 4))
        yield EventPlan(form, day, EventStatus.PLANNED)


def _fair_day(ground: Ground) -> date:
    saturday = saturday_from(ground.today)
    if ground.scope in _FAIR_TODAY or saturday < ground.today:
        return ground.today
    return saturday
