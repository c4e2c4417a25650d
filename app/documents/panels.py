"""Sets a panel: background, blocks from the top, blocks at the foot, and what had no room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from app.base.errors import UserError
from app.base.i18n import _
from app.documents.blocks import Block, Logos, Picture
from app.documents.centre_card import CentreCard
from app.documents.compose import compose
from app.documents.compose_pictures import place_picture
from app.documents.designs import Design, art_inks, foot_ground
from app.documents.filling import TEXT_LINE, Column, fill, height_of, overfull_mark
from app.documents.ink import Area, Ink, all_words, placed, rectangle
from app.documents.panel_plan import Plan, planned, seen_area
from app.documents.rows import Setting
from app.documents.sheet import Sheet
from app.documents.templates import Place
from app.documents.theme import MM
from app.documents.type_scale import TypeScale

_KEPT = 48
"""Set panels that are kept: those of a leaflet in three languages, with and without guides."""
_HIGHEST = 0.55
"""The greatest height of a picture, through that of the panel."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel holds: its look, the blocks from the top and those that stand at its foot."""

    look: str = "plain"
    blocks: tuple[Block, ...] = ()
    foot: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class PanelReport:
    """What became of a panel's text.

    Attributes:
        panel: the panel's name in the template.
        page: its page, the first is 0.
        left_out: what had no room: `TEXT_LINE` for each line, else a kind of block, from the top.
        mm_over: how much higher the panel would have to be.
        mm_free: how much white is left.
    """

    panel: str
    page: int
    left_out: tuple[str, ...]
    mm_over: float
    mm_free: float

    @property
    def lines_over(self) -> int:
        """How many lines of text had no room."""
        return self.left_out.count(TEXT_LINE)


@dataclass(frozen=True, slots=True)
class PictureReport:
    """What became of a picture.

    Attributes:
        picture: the SHA-256 of its file.
        panel: the panel's name in the template.
        dpi: pixels of the file through inches on paper; from 300 on it prints well.
        size_mm: width and height on paper of what is seen.
        missing: the file is not here or cannot be read, and a pale box stands in its place.
    """

    picture: str
    panel: str
    dpi: int
    size_mm: tuple[float, float]
    missing: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """What is the same on all panels of a leaflet."""

    design: Design
    centre: CentreCard
    language: str
    scale: TypeScale


@dataclass(frozen=True, slots=True)
class SetPanel:
    """A panel ready to be painted: first all grounds of a page, then all art, then all text."""

    ground: tuple[Ink, ...]
    art: tuple[Ink, ...]
    text: tuple[Ink, ...]
    safe: Area
    report: PanelReport
    pictures: tuple[PictureReport, ...] = ()


@lru_cache(maxsize=_KEPT)
def set_panel(
    sheet: Sheet,
    page: int,
    place: Place,
    content: Panel,
    edition: Edition,
    shown: tuple[tuple[str, Path], ...] = (),
) -> SetPanel:
    """Set a panel's blocks; panels in which nothing was typed are not set again.

    Args:
        sheet: the paper.
        page: the page's number, for the report.
        place: where the panel stands.
        content: what it holds.
        edition: design, Centre, language and sizes.
        shown: the files of its pictures that are here.

    Raises:
        UserError: no such look, a logo row without room.
    """
    scale, design = edition.scale, edition.design
    look = design.look(content.look)
    panel = Area(place.x_mm * MM, 0, place.width_mm * MM, sheet.trim.height)
    padding = max(scale.padding_mm * design.manner.airy, sheet.options.safe_mm) * MM
    setting = _setting(sheet, panel, padding, content, edition, dict(shown))
    has_logos = any(isinstance(block, Logos) for block in content.foot)
    foot_tone = design.tone("plain") if has_logos else setting.tone
    foot_setting = replace(setting, tone=foot_tone, centred=False)
    foot = tuple(compose(content.foot, foot_setting))
    plan = planned(
        sheet, panel, look.art, padding, height_of(foot), scale.step, has_logos=has_logos
    )
    leading = scale.body.leading
    above = _standing(fill(compose(content.blocks, setting), plan.room, leading), plan)
    below = fill(foot, plan.foot, leading)
    left_out = above.left_out + below.left_out
    text = (*above.inks, *below.inks, *overfull_mark(plan.room, left_out))
    safe = panel.inset(sheet.options.safe_mm * MM)
    check_safe(text, safe)
    return SetPanel(
        (rectangle(plan.ground.seen, setting.tone.ground),),
        tuple(_art(plan, above, has_logos=has_logos)),
        text,
        safe,
        _report(place, page, replace(above, left_out=left_out), plan.room),
        tuple(_pictures(place, content, setting)),
    )


def _setting(
    sheet: Sheet,
    panel: Area,
    padding: float,
    content: Panel,
    edition: Edition,
    pictures: dict[str, Path],
) -> Setting:
    seen = seen_area(sheet, panel)
    return Setting(
        panel.width - 2 * padding,
        edition.design.tone(content.look),
        edition.centre,
        edition.language,
        edition.scale,
        edition.design.manner,
        outset=(padding, padding),
        bleed=(panel.x - seen.x, max(0.0, seen.right - panel.right)),
        highest=_HIGHEST * panel.height,
        pictures=pictures,
        centred=edition.design.look(content.look).centred,
    )


def _standing(column: Column, plan: Plan) -> Column:
    """Return a column below a hanging drawing moved down to the end of its room."""
    if not plan.hangs or column.left_out:
        return column
    down = plan.room.height - column.filled
    return replace(column, inks=tuple(placed(column.inks, 0, down)))


def _art(plan: Plan, column: Column, *, has_logos: bool) -> Iterator[Ink]:
    """Yield the drawing as large as the text lets it be, and the white foot."""
    if plan.art is not None:
        room = plan.room
        top = room.bottom - column.filled if plan.hangs else room.y
        yield from art_inks(plan.art, plan.ground, plan.art_height(top, top + column.filled))
    if has_logos:
        yield foot_ground(plan.ground)


def _pictures(place: Place, content: Panel, setting: Setting) -> Iterator[PictureReport]:
    for block in (*content.blocks, *content.foot):
        if isinstance(block, Picture):
            at = place_picture(block, setting)
            size = (at.seen.width / MM, at.seen.height / MM)
            yield PictureReport(block.picture, place.panel, at.dpi, size, at.file is None)


def _report(place: Place, page: int, filled: Column, room: Area) -> PanelReport:
    over = (filled.height - room.height) / MM
    return PanelReport(
        place.panel,
        page,
        filled.left_out,
        mm_over=round(over, 1) if filled.left_out else 0.0,
        mm_free=round(max(0.0, -over), 1),
    )


def check_safe(inks: Iterable[Ink], safe: Area) -> None:
    """Make sure that no text stands outside the safe area.

    Raises:
        UserError: naming the first text that does.
    """
    for words in all_words(inks):
        area = words.area
        inside = area.x >= safe.x - 0.1 and area.right <= safe.right + 0.1
        if not inside or area.y < safe.y - 0.1 or area.bottom > safe.bottom + 0.1:
            message = _("“{text}” stands too near to the edge. Shorten this panel's text.")
            raise UserError(message.format(text=words.text))
