"""The program's own icons: strokes on a 24-pixel square, tinted by the palette in force."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.ui import theme

_STROKES = {
    "today": "M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4 M9 15l2 2 4-4",
    "companies": "M4 21V5l9-2v18 M13 9l7 2v10 M3 21h18 M7 8h2 M7 12h2 M7 16h2 M16 14h1 M16 17h1",
    "visits": "M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.8 12 21 12 21z M9.5 9.5l2 2 3.5-3.5",
    "events": "M16 20v-1.5a4 4 0 0 0-4-4H7a4 4 0 0 0-4 4V20 M9.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 "
    "0 0 7z M21 20v-1.5a4 4 0 0 0-3-3.9 M15.5 4.2a3.5 3.5 0 0 1 0 6.6",
    "booth": "M3 9l2-5h14l2 5 M3 9a3 3 0 0 0 6 0 3 3 0 0 0 6 0 3 3 0 0 0 6 0 M5 12v8h14v-8 M9 20v-4"
    "h6v4",
    "materials": "M12 3l8 4.5v9L12 21l-8-4.5v-9z M4 7.5l8 4.5 8-4.5 M12 12v9",
    "leaflets": "M3 5l6-2 6 2 6-2v16l-6 2-6-2-6 2z M9 3v16 M15 5v16",
    "shifts": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 7v5l3.5 2",
    "media": "M4 5h13v15H6a2 2 0 0 1-2-2z M17 9h3v9a2 2 0 0 1-2 2 M7 9h7 M7 13h7 M7 16h4",
    "agreements": "M6 3h9l4 4v14H6z M15 3v4h4 M9 12h7 M9 16h3",
    "exchange": "M4 8h14l-4-4 M20 16H6l4 4",
    "settings": "M4 7h9 M17 7h3 M4 17h3 M11 17h9 M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z M9 "
    "19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
    "people": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4 21v-1a6 6 0 0 1 6-6h4a6 6 0 0 1 6 6v1",
    "tasks": "M4 6l1.5 1.5L8 5 M4 13l1.5 1.5L8 12 M4 20l1.5 1.5L8 19 M11 6.5h9 M11 13.5h9 M11 20h9",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z M15.5 15.5L20 20",
    "plus": "M12 5v14 M5 12h14",
    "minus": "M5 12h14",
    "close": "M6 6l12 12 M18 6L6 18",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "edit": "M4 20h4L19 9l-4-4L4 16z M13 7l4 4",
    "delete": "M5 7h14 M10 7V4h4v3 M7 7l1 13h8l1-13 M10 11v5 M14 11v5",
    "undo": "M9 14l-5-5 5-5 M4 9h10a6 6 0 0 1 0 12h-3",
    "warning": "M12 3.5l9.5 17h-19z M12 10v5 M12 17.5v.5",
    "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 11v5 M12 7.5v.5",
    "help": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 "
    "1.7 M12 16.5v.5",
    "print": "M7 9V3h10v6 M7 17H4v-8h16v8h-3 M7 14h10v7H7z",
    "export": "M12 15V4 M8 8l4-4 4 4 M4 15v5h16v-5",
    "import": "M12 4v11 M8 11l4 4 4-4 M4 15v5h16v-5",
    "file": "M6 3h9l4 4v14H6z M15 3v4h4",
    "folder": "M3 6h6l2 2h10v11H3z",
    "phone": "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 "
    "1 1-1z",
    "mail": "M3 6h18v12H3z M3 7l9 7 9-7",
    "calendar": "M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4",
    "chevron": "M6 9l6 6 6-6",
    "up": "M6 15l6-6 6 6",
    "right": "M9 6l6 6-6 6",
    "left": "M15 6l-6 6 6 6",
    "more": "M5 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0z M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0z M17 12a1 1 0 1 "
    "0 2 0 1 1 0 1 0-2 0z",
    "grip": "M8 6h2 M14 6h2 M8 12h2 M14 12h2 M8 18h2 M14 18h2",
    "bold": "M7 4h6a4 4 0 0 1 0 8H7z M7 12h7a4 4 0 0 1 0 8H7z",
    "italic": "M10 4h7 M7 20h7 M14 4l-4 16",
    "filter": "M4 5h16l-6 8v6l-4-2v-4z",
    "play": "M7 4l12 8-12 8z",
    "stop": "M6 6h12v12H6z",
    "history": "M4 12a8 8 0 1 0 2.5-5.8L4 8.5 M4 4v4.5h4.5 M12 8v4.5l3 1.5",
    "lock": "M6 11h12v9H6z M8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "link": "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1 1 M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 "
    "5.7 5.7l1-1",
}
NAMES = frozenset(_STROKES)


def svg(name: str, colour: str, width: float = 1.75) -> bytes:
    """Return an icon as a SVG picture.

    Args:
        name: one of `NAMES`.
        colour: of the strokes, `#rrggbb`.
        width: of the strokes on a 24-pixel square.
    """
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="{width}" stroke-linecap="round" '
        f'stroke-linejoin="round"><path d="{_STROKES[name]}"/></svg>'
    ).encode()


def pixmap(name: str, tone: str = "text", size: int = 20, density: float = 2.0) -> QPixmap:
    """Return an icon drawn in a colour of the palette.

    Args:
        name: one of `NAMES`.
        tone: a colour's name in `theme.Colours`.
        size: in pixels at 100 %.
        density: pixels of the picture to one of the screen.
    """
    drawing = QSvgRenderer(QByteArray(svg(name, theme.colour(tone).name())))
    edge = theme.px(size)
    picture = QPixmap(QSize(round(edge * density), round(edge * density)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    picture.setDevicePixelRatio(density)
    return picture


def icon(name: str, tone: str = "text", chosen: str = "") -> QIcon:
    """Return an icon for a button or a menu.

    Args:
        name: one of `NAMES`.
        tone: a colour's name in `theme.Colours`.
        chosen: the colour while the button is checked; the same unless given.
    """
    made = QIcon(pixmap(name, tone))
    made.addPixmap(pixmap(name, "muted"), QIcon.Mode.Disabled)
    if chosen:
        made.addPixmap(pixmap(name, chosen), QIcon.Mode.Normal, QIcon.State.On)
    return made
