"""Write every paper and leaflet, in each language of papers: `python -m tests.papers --to DIR`."""

import argparse
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

from PIL import Image

from app.base import i18n
from app.documents.designs import DESIGNS
from app.documents.leaflet import draw_leaflet, leaflet_languages, ready_leaflet
from app.documents.raster import render_page
from app.documents.templates import TEMPLATES
from tests.documents.sample_papers import CENTRE, PAPERS

_WIDE = 900  # a picture's longer side, in pixels


def main() -> int:
    """Write the files and return 0."""
    parser = argparse.ArgumentParser(prog="tests.papers", description=__doc__)
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")
    folder = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    for language in i18n.PAPER_LANGUAGES:
        i18n.set_language(language)
        for name, draw in PAPERS.items():
            drawn = draw()
            (folder / f"{name}-{language}.pdf").write_bytes(drawn.pdf)
            sys.stdout.write(f"{name}-{language}.pdf: {drawn.pages}\n")
    for template, design in product(TEMPLATES, DESIGNS):
        for language in leaflet_languages(template):
            _leaflet(folder, template, design, language)
    return 0


def _leaflet(folder: Path, template: str, design: str, language: str) -> None:
    """Write a leaflet as PDF and each of its pages as a picture."""
    content = replace(ready_leaflet(template, language), design=design)
    drawn = draw_leaflet(content, CENTRE)
    name = f"leaflet-{template}-{design}-{language}"
    (folder / f"{name}.pdf").write_bytes(drawn.pdf)
    longer = max(TEMPLATES[template].width_mm, TEMPLATES[template].height_mm)
    for page in range(drawn.pages):
        seen = render_page(drawn.pdf, page, _WIDE * 25.4 / longer)
        size = (seen.width, seen.height)
        picture = Image.frombuffer("RGBA", size, seen.pixels, "raw", "RGBA", seen.stride, 1)
        picture.convert("RGB").save(folder / f"{name}-{page + 1}.png")
    fits = "fits" if drawn.fits else f"too long: {drawn.overfull}"
    sys.stdout.write(f"{name}.pdf: {drawn.pages}, {fits}\n")


if __name__ == "__main__":
    sys.exit(main())
