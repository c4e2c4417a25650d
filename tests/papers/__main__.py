"""Write every paper, in each language of papers: `python -m tests.papers --to DIR`."""

import argparse
import sys
from pathlib import Path

from app.base import i18n
from tests.documents.sample_papers import PAPERS


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
