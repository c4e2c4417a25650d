"""A page's picture: what stands there until it has been drawn."""

from PySide6.QtGui import QColor, QImage

from app.ui import theme
from app.ui.paper_preview import PagePicture


def inked(picture: PagePicture) -> set[str]:
    """Return the colours within the page's line."""
    seen = picture.grab().toImage()
    return {
        seen.pixelColor(x, y).name()
        for x in range(2, seen.width() - 2)
        for y in range(seen.height() // 2 - 12, seen.height() // 2 + 12)
    }


def test_a_page_that_is_not_drawn_yet_says_so(qtbot):
    page = PagePicture("Outside")
    qtbot.addWidget(page)
    page.resize(300, page.heightForWidth(300))
    surface = QColor(theme.colour("surface")).name()
    assert inked(page) > {surface}
    white = QImage(297, 210, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    page.show_image(white)
    page.resize(300, page.heightForWidth(300))
    assert inked(page) == {"#ffffff"}
