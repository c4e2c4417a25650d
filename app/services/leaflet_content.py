"""A leaflet's blocks as the documents draw them, and the template's own text as blocks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.documents import blocks as drawn
from app.documents.leaflet import Leaflet as LeafletContent
from app.documents.leaflet import leaflet_languages, ready_leaflet
from app.documents.panels import Panel
from app.model.leaflet_block import WORDED, BlockKind
from app.services.leaflet_blocks import READY, Block
from app.services.leaflet_shapes import panels

INDENT = "    "
"""With what a line of a list begins that goes on with the item above."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that blocks name by its attachment: its content, and what is seen."""

    sha256: str
    alt: str = ""


def ready_blocks(template: str, language: str) -> tuple[Block, ...]:
    """Return the template's own text as blocks; their ids are alike in every language.

    Raises:
        UserError: when there is no text in this language.
    """
    found: list[Block] = []
    for name, panel in ready_leaflet(template, language).panels.items():
        for at_foot, listed in ((False, panel.blocks), (True, panel.foot)):
            where = f"{READY}{template}/{name}/{'foot' if at_foot else 'top'}"
            found += [
                replace(_from_drawn(block, name), id=f"{where}/{number}", at_foot=at_foot)
                for number, block in enumerate(listed)
            ]
    return tuple(found)


def with_texts(
    blocks: Sequence[Block], headline: str = "", introduction: str = "", link: str = ""
) -> tuple[Block, ...]:
    """Return blocks with another headline, first paragraph inside or link of the QR codes."""
    made = list(blocks)
    for kind, words, places in (
        (BlockKind.HEADING, headline, ("front", "sheet")),
        (BlockKind.PARAGRAPH, introduction, ("inside-left", "back", "sheet")),
    ):
        place = _first(made, kind, places) if words else None
        if place is not None:
            made[place] = replace(made[place], words=words)
    if link:
        made = [
            replace(block, link=link) if block.kind == BlockKind.QR else block for block in made
        ]
    return tuple(made)


def content_of(
    template: str,
    language: str,
    blocks: Iterable[Block],
    pictures: Mapping[str, PictureFile] | None = None,
) -> LeafletContent:
    """Return what is drawn: blocks in their panels, which keep the template's looks.

    Args:
        template: its name.
        language: of the template's text.
        blocks: in the order of each panel.
        pictures: the files of picture blocks by their attachments' ids; of others the place is
            drawn.

    Raises:
        UserError: when the template has no text in this language.
    """
    ready = ready_leaflet(template, language)
    listed = list(blocks)
    made = [(block, _to_drawn(block, pictures or {})) for block in listed]
    filled = {
        name: Panel(
            panel.look,
            _drawn_in(made, name, at_foot=False),
            _drawn_in(made, name, at_foot=True),
        )
        for name, panel in ready.panels.items()
    }
    heads = [block.words for block in listed if _is_headline(block) and block.words.strip()]
    return replace(ready, panels=filled, title=heads[0] if heads else ready.title)


def _first(blocks: Sequence[Block], kind: str, panels: Iterable[str]) -> int | None:
    for panel in panels:
        for place, block in enumerate(blocks):
            if (block.panel, block.kind) == (panel, kind):
                return place
    return None


def _is_headline(block: Block) -> bool:
    return block.kind == BlockKind.HEADING and block.style == "1"


def _drawn_in(
    made: Iterable[tuple[Block, drawn.Block | None]], panel: str, *, at_foot: bool
) -> tuple[drawn.Block, ...]:
    return tuple(
        ink
        for block, ink in made
        if ink is not None and block.panel == panel and block.at_foot == at_foot
    )


def _to_drawn(block: Block, pictures: Mapping[str, PictureFile]) -> drawn.Block | None:
    if block.kind in WORDED and not block.words.strip():
        return None
    if block.kind == BlockKind.PICTURE:
        file = pictures.get(block.picture, PictureFile(""))
        return drawn.Picture(file.sha256, file.alt, block.author, block.style or "full")
    make = _DRAWN.get(block.kind)
    return None if make is None else make(block)


def _bullets(block: Block) -> drawn.Block:
    return drawn.Bullets(_items(block.words), block.style or "dot")


def _items(words: str) -> tuple[str, ...]:
    """Return the items of a list: one a line; an indented line goes on with the item above."""
    items: list[str] = []
    for line in filter(str.strip, words.splitlines()):
        if items and line[0].isspace():
            items[-1] += f"\n{line.strip()}"
        else:
            items.append(line.strip())
    return tuple(items)


def _level(style: str) -> int:
    return int(style) if style in ("1", "2", "3") else 2


_DRAWN: dict[str, Callable[[Block], drawn.Block]] = {
    BlockKind.HEADING: lambda block: drawn.Heading(block.words, _level(block.style)),
    BlockKind.LABEL: lambda block: drawn.Label(block.words),
    BlockKind.PARAGRAPH: lambda block: drawn.Paragraph(block.words, block.style or "body"),
    BlockKind.BULLETS: _bullets,
    BlockKind.QUOTE: lambda block: drawn.Quote(block.words, block.author),
    BlockKind.CONTACT: lambda _block: drawn.Contact(),
    BlockKind.QR: lambda block: drawn.QrCode(block.link or "vcard", block.author),
    BlockKind.LOGOS: lambda block: drawn.Logos(block.style or "programme"),
}


def _from_drawn(block: drawn.Block, panel: str) -> Block:
    data = drawn.data_of(block)
    kind = data["kind"]
    words = data.get("text", "")
    if kind == BlockKind.BULLETS:
        words = "\n".join(item.replace("\n", f"\n{INDENT}") for item in data["items"])
    style = next((str(data[key]) for key in ("level", "size", "style", "pack") if key in data), "")
    return Block(
        "",
        panel,
        kind,
        words=words,
        style=style,
        author=data.get("author", "") or data.get("caption", ""),
        link=data.get("target", ""),
    )


def in_language(
    blocks: Iterable[Block], template: str, language: str, other: str
) -> tuple[Block, ...]:
    """Return blocks in another language: what is the template's own in its words, others as is.

    Raises:
        UserError: when the template has no text in one of the languages.
    """
    there = {block.id: block for block in ready_blocks(template, other)}
    here = {
        (block.panel, block.content): there.get(block.id)
        for block in ready_blocks(template, language)
    }
    return tuple(_spoken(block, here.get((block.panel, block.content))) for block in blocks)


def in_template(blocks: Sequence[Block], old: str, new: str, language: str) -> tuple[Block, ...]:
    """Return blocks for another template: its own text, if nobody wrote here, else the same.

    Blocks of panels that the other template does not have come last in its last panel.
    """
    ready = ready_blocks(new, language)
    known = language in leaflet_languages(old)
    if not blocks or (known and _contents(blocks) == _contents(ready_blocks(old, language))):
        return ready
    places = panels(new)
    kept = [block for block in blocks if block.panel in places]
    homeless = [
        replace(block, panel=places[-1], at_foot=False)
        for block in blocks
        if block.panel not in places
    ]
    return (*kept, *homeless)


def _contents(blocks: Iterable[Block]) -> list[tuple[object, ...]]:
    return sorted((block.panel, block.at_foot, *block.content) for block in blocks)


def _spoken(block: Block, ready: Block | None) -> Block:
    """Return a block in the words of the other language's own text, if it has them."""
    if ready is None or ready.kind != block.kind:
        return block
    return replace(block, words=ready.words, author=ready.author)
