"""Leaflets: plain data in, a PDF and the report of what did not fit out."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from app.base.atomic import write_atomically
from app.base.errors import UserError
from app.base.i18n import _
from app.base.paths import resource
from app.documents.blocks import Block, Picture, block_from, data_of
from app.documents.centre_card import CentreCard
from app.documents.designs import design_named
from app.documents.fonts import uncovered
from app.documents.ink import Ink, all_words, joined
from app.documents.pages import DocumentFacts, paint_pages
from app.documents.panels import Edition, Panel, PanelReport, PictureReport, SetPanel, set_panel
from app.documents.sheet import PrintOptions, Sheet
from app.documents.templates import FLAP_MM, template_named


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A leaflet's content in one language; panels by the names of the template's places.

    Attributes:
        flap_mm: how wide the flap of a tri-fold is; other templates have none.
    """

    language: str
    title: str
    panels: Mapping[str, Panel]
    subject: str = ""
    template: str = "trifold"
    design: str = "masuria"
    flap_mm: float = FLAP_MM


@dataclass(frozen=True, slots=True)
class DrawnLeaflet:
    """What came out.

    Attributes:
        pdf: the file's bytes.
        pages: how many.
        panels: a report of each panel, in page order.
        pictures: a report of each picture, in page order.
        missing_letters: what the typeface cannot show (emoji, other scripts), each once.
    """

    pdf: bytes
    pages: int
    panels: tuple[PanelReport, ...]
    missing_letters: str = ""
    pictures: tuple[PictureReport, ...] = ()

    @property
    def overfull(self) -> tuple[PanelReport, ...]:
        """The panels that hold more than they have room for."""
        return tuple(panel for panel in self.panels if panel.left_out)

    @property
    def fits(self) -> bool:
        """Whether all of the text is on the paper."""
        return not self.overfull


def draw_leaflet(
    leaflet: Leaflet,
    centre: CentreCard,
    options: PrintOptions | None = None,
    to: BinaryIO | Path | None = None,
    pictures: Mapping[str, Path] | None = None,
) -> DrawnLeaflet:
    """Draw a leaflet.

    Text that a panel has no room for is left out, marked in place, and reported; a picture that
    is not here is a pale box, and reported.

    Args:
        leaflet: the content.
        centre: whose leaflet it is.
        options: bleed, marks, back side; default none of them.
        to: where the PDF is written as well, if anywhere; a file is replaced as a whole.
        pictures: the files of its pictures, by their SHA-256.

    Raises:
        UserError: no such template or design, a logo row without room, a QR text too long.
    """
    options = options or PrintOptions()
    template = template_named(leaflet.template, leaflet.flap_mm)
    sheet = Sheet(template.width_mm, template.height_mm, options)
    edition = Edition(design_named(leaflet.design), centre, leaflet.language, template.scale)
    pages: list[list[Ink]] = []
    done: list[SetPanel] = []
    for number, places in enumerate(template.pages):
        panels = []
        for place in places:
            content = leaflet.panels.get(place.panel, Panel())
            here = tuple(_here(content, pictures or {}))
            panels.append(set_panel(sheet, number, place, content, edition, here))
        pages.append(_page(sheet, panels, template.folds_mm(number)))
        done += panels
    facts = DocumentFacts(leaflet.title, leaflet.language, leaflet.subject, centre.name)
    pdf = paint_pages(sheet, facts, pages, tagged=True)
    _write(pdf, to)
    return DrawnLeaflet(
        pdf,
        len(pages),
        tuple(panel.report for panel in done),
        _missing(pages),
        tuple(report for panel in done for report in panel.pictures),
    )


def leaflet_from(data: Mapping[str, Any]) -> Leaflet:
    """Return the leaflet of its plain data (the files under `resources/leaflets` show the form).

    Raises:
        UserError: it is not a leaflet.
    """
    try:
        panels = {name: _panel_from(panel) for name, panel in data["panels"].items()}
        texts = {key: str(data[key]) for key in ("language", "title")}
        more = {key: str(data[key]) for key in ("subject", "template", "design") if key in data}
        flap = float(data.get("flap_mm", FLAP_MM))
    except (KeyError, AttributeError, TypeError, ValueError) as wrong:
        raise UserError(_("This is not a leaflet's content.")) from wrong
    return Leaflet(panels=panels, flap_mm=flap, **texts, **more)


def leaflet_data(leaflet: Leaflet) -> dict[str, Any]:
    """Return the plain data of a leaflet, ready for JSON."""
    return {
        "language": leaflet.language,
        "title": leaflet.title,
        "subject": leaflet.subject,
        "template": leaflet.template,
        "design": leaflet.design,
        "flap_mm": leaflet.flap_mm,
        "panels": {
            name: {
                "look": panel.look,
                "blocks": [data_of(block) for block in panel.blocks],
                "foot": [data_of(block) for block in panel.foot],
            }
            for name, panel in leaflet.panels.items()
        },
    }


def leaflet_languages(template: str = "trifold") -> tuple[str, ...]:
    """Return the languages in which a template has a text of ours, Polish first.

    Raises:
        UserError: there is no such template.
    """
    begins = f"{template_named(template).texts_name}_"
    files = resource("leaflets").glob(f"{begins}*.json")
    found = {file.stem.removeprefix(begins) for file in files}
    return tuple(sorted(found, key=lambda code: (code != "pl", code)))


def ready_leaflet(template: str = "trifold", language: str = "pl") -> Leaflet:
    """Return our own text for a template in a language.

    Raises:
        UserError: there is none.
    """
    file = resource("leaflets", f"{template_named(template).texts_name}_{language}.json")
    if language not in leaflet_languages(template):
        message = _("There is no text for the leaflet {name} in the language {language}.")
        raise UserError(message.format(name=template, language=language))
    return replace(leaflet_from(json.loads(file.read_text("utf-8"))), template=template)


def _here(content: Panel, pictures: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Yield the files of a panel's pictures that have arrived."""
    for block in (*content.blocks, *content.foot):
        if isinstance(block, Picture):
            file = pictures.get(block.picture)
            if file is not None and file.is_file():
                yield block.picture, file


def _page(sheet: Sheet, panels: list[SetPanel], folds: tuple[float, ...]) -> list[Ink]:
    """Return a page's ink: all grounds, then all drawings, then all text."""
    inks = [ink for panel in panels for ink in panel.ground]
    inks += joined(ink for panel in panels for ink in panel.art)
    inks += [ink for panel in panels for ink in panel.text]
    if sheet.options.guides:
        inks += sheet.guides([panel.safe for panel in panels], folds)
    if sheet.options.marks:
        inks += sheet.marks(folds)
    return inks


def _panel_from(data: Mapping[str, Any]) -> Panel:
    return Panel(
        look=str(data.get("look", "plain")),
        blocks=tuple(_blocks(data, "blocks")),
        foot=tuple(_blocks(data, "foot")),
    )


def _blocks(data: Mapping[str, Any], key: str) -> Iterator[Block]:
    return (block_from(block) for block in data.get(key, ()))


def _missing(pages: Iterable[Iterable[Ink]]) -> str:
    words = (words for page in pages for words in all_words(page))
    return "".join(sorted({letter for word in words for letter in uncovered(word.face, word.text)}))


def _write(pdf: bytes, to: BinaryIO | Path | None) -> None:
    if isinstance(to, Path):
        write_atomically(to, pdf)
    elif to is not None:
        to.write(pdf)
