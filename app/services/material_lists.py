"""The Materials page's list and card: what there is, where, and what runs short."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.base.text import sort_key
from app.model.material import Material
from app.services import centres, materials, naming, records, stock
from app.services.stock import MoveRow
from app.store.who import who


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material in the list.

    Attributes:
        quantity: copies in the Centre asked about, else in all of them together.
        short_at: in how many of those Centres there are too few.
        negative: more went out than came in, in one of them at least.
        of_all: whether all Centres were asked about.
    """

    id: str
    code: str
    name: str
    quantity: int
    short_at: int
    negative: bool
    of_all: bool


@dataclass(frozen=True, slots=True)
class Place:
    """How many copies of one material a Centre has."""

    centre: str
    name: str
    quantity: int
    minimum: int | None

    @property
    def is_low(self) -> bool:
        """Tell whether fewer copies are left than the minimum asks for."""
        return self.minimum is not None and self.quantity < self.minimum


@dataclass(frozen=True, slots=True)
class MaterialCard:
    """A material, its stock in each Centre that is seen here, and one Centre's moves."""

    material: Material
    places: tuple[Place, ...]
    moves: tuple[MoveRow, ...]


def places(session: Session) -> list[tuple[str, str]]:
    """Return the Centres whose stock is kept on this computer; the office keeps every one's."""
    identity = who(session)
    seen = [
        row.id
        for row in centres.every(session)
        if identity.is_office or centres.scope_of(session, row.id) in identity.counties
    ]
    names = naming.titles(session, "centre", seen)
    return [(one, names[one]) for one in seen]


def overview(session: Session, centre: str = "") -> dict[str, MaterialRow]:
    """Return the whole catalogue with its stock in a Centre, or in all that are seen here."""
    asked = [centre] if centre else [one for one, _name in places(session)]
    sums = {(row.material, row.centre): row for row in stock.stock(session, centre or None)}
    found = {}
    for material in materials.ids(session):
        row = records.get(session, Material, material)
        counts = [sums[material, c].quantity if (material, c) in sums else 0 for c in asked]
        found[material] = MaterialRow(
            id=material,
            code=row.code or "",
            name=row.name or "…",
            quantity=sum(counts),
            short_at=sum(1 for n in counts if n < 0 or n < (row.minimum or 0)),
            negative=any(n < 0 for n in counts),
            of_all=not centre,
        )
    return found


def arranged(
    found: Sequence[str],
    rows: Mapping[str, MaterialRow],
    *,
    short: bool = False,
    sort: str = "",
    descending: bool = False,
) -> list[str]:
    """Return ids in the order asked for: by `code`, `name` or `stock`.

    Args:
        found: the ids that fit the search.
        rows: what `overview` said.
        short: only those of which there are too few.
        sort: what to sort by; nothing leaves the order as it is.
        descending: the last first.
    """
    ids = [one for one in found if one in rows and (rows[one].short_at or not short)]
    if sort == "stock":
        ids.sort(key=lambda one: rows[one].quantity)
    elif sort == "code":
        ids.sort(key=lambda one: sort_key(rows[one].code))
    return ids[::-1] if descending else ids


def card(session: Session, material: str, centre: str = "", limit: int = 500) -> MaterialCard:
    """Return what a material's card shows; the moves of a Centre, or the latest of all."""
    row = records.get(session, Material, material)
    stocked = tuple(
        Place(one, name, stock.quantity(session, material, one), row.minimum)
        for one, name in places(session)
    )
    if centre:
        moves = stock.ledger(session, material, centre, limit)
    else:
        moves = stock.moves(session, material, limit=limit)
    return MaterialCard(row, stocked, tuple(moves))
