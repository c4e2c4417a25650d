"""Drawing papers: 80 certificates in one PDF, against bare ReportLab drawing the same strings."""

from collections.abc import Iterator
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from app.documents.certificate import draw_certificates, set_certificates
from app.documents.fonts import REGULAR
from app.documents.ink import Words, all_words
from tests.bench.measure import Figure, in_turn
from tests.documents.sample_papers import certificate_set

_COUNT, _ROUNDS = 80, 7
_SIZE = (841.89, 595.28)


def figures() -> Iterator[Figure]:
    """Yield the certificates, tags and logos included, against their strings alone."""
    given = certificate_set(_COUNT)
    pages = [tuple(all_words(page)) for page in set_certificates(given)]
    ours, bare = in_turn(lambda: draw_certificates(given), lambda: _bare(pages), _ROUNDS)
    yield Figure("80 certificates in one PDF", ours, bare, "s", 1.5)


def _bare(pages: list[tuple[Words, ...]]) -> bytes:
    to = BytesIO()
    canvas = Canvas(to, pagesize=_SIZE, pageCompression=1, initialFontName=REGULAR)
    for page in pages:
        for words in page:
            canvas.setFillColor(words.colour)
            canvas.setFont(words.face, words.size)
            canvas.drawString(words.x, _SIZE[1] - words.y, words.text, charSpace=words.tracking)
        canvas.showPage()
    canvas.save()
    return to.getvalue()
