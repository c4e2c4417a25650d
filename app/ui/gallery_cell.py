"""How one file of a gallery is painted: its picture or its kind, its name, its state."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.base.file_names import ending_of
from app.base.formats import format_size
from app.base.i18n import _
from app.services.attachments import AttachmentRow, State
from app.ui import icons, theme
from app.ui.theme import RADIUS, Size, Space
from app.ui.thumbnails import EDGE, Thumbnails

_PICTURE = (EDGE, 84)
_NARROWER, _WIDEST = 0.1, 1.2
_RING = 2
_TONES: dict[State, theme.Tone] = {State.COMING: "amber", State.DAMAGED: "red"}
_ICONS = {State.COMING: "import", State.DAMAGED: "warning"}
_LONGEST_ENDING = 4


def state_words(row: AttachmentRow) -> str:
    """Return a file's size, or what hinders showing it."""
    size = format_size(row.size) if row.size else ""
    if row.state is State.COMING:
        return " · ".join(part for part in (_("on its way"), size) if part)
    return _("damaged") if row.state is State.DAMAGED else size


def cell_size(room: int = 0) -> QSize:
    """Return the size of one file with what is around it.

    Args:
        room: the width that files side by side are to fill; one may be a little narrower or
            wider for that.
    """
    lines = QFontMetrics(theme.font()).height() + QFontMetrics(theme.font(Size.SMALL)).height()
    edge = 2 * theme.px(Space.ONE)
    height = theme.px(_PICTURE[1]) + theme.px(Space.HALF) + lines
    usual = theme.px(_PICTURE[0]) + edge
    across = max(1, round(room / usual + _NARROWER))
    width = min(room // across, round(usual * _WIDEST)) if room else usual
    return QSize(width, height + edge)


class GalleryCell(QStyledItemDelegate):
    """Paints one file; asks for its small picture when it is first seen."""

    def __init__(self, pictures: Thumbnails, view: QListView) -> None:
        """Paint with these small pictures, in cells of the view's grid."""
        super().__init__(view)
        self._pictures, self._view = pictures, view

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of a cell; Qt asks."""
        return self._view.gridSize()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a file; Qt calls."""
        row = index.model().rows[index.row()]  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _paint_ground(painter, option)
        edge = theme.px(Space.ONE)
        inner = option.rect.adjusted(edge, edge, -edge, -edge)
        area = QRect(inner.topLeft(), QSize(inner.width(), theme.px(_PICTURE[1])))
        self._paint_picture(painter, area, row)
        _paint_words(painter, QRect(area.bottomLeft(), inner.bottomRight()), row)
        painter.restore()

    def _paint_picture(self, painter: QPainter, area: QRect, row: AttachmentRow) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(area), RADIUS, RADIUS)
        painter.setClipPath(path)
        wanted = row.is_picture and row.state is State.HERE
        image = self._pictures.get(row.sha256) if wanted else None
        if image is None:
            painter.fillRect(area, theme.colour("hover"))
            _paint_kind(painter, area, row)
        else:
            painter.drawImage(area, image, _middle(image, area.size()))
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.colour("line"))
        painter.drawPath(path)


def _middle(image: QImage, room: QSize) -> QRect:
    """Return the part of a picture that fills the room; a narrow one loses its edges."""
    part = room.scaled(image.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left = (image.width() - part.width()) // 2
    top = (image.height() - part.height()) // 2
    return QRect(left, top, part.width(), part.height())


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    state = option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    if not chosen and not hovered:
        return
    focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
    ring = QPen(theme.colour("accent"), _RING) if focused else QPen(Qt.PenStyle.NoPen)
    painter.setPen(ring)
    painter.setBrush(theme.colour("accent_soft" if chosen else "hover"))
    painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _paint_kind(painter: QPainter, area: QRect, row: AttachmentRow) -> None:
    """Paint what kind of file it is, or that it is not here."""
    name = _ICONS.get(row.state, "file")
    drawn = icons.pixmap(name, _TONES.get(row.state, "muted"), 28)
    size = drawn.deviceIndependentSize().toSize()
    ending = ending_of(row.name).upper()
    words = ending if len(ending) <= _LONGEST_ENDING else ""
    font = theme.font(Size.SMALL, strong=True)
    line = QFontMetrics(font).height() if words else 0
    top = area.top() + (area.height() - size.height() - line) // 2
    left = area.left() + (area.width() - size.width()) // 2
    painter.drawPixmap(left, top, drawn)
    painter.setFont(font)
    painter.setPen(theme.colour("muted"))
    below = QRect(area.left(), top + size.height(), area.width(), line)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)


def _paint_words(painter: QPainter, area: QRect, row: AttachmentRow) -> None:
    top = area.top() + theme.px(Space.HALF)
    for words, size, tone in (
        (row.name, Size.BODY, "text"),
        (state_words(row), Size.SMALL, _TONES.get(row.state, "muted")),
    ):
        font = theme.font(size)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        line = QRect(area.left(), top, area.width(), metrics.height())
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter, cut)
        top += metrics.height()
