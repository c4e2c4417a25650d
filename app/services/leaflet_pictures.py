"""Pictures in leaflets: where their files stand, what is seen, whether they print sharp."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.base.formats import format_number
from app.base.i18n import _
from app.base.picture_forms import looks_like_picture
from app.documents.panels import PictureReport
from app.model.attachment import Attachment, is_content_name
from app.model.leaflet_block import BlockKind
from app.services.attachment_files import path_here
from app.services.kept_files import Kept
from app.services.leaflet_blocks import Block
from app.services.leaflet_content import PictureFile

SHARP_DPI = 150
"""Pixels to an inch on paper below which one sees them from where a leaflet is read."""


def files_of(
    session: Session, blocks: Iterable[Block], new: Iterable[tuple[str, PictureFile]] = ()
) -> dict[str, PictureFile]:
    """Return the files of picture blocks by their attachments' ids.

    Args:
        session: any session.
        blocks: of a leaflet.
        new: files of pictures that have no record yet.
    """
    found = dict(new)
    for block in blocks:
        if block.kind != BlockKind.PICTURE or block.picture in found:
            continue
        row = session.get(Attachment, block.picture)
        if row is not None and is_content_name(row.sha256):
            found[block.picture] = PictureFile(row.sha256, row.alt_text or "")
    return found


def paths_of(store: Path | None, files: Iterable[PictureFile]) -> dict[str, Path]:
    """Return where the contents stand that are here, by their SHA-256."""
    if store is None:
        return {}
    paths = {file.sha256: path_here(store, file.sha256) for file in files}
    return {sha256: path for sha256, path in paths.items() if path is not None}


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """What became of a block's picture on paper.

    Attributes:
        block: the block's id.
        dpi: pixels to an inch; 0 when it is missing.
        size_mm: width and height of what is seen.
        missing: its file has not come, or cannot be read.
    """

    block: str
    dpi: int
    size_mm: tuple[float, float]
    missing: bool = False

    @property
    def fault(self) -> str:
        """What is wrong with it, in words; nothing when it prints well."""
        if self.missing:
            return _("A picture has not come to this computer yet; its place is left free.")
        if self.dpi < SHARP_DPI:
            unsharp = _("A picture prints unsharp: {dpi} dpi at this size, {least} are needed.")
            return unsharp.format(dpi=self.dpi, least=SHARP_DPI)
        return ""

    @property
    def size_words(self) -> str:
        """Its size on paper and how finely it is printed there."""
        width, height = (format_number(mm, 0) for mm in self.size_mm)
        words = _("On paper {width} × {height} mm, {dpi} dpi")
        return words.format(width=width, height=height, dpi=format_number(self.dpi, 0))


def printed(blocks: Iterable[Block], reports: Iterable[PictureReport]) -> list[PrintedPicture]:
    """Return what became of picture blocks, in page order.

    Args:
        blocks: those that were drawn.
        reports: of their pictures; those of a panel from its top to its foot.
    """
    waiting: dict[str, list[Block]] = {}
    for block in sorted(blocks, key=lambda one: one.at_foot):
        if block.kind == BlockKind.PICTURE:
            waiting.setdefault(block.panel, []).append(block)
    return [
        PrintedPicture(waiting[one.panel].pop(0).id, one.dpi, one.size_mm, one.missing)
        for one in reports
    ]


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of a picture beside its block.

    Attributes:
        name: the file's.
        sha256: its content.
        alt_text: what is seen, for those who listen.
        people_shown: who is seen.
        people_agreed: whether they agreed to being shown.
    """

    name: str
    sha256: str = ""
    alt_text: str = ""
    people_shown: str = ""
    people_agreed: bool = False

    @property
    def lacks_consent(self) -> bool:
        """Tell whether somebody is shown of whom no agreement is noted."""
        return bool(self.people_shown.strip()) and not self.people_agreed


SAID = ("alt_text", "people_shown", "people_agreed")
"""What a person says of a picture; the fields of its record are called so too."""


def facts_of(session: Session, blocks: Iterable[Block]) -> dict[str, PictureFacts]:
    """Return what is known of the pictures of blocks, by their attachments' ids."""
    found = {}
    for block in blocks:
        if block.kind == BlockKind.PICTURE:
            row = session.get(Attachment, block.picture)
            if row is not None:
                found[block.picture] = PictureFacts(
                    row.name or "…",
                    row.sha256,
                    row.alt_text or "",
                    row.people_shown or "",
                    bool(row.people_agreed),
                )
    return found


def is_drawable(store: Path, kept: Kept) -> bool:
    """Tell whether a kept file is a picture that a leaflet can show; its name alone may lie."""
    path = path_here(store, kept.sha256)
    if path is None or kept.media_type not in ("image/jpeg", "image/png"):
        return False
    with path.open("rb") as file:
        return looks_like_picture(file.read(32))
