"""Logo packs of programmes: ours and those added on this computer, and the one that is chosen."""

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.base.atomic import write_atomically
from app.base.errors import UserError
from app.base.file_names import safe_file_name
from app.base.i18n import LANGUAGES, _
from app.base.paths import resource
from app.base.reasons import reason_of
from app.base.settings import load_settings
from app.base.text import fold
from app.documents.fonts import uncovered
from app.documents.logo_pack import OURS, own_packs, pack_title, read_pack
from app.documents.logos import LEAST_FLAG_MM, NARROWEST_MM, least_width_mm, set_row
from app.documents.pages import DocumentFacts, paint_pages
from app.documents.raster import Picture, render_page
from app.documents.sheet import PrintOptions, Sheet
from app.documents.theme import MM
from app.documents.vector import read_drawing
from app.services.pack_files import files_of, holds_pack

__all__ = ["OURS", "Pack", "Picture", "add", "chosen", "holds_pack", "packs", "preview", "remove"]

_PREVIEW_MM = 130.0


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that can be chosen.

    Attributes:
        name: of its folder, as settings keep it.
        title: what it calls itself.
        is_own: whether it was added on this computer.
    """

    name: str
    title: str
    is_own: bool


def chosen() -> str:
    """Return the name of the pack that documents of this computer carry."""
    return load_settings().logo_pack or OURS


def packs() -> list[Pack]:
    """Return all packs, ours first; a folder that is no pack is left out."""
    found = []
    for home, is_own in ((resource("logos"), False), (own_packs(), True)):
        for folder in sorted(home.iterdir()) if home.is_dir() else []:
            try:
                found.append(Pack(folder.name, pack_title(folder), is_own))
            except UserError:
                continue
    return found


def add(source: Path) -> Pack:
    """Add a pack from a folder or a ZIP archive; one of the same name is replaced.

    Raises:
        UserError: it is no pack or breaks the marking rules; what was there stays.
    """
    files = files_of(source)
    try:
        own_packs().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=own_packs(), prefix=".new-", ignore_cleanup_errors=True
        ) as place:
            made = Path(place) / _plain_name(source)
            made.mkdir()
            for name, data in files.items():
                write_atomically(made / name, data)
            _check(made)
            title = pack_title(made)
            name = _name_for(title)
            _forget_read()
            _put_in_place(made, own_packs() / name, Path(place) / ".before")
    except OSError as error:
        message = _("The logo pack cannot be kept: {reason}.")
        raise UserError(message.format(reason=reason_of(error))) from error
    return Pack(name, title, is_own=True)


def remove(pack: str) -> None:
    """Remove a pack that was added on this computer; ours stay.

    Raises:
        UserError: it cannot be removed.
    """
    _forget_read()
    if pack in {one.name for one in packs() if one.is_own}:
        try:
            shutil.rmtree(own_packs() / pack)
        except OSError as error:
            message = _("The logo pack cannot be removed: {reason}.")
            raise UserError(message.format(reason=reason_of(error))) from error


def preview(pack: str, language: str, dots_per_inch: float) -> Picture:
    """Return a pack's logo row as documents show it.

    Raises:
        UserError: the pack is not there or cannot be used.
    """
    room = _PREVIEW_MM * MM
    row = set_row(pack, language, room)
    sheet = Sheet(row.width / MM, row.height / MM, PrintOptions())
    pdf = paint_pages(sheet, DocumentFacts(pack, language), [row.inks])
    return render_page(pdf, 0, dots_per_inch)


def _check(folder: Path) -> None:
    """Make sure that every document has room for the row and that its letters can be printed."""
    for language in LANGUAGES:
        minimum, logos = read_pack(folder, language)
        if minimum > LEAST_FLAG_MM:
            small = _("Papers show the EU flag {mm} mm high. Set minimum_mm to that or less.")
            raise UserError(small.format(mm=LEAST_FLAG_MM))
        width = least_width_mm(folder, language)
        if width > NARROWEST_MM:
            wide = _(
                "The logo row is {width} mm wide at its least size, and a folded leaflet has "
                "{room} mm. Shorten its captions, or lower minimum_mm."
            )
            raise UserError(wide.format(width=round(width), room=round(NARROWEST_MM)))
        letters = {
            one for logo in logos for line in logo.caption for one in uncovered(logo.face, line)
        }
        if letters:
            said = _("These characters cannot be printed: {letters}")
            raise UserError(said.format(letters="".join(sorted(letters))))


def _put_in_place(made: Path, target: Path, aside: Path) -> None:
    """Put a pack in its place; the one that stood there goes with `aside`, or stays."""
    if target.exists():
        target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise


def _plain_name(source: Path) -> str:
    return safe_file_name(source.stem if source.is_file() else source.name, "pack")


def _name_for(title: str) -> str:
    """Return the name of a pack's folder: small plain letters, never that of one of ours."""
    name = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:60] or "pack"
    return f"{name}-2" if (resource("logos") / name).exists() else name


def _forget_read() -> None:
    """Read packs anew: a folder's drawings may have been replaced."""
    read_pack.cache_clear()
    read_drawing.cache_clear()
