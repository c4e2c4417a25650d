"""F1: the help in the language of the window, opened where the person is."""

import re
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QDialog, QListWidget, QTextBrowser, QWidget

from app import __version__
from app.base.i18n import _, language
from app.base.paths import resource
from app.ui import theme
from app.ui.parts import button, column, row, text
from app.ui.theme import Size, Space
from app.ui.window_place import open_size

_TOPIC = re.compile(r"^<!-- (\w+) -->\n", re.MULTILINE)


@cache
def topics(spoken: str) -> dict[str, str]:
    """Return the help's parts by their page's name; each begins with a heading.

    Args:
        spoken: the language, `pl` or `en`.
    """
    whole = resource("help", f"{spoken}.md").read_text(encoding="utf-8")
    _before, *parts = _TOPIC.split(whole)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def heading(part: str) -> str:
    """Return a part's heading."""
    return part.split("\n", 1)[0].lstrip("# ")


class HelpWindow(QDialog):
    """A list of topics and the chosen one's text."""

    def __init__(self, window: QWidget) -> None:
        """Show the first topic."""
        super().__init__(window)
        self.setWindowTitle(_("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._topics = topics(language())
        self.list = QListWidget()
        self.list.setAccessibleName(_("Topics"))
        self.list.setFixedWidth(theme.px(200))
        for part in self._topics.values():
            self.list.addItem(heading(part))
        self.words = QTextBrowser()
        self.words.setAccessibleName(_("Help"))
        self.words.setOpenExternalLinks(False)
        self.list.currentRowChanged.connect(self._show)
        middle = row(self.list, self.words, gap=Space.TWO)
        close = button(_("Close"), self.close, tip=_("Close (Esc)"))
        self.setLayout(column(middle, row(None, close), margin=Space.TWO))
        open_size(self, 820, 560)

    def show_topic(self, name: str) -> None:
        """Show the topic of a page; the first one when it has none."""
        names = list(self._topics)
        self.list.setCurrentRow(names.index(name) if name in names else 0)

    def _show(self, place: int) -> None:
        self.words.setMarkdown(list(self._topics.values())[place])
        _calm(self.words.document())


def _calm(document: QTextDocument) -> None:
    """Give Qt's picture of Markdown our sizes, weights and air."""
    document.setIndentWidth(theme.px(Space.TWO))
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        shape.setBottomMargin(theme.px(Space.ONE))
        shape.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(shape)
        if shape.headingLevel():
            size = Size.TITLE if shape.headingLevel() == 1 else Size.LEAD
            letters = QTextCharFormat()
            letters.setFont(theme.font(size, strong=True))
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.setCharFormat(letters)
        else:
            _strengthen(cursor, block)
        block = block.next()


def _strengthen(cursor: QTextCursor, block: QTextBlock) -> None:
    """Write bold words in our strong letters: Qt would smear a weight that no font here has."""
    spans, place = [], block.begin()
    while not place.atEnd():
        part = place.fragment()
        if part.charFormat().fontWeight() > QFont.Weight.Normal:
            spans.append((part.position(), part.position() + part.length()))
        place += 1
    strong = QTextCharFormat()
    strong.setFontWeight(theme.font(strong=True).weight())
    for first, last in spans:
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(strong)


def show_help(window: QWidget, page: str) -> HelpWindow:
    """Open the help at a page's topic."""
    shown = HelpWindow(window)
    shown.show_topic(page)
    shown.show()
    return shown


def show_about(window: QWidget) -> QDialog:
    """Open what the program says of itself."""
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("About Centrum CSR"))
    words = _(
        "For promoters of corporate social responsibility and flexicurity in Warmia-Mazury. "
        "Works without the internet; what you write stays on this computer and in the files "
        "that you export."
    )
    dialog.setLayout(
        column(
            text("Centrum CSR", "title"),
            text(_("Version {version}").format(version=__version__), "muted"),
            text(words),
            row(None, button(_("Close"), dialog.close)),
            margin=Space.THREE,
            gap=Space.TWO,
        )
    )
    dialog.setMinimumWidth(theme.px(420))
    dialog.open()
    return dialog
