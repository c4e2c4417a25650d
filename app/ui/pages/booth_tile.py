"""The tiles of the booth: drawn large, for people who stand two metres away."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.base.formats import format_number
from app.base.i18n import _
from app.services.booth import Tile
from app.ui import theme
from app.ui.theme import Size, Space

TILE_HEIGHT = 120
TILE_WIDTH = 160
_LEAST_HEIGHT = 110
"""At the size of text: three rows of larger letters still fit into the usual window."""
_MARGIN = 12
_DIGIT_WIDTH = 52
_LEAST_DIGIT = 36
_NARROW = 170
_FLASH = 220


class TileButton(QAbstractButton):
    """One material: its digit, its name, how many went today and how many are left."""

    def __init__(self) -> None:
        """Begin without a material."""
        super().__init__()
        self.tile: Tile | None = None
        self._lit = False
        self._darkening = QTimer(self, singleShot=True, interval=_FLASH)
        self._darkening.timeout.connect(self._darken)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        least = max(TILE_HEIGHT, theme.px(_LEAST_HEIGHT))
        self.setMinimumSize(theme.px(TILE_WIDTH), least)

    def show_tile(self, tile: Tile) -> None:
        """Show a material's numbers."""
        self.tile = tile
        words = _("{digit}: {name}, {n} today, {left}")
        said = words.format(
            digit=tile.digit, name=tile.name, n=tile.handed_out, left=left_words(tile)
        )
        self.setAccessibleName(said)
        self.setToolTip(tile.name)
        self.update()

    def flash(self) -> None:
        """Light up for a moment: the press was stored."""
        self._lit = True
        self._darkening.start()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the wished size; Qt asks."""
        return QSize(theme.px(240), theme.px(TILE_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tile; Qt calls."""
        tile = self.tile
        if tile is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self._lit or self.isDown()
        edge = "accent" if lit else "amber" if tile.is_low else "line"
        painter.setPen(QPen(theme.colour(edge), theme.px(2)))
        painter.setBrush(theme.colour("accent_soft" if lit else "surface"))
        radius = theme.px(theme.RADIUS + 2)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), radius, radius)
        margin = theme.px(_MARGIN)
        inside = self.rect().adjusted(margin, margin, -margin, -margin)
        self._draw_digit(painter, inside, tile)
        self._draw_name(painter, inside, tile)
        self._draw_numbers(painter, inside, tile)
        painter.end()

    def digit_side(self) -> int:
        """Return the digit's square in pixels: smaller where it would reach into the numbers."""
        room = self.height() - 2 * theme.px(_MARGIN) - self._numbers_height()
        metrics = QFontMetrics(theme.font(Size.HUGE, strong=True))
        above = (metrics.height() - metrics.capHeight()) // 2  # of the figures is nothing drawn
        fits = room + above - theme.px(Space.HALF)
        return max(theme.px(_LEAST_DIGIT), min(theme.px(_DIGIT_WIDTH), fits))

    def _draw_digit(self, painter: QPainter, inside: QRect, tile: Tile) -> None:
        width = self.digit_side()
        key = QRect(inside.left(), inside.top(), width, width)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(key, theme.px(theme.RADIUS), theme.px(theme.RADIUS))
        painter.setPen(theme.colour("on_accent"))
        painter.setFont(theme.font(Size.HUGE, strong=True, figures=True))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(tile.digit))

    def _draw_name(self, painter: QPainter, inside: QRect, tile: Tile) -> None:
        room = inside.adjusted(self.digit_side() + theme.px(_MARGIN), 0, 0, 0)
        narrow = room.width() < theme.px(_NARROW)
        font = theme.font(Size.LEAD if narrow else Size.TITLE, strong=True)
        room.setHeight(max(theme.px(_DIGIT_WIDTH), inside.height() - self._numbers_height()))
        painter.setPen(theme.colour("text"))
        painter.setFont(font)
        painter.drawText(room, _TOP_LEFT, _fitting(tile.name, QFontMetrics(font), room))

    def _draw_numbers(self, painter: QPainter, inside: QRect, tile: Tile) -> None:
        big = theme.font(Size.HUGE, strong=True, figures=True)
        number = format_number(tile.handed_out)
        foot = inside.adjusted(0, inside.height() - self._numbers_height(), 0, 0)
        painter.setPen(theme.colour("accent"))
        painter.setFont(big)
        painter.drawText(foot, _BOTTOM_LEFT, number)
        taken = QFontMetrics(big).horizontalAdvance(number) + theme.px(Space.ONE)
        rest = foot.adjusted(taken, 0, 0, 0)
        small = self._small_font(left_words(tile), rest.width())
        painter.setFont(small)
        metrics = QFontMetrics(small)
        said = metrics.elidedText(left_words(tile), Qt.TextElideMode.ElideRight, rest.width())
        painter.setPen(theme.colour("amber" if tile.is_low else "muted"))
        painter.drawText(rest, _BOTTOM_RIGHT, said)
        beside, width = _("today"), metrics.horizontalAdvance(said) + theme.px(Space.TWO)
        if metrics.horizontalAdvance(beside) + width <= rest.width():
            painter.setPen(theme.colour("muted"))
            painter.drawText(rest, _BOTTOM_LEFT, beside)

    def _small_font(self, words: str, room: int) -> QFont:
        """Return the largest letters in which words fit into a room of so many pixels."""
        large = theme.font(Size.TITLE, figures=True)
        fits = QFontMetrics(large).horizontalAdvance(words) <= room
        return large if fits else theme.font(Size.LEAD, figures=True)

    def _numbers_height(self) -> int:
        return QFontMetrics(theme.font(Size.HUGE, strong=True)).height()

    def _darken(self) -> None:
        self._lit = False
        self.update()


_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_BOTTOM_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BOTTOM_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def left_words(tile: Tile) -> str:
    """Return how many copies are left, with a warning in words when they run low."""
    if tile.left < 0:
        return _("⚠ {n} too many: recount").format(n=format_number(-tile.left))
    if tile.left == 0:
        return _("⚠ none left")
    number = format_number(tile.left)
    return (_("⚠ only {n} left") if tile.is_low else _("{n} left")).format(n=number)


def _fitting(words: str, metrics: QFontMetrics, room: QRect) -> str:
    """Return as much of a name as fits into the lines of the room."""
    flags = int(Qt.TextFlag.TextWordWrap)
    room = QRect(0, 0, room.width(), room.height())
    if metrics.boundingRect(room, flags, words).height() <= room.height():
        return words
    while words and metrics.boundingRect(room, flags, words + "…").height() > room.height():
        words = words[:-1].rstrip()
    return words + "…"
