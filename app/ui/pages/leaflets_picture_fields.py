"""A picture in a leaflet's block: seen small, how it prints, what is seen and who."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.base.i18n import _
from app.services.leaflet_pictures import PictureFacts, PrintedPicture
from app.ui.context import Context
from app.ui.parts import column, row, text
from app.ui.small_picture import SmallPicture
from app.ui.text_box import TextBox, hinted
from app.ui.theme import Space

_EDGE = 88
"""Pixels at 100 % that neither side of the small picture exceeds."""


class PictureFields(QWidget):
    """What is said of a block's picture.

    Signals:
        described: the fields of `leaflet_pictures.SAID` that were changed.
    """

    described = Signal(object)

    def __init__(self, context: Context, facts: PictureFacts | None, caption: QWidget) -> None:
        """Show the facts of a picture.

        Args:
            context: the page's.
            facts: none when its record has not come.
            caption: the field of the caption.
        """
        super().__init__()
        self.setProperty("role", "plain")
        self._facts = facts or PictureFacts(_("A picture that has not come yet"))
        self.picture = SmallPicture(context, _EDGE)
        self.size_words = text("", "small")
        self.fault = text("", "warning")
        self.alt = self._line(_("What is seen, for those who listen"), "alt_text")
        self.people = self._line(_("Who is seen (first and last name)"), "people_shown")
        self.agreed = QCheckBox(_("They agreed to being shown"))
        self.agreed.setChecked(self._facts.people_agreed)
        self.agreed.toggled.connect(lambda on: self._say(people_agreed=on))
        self.consent = text(_("Nobody may be shown in print who has not agreed."), "warning")
        for part in (self.alt, self.people, self.agreed):
            part.setEnabled(facts is not None)
        told = column(text(self._facts.name, "muted"), self.size_words, None, gap=Space.NONE)
        head = row(self.picture, told, gap=Space.ONE)
        head.setStretch(1, 1)
        self.setLayout(
            column(
                head,
                self.fault,
                self.alt,
                caption,
                self.people,
                self.agreed,
                self.consent,
                gap=Space.HALF,
            )
        )
        self.show_printed(None)
        self._name_picture()
        self._show_consent()
        self.picture.show_content(self._facts.sha256)

    def show_printed(self, printed: PrintedPicture | None) -> None:
        """Say how large and how finely the picture prints, and what is wrong with it."""
        fault = printed.fault if printed else ""
        self.size_words.setText("" if printed is None or printed.missing else printed.size_words)
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _line(self, hint: str, name: str) -> TextBox:
        box = hinted(hint, getattr(self._facts, name))
        box.textEdited.connect(lambda typed: self._say(**{name: typed}))
        return box

    def _say(self, **said: Any) -> None:
        self._facts = replace(self._facts, **said)
        self._name_picture()
        self._show_consent()
        self.described.emit(said)

    def _name_picture(self) -> None:
        self.picture.setAccessibleName(self._facts.alt_text or self._facts.name)

    def _show_consent(self) -> None:
        """Ask whether people agreed as soon as somebody is named."""
        self.agreed.setVisible(bool(self._facts.people_shown.strip()))
        self.consent.setVisible(self._facts.lacks_consent)
