"""How a leaflet looks: colour theme, background drawings and the room that they take."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.base.paths import resource
from app.documents.ink import Area, Clipped, Ink, rectangle
from app.documents.theme import MM, TEAL, WHITE, Theme, Tone
from app.documents.vector import read_drawing


@dataclass(frozen=True, slots=True)
class Look:
    """A panel's background.

    Attributes:
        tone: the name of the theme's tone.
        art: a drawing's file name, standing on the panel's foot across its width.
        art_mm: the height of the drawing that text above keeps clear of.
        across: the drawing runs across all panels of the page; each shows its part.
    """

    tone: str
    art: str = ""
    art_mm: float = 0.0
    across: bool = False


@dataclass(frozen=True, slots=True, eq=False)  # each is one object, so that it can be a key
class Design:
    """A theme with its looks and the padding of its panels."""

    name: str
    theme: Theme
    looks: dict[str, Look]
    padding_mm: float = 9.0

    def tone(self, look: str) -> Tone:
        """Return the colours of a look."""
        return self.theme.tones[self.looks[look].tone]

    def art(self, look: str, panel: Area, seen: Area, page: Area, foot: float) -> Iterator[Ink]:
        """Yield what stands on a panel's ground, behind its text.

        Args:
            look: the look's name.
            panel: the panel within the trim.
            seen: the panel with the bleed at the paper's edges.
            page: the whole page with its bleed.
            foot: the height of the white foot for a logo row, from the panel's lower edge.
        """
        lower = panel.bottom - foot if foot else seen.bottom
        if self.looks[look].art:
            drawing = read_drawing(resource("leaflets", "art", self.looks[look].art))
            ground = page if self.looks[look].across else seen
            height = ground.width / drawing.width * drawing.height
            yield Clipped(seen, tuple(drawing.at(ground.x, lower - height, height)))
        if foot:
            yield rectangle(Area(seen.x, lower, seen.width, seen.bottom - lower), WHITE)

    def art_height(self, look: str) -> float:
        """Return the height that text keeps clear of, in points.

        It counts from the white foot if there is one, else from the panel's lower edge.
        """
        return self.looks[look].art_mm * MM


MASURIA = Design(
    "masuria",
    TEAL,
    {
        "plain": Look("plain"),
        "tint": Look("tint"),
        "deep": Look("deep"),
        "cover": Look("deep", "cover.svg", 84),
        "shore": Look("plain", "shore.svg", 27, across=True),
        "shore-tint": Look("tint", "shore.svg", 27, across=True),
    },
)
DESIGNS = {MASURIA.name: MASURIA}
