"""One block of a leaflet's own text: a heading, a paragraph, a list, a picture and so on."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.model.entity import About, Entity, Problem
from app.model.field import Choice, choice, flag, long_text, reference, text


class BlockKind(Choice):
    """What a block is; the stored texts are the names that the documents know."""

    HEADING = "heading", N_("Heading")
    LABEL = "label", N_("Line above a heading")
    PARAGRAPH = "paragraph", N_("Text")
    BULLETS = "bullets", N_("List")
    QUOTE = "quote", N_("Quote")
    CONTACT = "contact", N_("Contact data")
    QR = "qr", N_("QR code")
    LOGOS = "logos", N_("Logo row")
    PICTURE = "picture", N_("Picture")


WORDED = (
    BlockKind.HEADING,
    BlockKind.LABEL,
    BlockKind.PARAGRAPH,
    BlockKind.BULLETS,
    BlockKind.QUOTE,
)
"""The kinds that say words of their own; without any there is nothing to draw."""


class LeafletBlock(Entity):
    """A block in a panel; a leaflet without any shows the template's own text.

    `position` orders the blocks of a panel: a key that another fits before and after, so that
    a block is put between two others without touching them.
    """

    __tablename__ = "leaflet_block"
    about = About(
        N_("Leaflet block"),
        N_("Leaflet blocks"),
        title=("leaflet",),
        scope=("leaflet",),
    )

    leaflet: Mapped[str] = reference(N_("Leaflet"), "leaflet", required=True)
    panel: Mapped[str] = text(N_("Panel"), required=True, coded=True)
    at_foot: Mapped[bool | None] = flag(N_("At the foot of the panel"))
    position: Mapped[str | None] = text(N_("Place in the panel"), merge="latest", coded=True)
    kind: Mapped[str] = choice(N_("Kind of block"), BlockKind, required=True)
    words: Mapped[str | None] = long_text(N_("Words"), help=N_("A list has one item a line."))
    style: Mapped[str | None] = text(N_("Style"))
    author: Mapped[str | None] = text(N_("Author or caption"))
    link: Mapped[str | None] = text(N_("Link in the QR code"))
    picture: Mapped[str | None] = reference(N_("Picture"), "attachment")

    def check(self) -> Iterator[Problem]:
        """Yield a picture block that names no picture."""
        if self.kind == BlockKind.PICTURE and not self.picture:
            yield Problem("picture", _("Choose the picture that is to stand here."))
