"""The blocks that every designed page is made of, and their plain-data form for JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from app.base.errors import UserError
from app.base.i18n import _


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 a cover's title, 2 a section, 3 within a section."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Label:
    """A short line in small capitals over a heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text in light markup; size `body`, `lead` (larger) or `small`."""

    text: str
    size: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; style `dot`, `number`, `step` (large numbers) or `check` (empty boxes to tick)."""

    items: tuple[str, ...]
    style: str = "dot"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence set large beside an accent bar."""

    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """The Centre's own data; what the Centre does not give is left out."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code with a caption; target is a link, or `vcard` for the Centre's contact data."""

    target: str = "vcard"
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Logos:
    """The programme's logo row."""

    pack: str = "programme"


@dataclass(frozen=True, slots=True)
class Picture:
    """An attached picture with a caption below.

    Attributes:
        picture: the SHA-256 of the file.
        alt: what is seen, for those who listen, and where the file is not here.
        caption: text in light markup.
        size: `full` or `half` the column, or a `band` from edge to edge of the panel.
    """

    picture: str
    alt: str = ""
    caption: str = ""
    size: str = "full"


Block: TypeAlias = (
    Heading | Label | Paragraph | Bullets | Quote | Contact | QrCode | Logos | Picture
)

KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "label": Label,
    "paragraph": Paragraph,
    "bullets": Bullets,
    "quote": Quote,
    "contact": Contact,
    "qr": QrCode,
    "logos": Logos,
    "picture": Picture,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def block_from(data: Mapping[str, Any]) -> Block:
    """Return the block of its plain data, `{"kind": "heading", "text": "…"}`.

    Raises:
        UserError: no such kind of block, or it has not these fields.
    """
    fields = {key: _frozen(value) for key, value in data.items() if key != "kind"}
    kind = KINDS.get(str(data.get("kind")))
    message = _("A leaflet holds a block that this version does not know: {block}.")
    if kind is None:
        raise UserError(message.format(block=data.get("kind")))
    try:
        return kind(**fields)
    except TypeError as wrong:
        raise UserError(message.format(block=data.get("kind"))) from wrong


def data_of(block: Block) -> dict[str, Any]:
    """Return the plain data of a block, ready for JSON."""
    fields = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in asdict(block).items()
    }
    return {"kind": _NAMES[type(block)], **fields}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
