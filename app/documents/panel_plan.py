"""Measures a panel: where its background, its blocks and its foot have their places."""

from dataclasses import dataclass

from app.documents.designs import Art, Ground, least_height
from app.documents.ink import Area
from app.documents.sheet import Sheet

_UNDER = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """A panel's places.

    Attributes:
        ground: where the background stands.
        room: where the blocks from the top have place.
        foot: where those at the foot have.
        art: the panel's drawing.
        least: the height that the drawing has at least.
        gap: white space between text and drawing.
    """

    ground: Ground
    room: Area
    foot: Area
    art: Art | None
    least: float
    gap: float

    @property
    def hangs(self) -> bool:
        """Whether the drawing hangs above the text."""
        return self.art is not None and self.art.hangs

    def art_height(self, top: float, bottom: float) -> float:
        """Return how much height text leaves to the drawing.

        Args:
            top: where the text begins.
            bottom: where it ends.
        """
        if self.hangs:
            return max(self.least, top - self.gap - self.ground.panel.y)
        if self.foot.height and self.foot.bottom <= self.ground.lower - self.least:
            return self.least  # the foot stands between the text and the drawing
        return max(self.least, self.ground.lower - bottom - self.gap)


def planned(
    sheet: Sheet,
    panel: Area,
    art: Art | None,
    padding: float,
    foot: float,
    step: float,
    *,
    has_logos: bool,
) -> Plan:
    """Return a panel's places.

    Args:
        sheet: the paper.
        panel: the panel within the trim.
        art: its drawing.
        padding: from its edges to the text, in points.
        foot: the height of the blocks at its foot.
        step: the format's step of white space.
        has_logos: whether the foot has a white ground of its own.
    """
    column = panel.inset(padding)
    seen = seen_area(sheet, panel)
    lower = panel.bottom - foot - 2 * padding + step if has_logos else seen.bottom
    ground = Ground(panel, seen, sheet.bleed, sheet.options.bleed_mm, lower)
    least = least_height(art, ground)
    hangs = art is not None and art.hangs
    below = 0.0 if hangs else least
    gap = 2 * step
    if has_logos:
        base = column.bottom + step / 2
        end = lower - below - gap
    else:
        base = panel.bottom - max(padding, below)
        end = base - foot - (gap if foot else 0.0)
    top = panel.y + least + gap if hangs else column.y
    foot_top = max(column.y, base - foot)
    return Plan(
        ground,
        Area(column.x, top, column.width, end - top),
        Area(column.x, foot_top, column.width, base - foot_top if foot else 0.0),
        art,
        least,
        gap,
    )


def seen_area(sheet: Sheet, panel: Area) -> Area:
    """Return a panel's strip with the bleed where it meets the paper's edge.

    It reaches a hair under the panel to its right, or a screen would show a seam at the fold.
    """
    bleed = sheet.bleed
    left = bleed.x if panel.x < 0.01 else panel.x
    right = bleed.right if panel.right > sheet.trim.right - 0.01 else panel.right + _UNDER
    return Area(left, bleed.y, right - left, bleed.height)
