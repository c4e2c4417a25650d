"""Shows light markup as what it becomes: bold is bold, and the marks that make it so are pale."""

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.documents.typeset import Run, spans_of
from app.ui import theme


class MarkupInk(QSyntaxHighlighter):
    """Colours a document; its text stays as it is."""

    def __init__(self, document: QTextDocument, *, by_line: bool) -> None:
        """Colour a document from now on.

        Args:
            document: in light markup.
            by_line: whether each line is an item of its own, so that no mark reaches beyond it.
        """
        super().__init__(document)
        self._by_line = by_line
        self._latest = ""

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        """Colour a line; Qt calls."""
        start = 0 if self._by_line else self.currentBlock().position()
        whole = text if self._by_line else self.document().toPlainText()
        for begins, ends, look in spans_of(whole):
            first, last = max(begins - start, 0), min(ends - start, len(text))
            if first < last:
                self.setFormat(first, last - first, _format(look))

    def follow(self) -> None:
        """Colour all lines anew after a change: a mark may have its partner in another one."""
        text = self.document().toPlainText()
        if not self._by_line and text != self._latest and "\n" in text:
            self._latest = text
            self.rehighlight()


def _format(look: Run | None) -> QTextCharFormat:
    made = QTextCharFormat()
    if look is None:
        made.setForeground(theme.colour("control"))
        return made
    if look.bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    made.setFontItalic(look.italic)
    if look.link:
        made.setForeground(theme.colour("accent"))
        made.setFontUnderline(True)
    return made
