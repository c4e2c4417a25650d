"""The fields of one block of a leaflet, by its kind: words, a QR code's link, a picture's facts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.base.i18n import _
from app.model.leaflet_block import WORDED, BlockKind
from app.services.leaflet_blocks import Block
from app.services.leaflet_pictures import PictureFacts, PrintedPicture
from app.ui.context import Context
from app.ui.markup_box import MarkupBox
from app.ui.pages.leaflets_block_words import SAID, name_of
from app.ui.pages.leaflets_picture_fields import PictureFields
from app.ui.parts import Part, column, text
from app.ui.text_box import TextBox, hinted
from app.ui.theme import Space

_VCARD = "vcard"


class BlockFields(QWidget):
    """Edits one block.

    Signals:
        edited: the changed block.
        entered: its text box that the cursor came into.
        given: pasted or dropped mime data.
        described: what is said of its picture: fields of `leaflet_pictures.SAID`.
    """

    edited = Signal(object)
    entered = Signal(object)
    given = Signal(object)
    described = Signal(object)

    def __init__(self, context: Context, block: Block, picture: PictureFacts | None) -> None:
        """Build the fields of the block's kind."""
        super().__init__()
        self.setProperty("role", "plain")
        self.block = block
        self.words: MarkupBox | None = None
        self.picture: PictureFields | None = None
        self.setLayout(column(*self._parts(context, picture), gap=Space.HALF))

    @property
    def boxes(self) -> Sequence[QWidget]:
        """Return what can be typed into."""
        return [*self.findChildren(MarkupBox), *self.findChildren(TextBox)]

    def show_printed(self, printed: PrintedPicture | None) -> None:
        """Say below a picture how it prints."""
        if self.picture is not None:
            self.picture.show_printed(printed)

    def _parts(self, context: Context, picture: PictureFacts | None) -> list[Part]:
        kind = self.block.kind
        made: list[Part] = []
        if kind in WORDED:
            made.append(self._words_box())
        if kind == BlockKind.QUOTE:
            made.append(self._line(_("Who said it"), "author"))
        if kind == BlockKind.QR:
            made += self._qr()
        if kind == BlockKind.PICTURE:
            caption = self._line(_("Caption"), "author")
            self.picture = PictureFields(context, picture, caption)
            self.picture.described.connect(self.described)
            made.append(self.picture)
        if kind in SAID:
            made.append(text(_(SAID[kind]), "muted"))
        return made

    def _words_box(self) -> MarkupBox:
        is_list = self.block.kind == BlockKind.BULLETS
        self.words = box = self._markup(name_of(self.block), "words", is_list=is_list)
        if is_list:
            box.setToolTip(_("Enter begins an item, Shift+Enter a line within it."))
        return box

    def _markup(self, name: str, field: str, *, is_list: bool = False) -> MarkupBox:
        box = MarkupBox(name, is_list=is_list)
        box.show_words(getattr(self.block, field))
        box.edited.connect(lambda: self._set(**{field: box.words()}))
        box.entered.connect(lambda: self.entered.emit(box))
        box.given.connect(self.given)
        return box

    def _qr(self) -> list[Part]:
        link = TextBox(_("Link in the QR code"))
        link.setPlaceholderText(_("The Centre's card; or type a link"))
        link.setText("" if self.block.link == _VCARD else self.block.link)
        link.textEdited.connect(lambda typed: self._set(link=typed.strip() or _VCARD))
        return [link, self._markup(_("Words beside the code"), "author")]

    def _line(self, hint: str, name: str) -> QWidget:
        box = hinted(hint, getattr(self.block, name))
        box.textEdited.connect(lambda typed: self._set(**{name: typed}))
        return box

    def _set(self, **values: Any) -> None:
        self.block = replace(self.block, **values)
        self.edited.emit(self.block)
