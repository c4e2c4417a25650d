"""What a booth counts: talks, slips and materials handed out, hour by hour."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from app.model.participation import ParticipantRole, Participation, ParticipationStatus
from app.model.person import PartnerGroup, Person
from app.model.stock_move import MoveKind, StockMove
from app.model.tally import Tally, TallyKind
from app.services.demo.dice import Weighted
from app.services.demo.ground import Ground
from app.services.demo.names import email, name
from app.services.demo.places import phone
from app.services.demo.raw_rows import Row, raw_row
from app.services.demo.workdays import at

_HOURS = Weighted(((9, 3), (10, 7), (11, 10), (12, 12), (13, 8), (14, 6), (15, 3)))
_MORNING = Weighted(((9, 3), (10, 5)))
_PRESSES = Weighted(((TallyKind.TALK, 45), (TallyKind.CONTACT, 6), (None, 75)))
_TABLE = Weighted(((0, 40), (3, 25), (1, 3), (2, 4), (9, 18), (10, 3), (11, 5), (4, 8)))
_GROUPS = (PartnerGroup.EMPLOYEE, PartnerGroup.EMPLOYER, PartnerGroup.OTHER)


def fair_rows(ground: Ground, event: str, day: date, *, is_fair: bool) -> Iterator[Row]:
    """Yield the presses of a day at a booth; of a fair today only the morning's."""
    dice = ground.dice
    crowd = dice.between(150, 280) if is_fair else dice.between(60, 120)
    hours = _MORNING if day == ground.today else _HOURS
    presses = max(8, int(crowd * min(1.0, ground.scale) * (0.3 if day == ground.today else 1)))
    crew = dice.several(ground.active, 2)
    slips = 0
    for _ in range(presses):
        when = at(day, dice.draw(hours), dice.between(0, 59)) + timedelta(
            seconds=dice.between(0, 59)
        )
        kind, promoter = dice.draw(_PRESSES), dice.pick(crew)
        if kind is None:
            material = dice.draw(_TABLE)
            ground.hand_out(material, 1, day)
            yield raw_row(
                StockMove, ground.scope, dice.new_id(when), when, promoter,
                material=ground.materials[material], from_centre=ground.centre, quantity=1,
                kind=MoveKind.HAND_OUT, moved_at=when, promoter=promoter, event=event,
            )  # fmt: skip
            continue
        yield raw_row(
            Tally, ground.scope, dice.new_id(when), when, promoter,
            event=event, kind=kind, amount=1, counted_at=when, promoter=promoter,
        )  # fmt: skip
        if kind is TallyKind.CONTACT:
            slips += 1
            yield from _slip(ground, event, promoter, when, slips, is_typed=day < ground.today)


def _slip(
    ground: Ground, event: str, promoter: str, when: datetime, line: int, *, is_typed: bool
) -> Iterator[Row]:
    # At the booth only the slip's number is typed; the rest in the evening.
    dice, number = ground.dice, ground.next_slip()
    known = name(dice) if is_typed and dice.chance(0.85) else None
    person = dice.new_id(when)
    mail = email(dice, known, "poczta") if known and dice.chance(0.6) else None
    called = phone(dice, ground.scope) if known and dice.chance(0.5) else None
    group = dice.pick(_GROUPS) if known else None
    yield raw_row(
        Person, ground.scope, person, when, promoter, slip_number=number,
        first_name=known.first if known else None, last_name=known.last if known else None,
        email=mail, phone=called,
        group=group, county=ground.county, language=known.language if known else None,
    )  # fmt: skip
    yield raw_row(
        Participation, ground.scope, Participation.id_for(event, person), when, promoter,
        event=event, person=person, role=ParticipantRole.PARTICIPANT, group=group,
        status=ParticipationStatus.PRESENT, line_number=line, walk_in=True,
    )  # fmt: skip
