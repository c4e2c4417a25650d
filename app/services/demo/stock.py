"""What comes to a Centre's store room, so that what was handed out had been there."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.model.stock_move import MoveKind, StockMove
from app.model.territory import NETWORK_COUNTIES
from app.services.demo.dice import Dice
from app.services.demo.ground import Ground, Handed
from app.services.demo.raw_rows import Row, raw_row
from app.services.demo.workdays import HALF_YEAR, at, workday_from

_REGIONAL = "2814"
_GENEROUS = "2816"
_OVERDRAWN = 1


def stock_rows(ground: Ground) -> Iterator[Row]:
    """Yield receipts, transfers and recounts of the county; call it when all is handed out."""
    leaving = _leaving(ground)
    arriving = {material: quantity for material, quantity, _day in _parcels(ground, ground.scope)}
    for place, minimum in enumerate(ground.minimums):
        handed = ground.handed.get(place, Handed())
        goal = _goal(ground, place, minimum)
        early = handed.early + goal + leaving.get(place, 0) - arriving.get(place, 0)
        yield _receipt(ground, place, max(10, -(-early // 5) * 5), ground.first)
        if handed.late:
            half = ground.first + HALF_YEAR / 2
            yield _receipt(ground, place, handed.late, half - timedelta(days=10))
    yield from _transfers(ground)
    yield from _accidents(ground)


def _goal(ground: Ground, place: int, minimum: int) -> int:
    # Every county has one material that runs short; Pisz gave away more than it had of another.
    if place == int(ground.scope) % len(ground.minimums):
        return minimum // 4
    if place == _OVERDRAWN and ground.scope == _GENEROUS:
        return 20
    return int(minimum * (1.3 + ground.dice.roll() * 3))


def _receipt(ground: Ground, place: int, quantity: int, day: date) -> Row:
    dice = ground.dice
    when = at(workday_from(day), dice.between(8, 14), dice.between(0, 59))
    return raw_row(
        StockMove, ground.scope, dice.new_id(when), when, ground.staff[0],
        material=ground.materials[place], to_centre=ground.centre, quantity=quantity,
        kind=MoveKind.RECEIPT, moved_at=when, promoter=ground.staff[0],
        reason=f"Dostawa z drukarni, WZ {dice.between(100, 999)}/{when.year}",
    )  # fmt: skip


def _parcels(ground: Ground, scope: str) -> list[tuple[int, int, date]]:
    # The regional Centre and the county each write their half, so both draw it alike.
    if scope == _REGIONAL:
        return []
    dice = Dice(ground.seed, "parcels", scope)
    places = dice.several(range(len(ground.materials)), 3)
    day = workday_from(ground.today - timedelta(days=dice.between(20, 120)))
    return [(place, 5 * dice.between(1, 5), day) for place in places]


def _leaving(ground: Ground) -> dict[int, int]:
    total: dict[int, int] = {}
    if ground.scope == _REGIONAL:
        for county in NETWORK_COUNTIES:
            for place, quantity, _day in _parcels(ground, county):
                total[place] = total.get(place, 0) + quantity
    return total


def _transfers(ground: Ground) -> Iterator[Row]:
    # A move belongs to one county only; a parcel between two is a half in each.
    is_regional = ground.scope == _REGIONAL
    for county in NETWORK_COUNTIES if is_regional else (ground.scope,):
        for place, quantity, day in _parcels(ground, county):
            when = at(day, 9 if is_regional else 14, 10)
            yield raw_row(
                StockMove, ground.scope, ground.dice.new_id(when), when, ground.staff[0],
                material=ground.materials[place], quantity=quantity, kind=MoveKind.TRANSFER,
                from_centre=ground.centre if is_regional else None,
                to_centre=None if is_regional else ground.centre,
                moved_at=when, promoter=ground.staff[0], reason="Paczka z Olsztyna do powiatu",
            )  # fmt: skip


def _accidents(ground: Ground) -> Iterator[Row]:
    dice = ground.dice
    if ground.scope == _GENEROUS:
        yield _given_away(ground)
    for kind, reason in (
        (MoveKind.LOSS, "Zamoknięte przy rozładunku"),
        (MoveKind.COUNT, "Spis z natury: mniej, niż wynika z ruchów"),
        (MoveKind.RETURN, "Zwrot niewykorzystanych po szkoleniu"),
    ):
        when = at(workday_from(ground.today, -dice.between(5, 60)), dice.between(9, 15))
        end = "to_centre" if kind is MoveKind.RETURN else "from_centre"
        yield raw_row(
            StockMove, ground.scope, dice.new_id(when), when, dice.pick(ground.active),
            material=dice.pick(ground.materials), quantity=dice.between(1, 8), kind=kind,
            moved_at=when, reason=reason, **{end: ground.centre},
        )  # fmt: skip


def _given_away(ground: Ground) -> Row:
    when = at(workday_from(ground.today, -2), 15, 30)
    return raw_row(
        StockMove, ground.scope, ground.dice.new_id(when), when, ground.staff[1],
        material=ground.materials[_OVERDRAWN], from_centre=ground.centre, quantity=50,
        kind=MoveKind.HAND_OUT, moved_at=when, promoter=ground.staff[1],
        reason="Rozdane turystom, dostawa w drodze",
    )  # fmt: skip
