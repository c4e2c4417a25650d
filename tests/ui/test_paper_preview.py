"""A page's picture: what stands there until it has been drawn."""

import threading

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage

from app.ui import theme
from app.ui.paper_preview import Drawing, PagePicture


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


def test_what_is_being_drawn_ends_before_its_window_goes(qtbot):
    begun, gone, ended = threading.Event(), threading.Event(), []

    def work():
        begun.set()
        gone.wait(0.2)  # longer than it takes to delete the window
        ended.append(True)
        raise LookupError

    owner = QObject()
    drawing = Drawing(lambda: work, owner)
    drawing.soon()
    qtbot.waitUntil(begun.is_set)
    shiboken6.delete(owner)
    assert ended == [True]
    assert not shiboken6.isValid(drawing)


def test_what_is_being_drawn_ends_before_the_program_does(qtbot, qapp):
    begun, ended = threading.Event(), []

    def work():
        begun.set()
        threading.Event().wait(0.2)  # longer than it takes to leave
        ended.append(True)
        raise LookupError

    owner = QObject()
    Drawing(lambda: work, owner).soon()
    qtbot.waitUntil(begun.is_set)
    qapp.aboutToQuit.emit()
    assert ended == [True]
    shiboken6.delete(owner)
