"""The board of one fair: a digit hands out, Space counts a talk, Backspace takes back."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.base.formats import format_number, format_time
from app.base.i18n import _
from app.model.event import Event
from app.services import booth, check_in, records
from app.services.booth import Action, Tile
from app.ui import theme
from app.ui.context import Context
from app.ui.pages.booth_hours import HourBars
from app.ui.pages.booth_slip import SlipBox
from app.ui.pages.booth_tile import TILE_WIDTH, TileButton
from app.ui.parts import button, card, clear, column, holder, row, scrolled, section, text
from app.ui.scan_burst import ScanBurst
from app.ui.theme import Space

_ACTIONS = 5
_LOOKED_BACK = 20
_SIDE = 290
_LEAST_SIDE = 250
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Board(QWidget):
    """Tiles, counters, the last actions and the hours of one event.

    Signals:
        closed: Esc, or the button that leaves the booth.
    """

    closed = Signal()

    def __init__(self, context: Context) -> None:
        """Build the parts; `open_event` fills them."""
        super().__init__()
        self.context = context
        self.event_id = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Booth"))
        self.title = text("", "title")
        self.tiles = [TileButton() for _place in range(booth.TILES)]
        for place, tile in enumerate(self.tiles):
            tile.clicked.connect(partial(self.press, place + 1))
        self.numbers = {
            kind: text("0", "number", wrap=False) for kind in ("hand_out", "talk", "contact")
        }
        self.slip = SlipBox(_("Slip number"))
        self.slip.setPlaceholderText(_("Slip number, then Enter"))
        self.slip.taken.connect(self.take_slip)
        self.slip.given_up.connect(self.setFocus)
        self.said = text("", "warning")
        self._burst = ScanBurst(self)
        self._burst.typed.connect(self._typed)
        self._burst.scanned.connect(self._scanned)
        self._columns = 0
        self.latest = column(gap=Space.HALF)
        self.hours = HourBars()
        self._build()

    def _build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(Space.TWO))
        self._area = scrolled(self._grid)
        self._lay_tiles(3)
        close = button(
            _("Leave the booth"), self.closed.emit, icon="close", tip=_("Leave the booth (Esc)")
        )
        talk = button(_("Talk (Space)"), self.talk, "primary", tip=_("Count a talk (Space)"))
        back = button(
            _("Take back (Backspace)"),
            self.take_back,
            icon="undo",
            tip=_("Take the last press back (Backspace)"),
        )
        for one in (close, talk, back):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for large in (talk, back, self.slip):
            large.setProperty("reach", "big")
        side = column(
            card(self._counters(), talk),
            card(section(_("Contact: key #"), self.slip, self.said)),
            card(section(_("Last actions"), self.latest, back)),
            card(section(_("By hour: copies, talks"), self.hours)),
            None,
            gap=Space.TWO,
        )
        self._side = scrolled(side)
        head = row(self.title, close)
        head.setStretch(0, 1)
        self.empty = text("", "lead")
        left = column(self.empty, self._area)
        left.setStretch(1, 1)
        both = row(left, self._side, gap=Space.TWO)
        both.setStretch(0, 1)
        whole = column(head, both, gap=Space.TWO, margin=Space.TWO)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the tiles their room, in two columns where three would be cut; Qt calls."""
        super().resizeEvent(event)
        width, gap = event.size().width(), theme.px(Space.TWO)
        side = min(theme.px(_SIDE), max(theme.px(_LEAST_SIDE), width * 3 // 10))
        self._side.setFixedWidth(side)
        three = 3 * theme.px(TILE_WIDTH) + 2 * gap
        self._lay_tiles(3 if width - side - 3 * gap >= three else 2)

    def _lay_tiles(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            for place, tile in enumerate(self.tiles):
                self._grid.addWidget(tile, place // columns, place % columns)

    def _counters(self) -> QWidget:
        words = {"hand_out": _("copies"), "talk": _("talks"), "contact": _("contacts")}
        parts = [
            column(self.numbers[kind], text(label, "muted"), gap=Space.NONE)
            for kind, label in words.items()
        ]
        made = row(*parts, gap=Space.TWO)
        for place in range(len(parts)):
            made.setStretch(place, 1)
        return holder(made)

    def open_event(self, event_id: str) -> None:
        """Stand at another fair."""
        self.event_id = event_id
        self.title.setText(self.context.read(records.get, Event, event_id).title)
        self.said.hide()
        self.slip.clear()
        self.show_now()
        self.setFocus()

    def show_now(self) -> None:
        """Read the numbers and show them."""
        if not self.event_id:
            return
        tiles, counters, actions, hours = self.context.read(_state, self.event_id)
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < len(tiles))
            if place < len(tiles):
                tile.show_tile(tiles[place])
        none = _("The catalogue has no materials yet. The office adds them under Materials.")
        self.empty.setText("" if tiles else none)
        self.empty.setVisible(not tiles)
        counts = (counters.handed_out, counters.talks, counters.contacts)
        for label, number in zip(self.numbers.values(), counts, strict=True):
            label.setText(format_number(number))
        self._show_actions(actions)
        self.hours.show_hours(hours)

    def press(self, digit: int) -> None:
        """Hand out one copy of the material under a digit."""
        tile = self._tile_of(str(digit))
        if tile is None or tile.tile is None:
            return
        self._write(booth.press, tile.tile.material, words=f"{tile.tile.name} × 1")
        tile.flash()
        self._area.ensureWidgetVisible(tile)

    def _tile_of(self, letter: str) -> TileButton | None:
        shown = [tile for tile in self.tiles if tile.isVisible()]
        place = "123456789".find(letter)
        return shown[place] if 0 <= place < len(shown) else None

    def talk(self) -> None:
        """Count a talk."""
        self._write(booth.talk, words=_("Talk"))

    def take_slip(self, number: str) -> None:
        """Keep a contact by the number of the slip; ready for the next key."""
        if not number:
            self.setFocus()
            return
        words = _("Slip {number}").format(number=number)
        taken = self._write(booth.slip, number, words=words)
        warning = _("Slip {number} was taken before. Both are kept; look at the paper.")
        self.said.setText(warning.format(number=number) if taken.same_number else "")
        self.said.setVisible(bool(taken.same_number))
        self.slip.clear()
        self.setFocus()

    def take_back(self) -> None:
        """Take the last press at this fair back; nothing else is ever undone from here."""
        known = self.context.read(booth.last_actions, self.event_id, _LOOKED_BACK)
        if self.context.database.undo_label() in {self._label(one.text) for one in known}:
            self.context.undo()
        else:
            self.context.say(_("There is no press of this booth to take back."))
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Count what was pressed before a shortcut such as Ctrl+Z is obeyed; Qt calls."""
        if isinstance(event, QKeyEvent) and event.modifiers() & _MODIFIERS:
            self._burst.settle()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count what was pressed before another page came; Qt calls."""
        self._burst.settle()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for; a key held down counts once; Qt calls."""
        if event.modifiers() & _MODIFIERS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._key(event)

    def _key(self, event: QKeyEvent) -> None:
        key, typed = event.key(), event.text()
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if typed.isprintable() and typed.strip() and typed != "#":
            self._burst.take(event)
            return
        scanned = self._burst.settle()
        slow = self._burst.slow_code(event)
        if is_enter and (scanned or self._scanned_slowly(slow)):
            pass  # it belongs to the code
        elif key == Qt.Key.Key_Space:
            self.talk()
        elif key == Qt.Key.Key_Backspace:
            self.take_back()
        elif typed == "#" or is_enter:
            self.slip.setFocus()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, letter: str) -> None:
        if letter in "123456789":
            self.press(int(letter))

    def _scanned(self, code: str) -> None:
        """Take a slip that was scanned at the tiles, whatever the layout made of its code."""
        number = check_in.scanned_slip(code)
        if number is None:
            self.said.setText(
                _("That was no slip, and nothing was counted. Badges are scanned at the event.")
            )
            self.said.show()
        else:
            self.take_slip(number)

    def _scanned_slowly(self, code: str) -> bool:
        """Take a slip whose digits were counted one by one, and these back; tell whether it is."""
        number = check_in.scanned_slip(code)
        if number is None:
            return False
        for _press in filter(self._tile_of, code):
            self.take_back()
        self.take_slip(number)
        return True

    def _write(self, deed: Any, *args: Any, words: str) -> Any:
        return self.context.write(deed, self.event_id, *args, label=self._label(words), quiet=True)

    def _label(self, words: str) -> str:
        """Return an action's name in the undo line; it tells this fair from any other."""
        return f"{self.title.text()}: {words}"

    def _show_actions(self, actions: list[Action]) -> None:
        clear(self.latest)
        if not actions:
            self.latest.addWidget(text(_("Nothing yet. Press a digit."), "muted"))
        for place, one in enumerate(actions):
            when = text(format_time(one.when), "muted", wrap=False)
            words = text(one.text.removesuffix(" × 1"), "strong" if place == 0 else "body")
            line = row(when, words)
            line.setStretch(1, 1)
            self.latest.addWidget(holder(line))


def _state(session: Any, event: str) -> tuple[list[Tile], Any, list[Action], Any]:
    return (
        booth.tiles(session, event),
        booth.counters(session, event),
        booth.last_actions(session, event, _ACTIONS),
        booth.hourly(session, event),
    )
