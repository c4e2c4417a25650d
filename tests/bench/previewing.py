"""The preview of a leaflet after a key, against the fifth of a second in which it feels at once."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from app.documents.blocks import Paragraph
from app.documents.designs import DESIGNS
from app.documents.leaflet import Leaflet, draw_leaflet, ready_leaflet
from app.documents.raster import render_page
from app.documents.sheet import PrintOptions
from app.documents.templates import TEMPLATES
from tests.bench.measure import Figure, percentile, seconds
from tests.documents.sample_papers import CENTRE

_KEYS, _AT_ONCE, _PIXELS = 100, 0.2, 1000
_GUIDES = PrintOptions(guides=True)


def figures() -> Iterator[Figure]:
    """Yield the 95th percentile over keys in every format and design, pixels included."""
    pairs = [(template, design) for template in TEMPLATES for design in DESIGNS]
    took: list[float] = []
    for at, (template, design) in enumerate(pairs):
        content = replace(ready_leaflet(template), design=design)
        _draw(content, template)
        keys = range(at, _KEYS, len(pairs))
        took += [seconds(partial(_draw, _typed(content, key), template)) for key in keys]
    yield Figure("leaflet preview after a key, 95 %", percentile(took, 0.95), _AT_ONCE, "s", 1.0)


def _draw(content: Leaflet, template: str) -> None:
    drawn = draw_leaflet(content, CENTRE, _GUIDES)
    longer = max(TEMPLATES[template].width_mm, TEMPLATES[template].height_mm)
    render_page(drawn.pdf, drawn.pages - 1, _PIXELS * 25.4 / longer)


def _typed(content: Leaflet, key: int) -> Leaflet:
    """Return a leaflet with a longer first paragraph on its last page."""
    name = TEMPLATES[content.template].pages[-1][0].panel
    panel = content.panels[name]
    blocks = list(panel.blocks)
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Paragraph))
    paragraph = blocks[at]
    blocks[at] = replace(
        paragraph, text=f"{'Zażółć gęślą'[: key % 12]} {paragraph.text}"[: 40 + key]
    )
    return replace(content, panels={**content.panels, name: replace(panel, blocks=tuple(blocks))})
