"""Pictures in leaflets: where their files stand, what is seen, whether they print sharp."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

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


def faults_of(
    files: Mapping[str, PictureFile], reports: Iterable[PictureReport]
) -> list[tuple[str, str]]:
    """Return what is to be said of drawn pictures, each with the attachment's id."""
    names = {file.sha256: attachment for attachment, file in files.items()}
    faults = []
    for report in reports:
        words = _words(report)
        if words:
            faults.append((names.get(report.picture, ""), words))
    return faults


def _words(report: PictureReport) -> str:
    if report.missing:
        return _("A picture has not come to this computer yet; its place is left free.")
    if report.dpi < SHARP_DPI:
        unsharp = _("A picture prints unsharp: {dpi} dpi at this size, {least} are needed.")
        return unsharp.format(dpi=round(report.dpi), least=SHARP_DPI)
    return ""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is said of a picture beside its block: the file's name, and what is seen."""

    name: str
    alt: str = ""


def facts_of(session: Session, blocks: Iterable[Block]) -> dict[str, PictureFacts]:
    """Return what is known of the pictures of blocks, by their attachments' ids."""
    found = {}
    for block in blocks:
        if block.kind == BlockKind.PICTURE:
            row = session.get(Attachment, block.picture)
            if row is not None:
                found[block.picture] = PictureFacts(row.name or "…", row.alt_text or "")
    return found


def is_drawable(store: Path, kept: Kept) -> bool:
    """Tell whether a kept file is a picture that a leaflet can show; its name alone may lie."""
    path = path_here(store, kept.sha256)
    if path is None or kept.media_type not in ("image/jpeg", "image/png"):
        return False
    with path.open("rb") as file:
        return looks_like_picture(file.read(32))
