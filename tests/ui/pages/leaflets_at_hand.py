"""The leaflets' page as tests meet it: shown, drawn, with the cursor where it is said."""

from PySide6.QtWidgets import QApplication

from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow

ONLY = tuple(entry for entry in PAGES if entry.name == "leaflets")


def opened(qtbot, context):
    """Return a window with this page alone, active, on its list."""
    made = MainWindow(context, None, ONLY)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.go("leaflets")
        made.activateWindow()
    return made


def begun(qtbot, window):
    """Return the page of such a window with a new leaflet, drawn."""
    window.page.new_record()
    drawn(qtbot, window.page)
    return window.page


def drawn(qtbot, page):
    """Wait until the preview shows what was asked for."""
    qtbot.waitUntil(lambda: not page.preview.is_busy and page.preview.latest is not None)
    QApplication.processEvents()


def card(page, number, panel=""):
    """Return a block's card in a panel, open."""
    if panel:
        page.editor.blocks.show_panel(panel)
    found = page.editor.blocks.cards[number]
    page.editor.blocks.open(found)
    return found


def box(page, number, panel=""):
    """Return a block's text box with all its words marked and the cursor in it."""
    words = card(page, number, panel).words
    words.setFocus()
    words.selectAll()
    return words


def words_of(page, panel):
    """Return the words of a panel's blocks, from the top."""
    return [block.words for block in page.editor.blocks.blocks if block.panel == panel]
