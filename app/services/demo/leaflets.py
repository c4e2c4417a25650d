"""A made-up Centre's leaflets: ready texts in three languages, one of its own, a poster, a card."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.base.ids import derived_id
from app.base.order_keys import in_order
from app.model.leaflet import Leaflet
from app.model.leaflet_block import BlockKind, LeafletBlock
from app.model.person import PersonLanguage
from app.services import leaflet_shapes
from app.services.demo.ground import Ground
from app.services.demo.raw_rows import Row, raw_row
from app.services.demo.workdays import at
from app.services.leaflet_blocks import Block
from app.services.leaflet_content import ready_blocks

_READY = (
    (0, PersonLanguage.PL, "Ulotka Centrum – {town}"),
    (1, PersonLanguage.EN, "Leaflet – {town}"),
    (2, PersonLanguage.UK, "Листівка – {town}"),
)
"""Leaflets with the template's own text: the catalogue's material, the language, the title."""
_HEADLINE = "Spotkajmy się na targach"
_WELCOME = (
    "Przyjdź do stoiska Centrum. W dziesięć minut sprawdzisz, **co u Ciebie już działa**, "
    "i wyjdziesz z jednym krokiem na ten miesiąc."
)
_PROMISE = "Nie sprzedajemy niczego. Rozmowa jest bezpłatna, a wynik zostaje u Ciebie."


@dataclass(frozen=True, slots=True)
class _Own:
    """A leaflet that the Centre made: its name for ids, title, template and design's number."""

    key: str
    title: str
    template: str
    design: int = 0
    is_template: bool = False


_OWN = (
    _Own("fair", "Zaproszenie na targi – {town}", "trifold", 1),
    _Own("poster", "Plakat na drzwi – {town}", "poster-a4", 2),
    _Own("card", "Kartka na stoisko – {town}", "a6"),
    _Own("pattern", "Wzór zaproszenia Centrum", "trifold", 1, is_template=True),
)


def leaflet_rows(ground: Ground) -> Iterator[Row]:
    """Yield the leaflets of a county's Centre with the blocks of those that have their own."""
    born = at(ground.first, 9)
    for material, language, title in _READY:
        yield raw_row(
            Leaflet, ground.scope, ground.dice.new_id(born), born, ground.staff[0],
            title=title.format(town=ground.town), template="trifold", centre=ground.centre,
            language=language, material=ground.materials[material],
        )  # fmt: skip
    ground.dice.new_id(born)  # the invitation's place in the row of ids, which all others follow
    for own in _OWN:
        yield from _own_rows(ground, own)


def _own_rows(ground: Ground, own: _Own) -> Iterator[Row]:
    born, author = at(ground.first, 10), ground.staff[0]
    leaflet = derived_id("leaflet", ground.centre, own.key)
    designs = leaflet_shapes.designs()
    yield raw_row(
        Leaflet, ground.scope, leaflet, born, author,
        title=own.title.format(town=ground.town), template=own.template, centre=ground.centre,
        language=PersonLanguage.PL, design=designs[own.design % len(designs)],
        is_template=own.is_template or None,
        material=ground.materials[0] if own.key == "fair" else None,
    )  # fmt: skip
    if own.template != "trifold":
        return
    places: dict[tuple[str, bool], list[Block]] = {}
    for block in _invitation():
        places.setdefault((block.panel, block.at_foot), []).append(block)
    for blocks in places.values():
        for block, key in zip(blocks, in_order([None] * len(blocks)), strict=True):
            yield _block_row(ground, leaflet, block, key)


def _block_row(ground: Ground, leaflet: str, block: Block, key: str) -> Row:
    made = raw_row(
        LeafletBlock, ground.scope, derived_id("leaflet_block", leaflet, block.id),
        at(ground.first, 10), ground.staff[0], leaflet=leaflet, panel=block.panel,
        at_foot=block.at_foot or None, position=key, kind=block.kind, words=block.words or None,
        style=block.style or None, link=block.link or None,
    )  # fmt: skip
    if block.author:  # the field's, not the row's
        made[3]["author"] = block.author
    return made


def _invitation() -> Iterator[Block]:
    """Yield the tri-fold's text with the Centre's own cover and welcome."""
    for block in ready_blocks("trifold", "pl"):
        if block.panel == "front" and block.kind == BlockKind.HEADING:
            yield replace(block, words=_HEADLINE)
        elif block.panel == "front" and block.kind == BlockKind.PARAGRAPH:
            yield replace(block, words="Targi pracy i przedsiębiorczości")
        elif block.panel == "inside-left" and block.id.endswith("top/2"):
            yield replace(block, words=_WELCOME)
        elif block.panel == "back" and block.id.endswith("top/2"):
            yield replace(block, words=_PROMISE)
        else:
            yield block
