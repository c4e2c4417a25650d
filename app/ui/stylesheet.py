"""The one style sheet of the application, written from the theme's tokens."""

from app.ui.theme import CONTROL_HEIGHT, FAMILY, RADIUS, Size, Space, Theme

_SHEET = """
* {{ font-family: "{family}"; font-size: {body}px; }}
QWidget {{ color: {c.text}; }}
QMainWindow, QDialog, QWidget[role="window"] {{ background: {c.window}; }}
QToolTip {{ background: {c.text}; color: {c.surface}; border: 0; padding: {half}px; }}

QLabel {{ background: transparent; }}
QLabel[role="display"] {{ font-size: {display}px; font-weight: 600; }}
QLabel[role="title"] {{ font-size: {title}px; font-weight: 600; }}
QLabel[role="lead"] {{ font-size: {lead}px; font-weight: 600; }}
QLabel[role="strong"], QLabel[role="field"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {c.muted}; }}
QLabel[role="small"] {{ color: {c.muted}; font-size: {small}px; }}
QLabel[role="number"] {{ font-size: {display}px; font-weight: 600; color: {c.accent}; }}
QLabel[role="problem"] {{ color: {c.red}; }}
QLabel[role="warning"] {{ color: {c.amber}; }}
QLabel[role="accent"] {{ color: {c.accent}; }}
QLabel[role="badge"] {{ background: {c.accent_soft}; color: {c.accent_strong};
    border-radius: {radius}px; padding: 1px {one}px; }}
QLabel[role="badge"][tone="amber"] {{ background: {c.amber_soft}; color: {c.amber}; }}
QLabel[role="badge"][tone="red"] {{ background: {c.red_soft}; color: {c.red}; }}
QLabel[role="badge"][tone="muted"] {{ background: {c.hover}; color: {c.text}; }}

QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line};
    border-radius: {radius_big}px; }}
QFrame[role="card"] > QFrame[role="strip"], QFrame[role="card"] QFrame[role="strip"] {{
    background: {c.surface}; border-bottom-left-radius: {radius_big}px;
    border-bottom-right-radius: {radius_big}px; }}
QFrame[role="side"] {{ background: {c.side}; }}
QFrame[role="strip"] {{ background: {c.side}; border-top: 1px solid {c.line}; }}
QFrame[role="line"] {{ background: {c.line}; max-height: 1px; min-height: 1px; border: 0; }}
QFrame[role="row"] {{ border: 2px solid transparent; border-radius: {radius}px; }}
QFrame[role="row"]:hover {{ background: {c.hover}; }}
QFrame[role="row"]:focus {{ border-color: {c.accent}; background: {c.accent_soft}; }}
QFrame[role="block"] {{ background: {c.surface}; border: 1px solid {c.line};
    border-radius: {radius}px; }}
QFrame[role="block"]:hover {{ border-color: {c.control}; }}
QFrame[role="block"]:focus {{ border: 2px solid {c.accent}; }}
QFrame[role="block"][open="true"] {{ border-color: {c.control}; }}
QFrame[role="drop"] {{ background: {c.accent}; border: 0; }}
QFrame[role="notice"] {{ background: {c.accent_soft}; border-radius: {radius}px; }}
QFrame[role="notice"][place="top"] {{ margin: {two}px {two}px 0 {two}px; }}
QFrame[role="notice"][tone="amber"] {{ background: {c.amber_soft}; }}
QFrame[role="notice"][tone="red"] {{ background: {c.red_soft}; }}
QScrollArea, QScrollArea > QWidget > QWidget[role="plain"], QStackedWidget {{
    background: transparent; border: 0; }}

QPushButton, QToolButton {{ min-height: {inner}px; padding: 0 {two}px; outline: 0;
    border-radius: {radius}px; border: 1px solid {c.control}; background: {c.surface};
    color: {c.text}; }}
QPushButton:hover, QToolButton:hover {{ background: {c.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {c.accent_soft}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.muted}; border-color: {c.line};
    background: {c.window}; }}
QFileDialog QToolButton {{ padding: 0 {half}px; }}
QPushButton[role="primary"] {{ background: {c.accent}; color: {c.on_accent};
    border: 1px solid {c.accent}; font-weight: 600; }}
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed {{
    background: {c.accent_strong}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[role="primary"]:disabled {{ background: {c.hover}; color: {c.muted};
    border-color: {c.line}; }}
QPushButton[role="danger"] {{ color: {c.red}; border-color: {c.red}; }}
QPushButton[role="quiet"], QToolButton[role="quiet"] {{ border: 2px solid transparent;
    background: transparent; color: {c.accent}; padding: 0 {one}px; }}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ background: {c.hover}; }}
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{ border-color: {c.accent}; }}
QPushButton[role="quiet"]:disabled {{ color: {c.muted}; }}
QPushButton[place="block"] {{ padding: 0 {half}px; }}
QPushButton[role="mark"] {{ min-height: {mark}px; padding: 0 {one}px; font-weight: 600;
    font-size: {small}px; color: {c.amber}; background: {c.amber_soft};
    border: 1px solid {c.amber}; border-radius: {radius}px; }}
QPushButton[reach="big"], QLineEdit[reach="big"] {{ min-height: {big}px; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[role="chip"] {{ min-height: {chip}px; padding: 0 {one_half}px;
    border-radius: {chip_radius}px; background: {c.surface}; }}
QPushButton[role="chip"]:hover {{ background: {c.hover}; }}
QPushButton[role="chip"]:checked {{ background: {c.accent_soft}; color: {c.accent_strong};
    border: 1px solid {c.accent}; font-weight: 600; }}
QPushButton[role="chip"]:focus {{ border: 2px solid {c.accent}; }}
QPushButton[role="navigation"] {{ border: 2px solid transparent; background: transparent;
    text-align: left; padding: 0 {one}px; min-height: {navigation}px; }}
QPushButton[role="navigation"]:hover {{ background: {c.hover}; }}
QPushButton[role="navigation"]:checked {{ background: {c.accent_soft}; color: {c.accent_strong};
    font-weight: 600; }}
QPushButton[role="navigation"]:focus {{ border-color: {c.accent}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QAbstractSpinBox {{
    background: {c.surface}; border: 1px solid {c.control}; border-radius: {radius}px;
    min-height: {inner}px; padding: 0 {one}px; selection-background-color: {c.accent};
    selection-color: {c.on_accent}; placeholder-text-color: {c.muted}; }}
QPlainTextEdit, QTextEdit {{ padding: {half}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {c.accent}; padding-left: {one_less}px; padding-right: {one_less}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {half_less}px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {c.red}; }}
QLineEdit > QToolButton, QLineEdit > QToolButton:hover {{ border: 0; padding: 0; margin: 0;
    min-height: 0; background: transparent; }}
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {c.window};
    color: {c.muted}; }}
QCheckBox {{ spacing: {one}px; min-height: {mark}px; border: 2px solid transparent;
    border-radius: {radius}px; }}
QCheckBox:focus {{ border-color: {c.accent}; }}
QCheckBox::indicator {{ width: {lead}px; height: {lead}px; border: 1px solid {c.control};
    border-radius: 3px; background: {c.surface}; }}
QCheckBox::indicator:hover {{ background: {c.hover}; }}
QCheckBox::indicator:checked {{ border-color: {c.accent}; background: {c.accent};
    image: url("{icons}/check-{shade}.svg"); }}
QCheckBox::indicator:disabled {{ border-color: {c.line}; }}
QTextBrowser {{ background: {c.surface}; border: 0; padding: {two}px; }}
QComboBox::drop-down {{ border: 0; width: {three}px; }}
QComboBox::down-arrow {{ image: url("{icons}/chevron.svg"); width: {small}px; height: {small}px; }}
QComboBox QAbstractItemView, QListView, QListWidget {{ background: {c.surface};
    border: 1px solid {c.line}; outline: 0; selection-background-color: {c.accent_soft};
    selection-color: {c.text}; }}
QListView::item {{ min-height: {row}px; padding: 0 {one}px; }}
QListView::item:hover {{ background: {c.hover}; }}
QListView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QListView:focus {{ border: 2px solid {c.accent}; }}
QListView[role="gallery"], QListView[role="gallery"]:focus {{ border: 0;
    background: transparent; }}
QListView[role="popup"], QListView[role="popup"]:focus {{ border: 1px solid {c.control}; }}

QTableView {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {radius}px;
    gridline-color: {c.line}; outline: 0; selection-background-color: {c.accent_soft};
    selection-color: {c.text}; }}
QTableView:focus {{ border: 2px solid {c.accent}; }}
QTableView::item {{ padding: 0 {one}px; border-bottom: 1px solid {c.line}; }}
QTableView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QHeaderView {{ background: {c.surface}; border: 0; }}
QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: 0;
    border-bottom: 1px solid {c.control}; padding: 0 {header}px; min-height: {row}px;
    font-size: {body}px; font-weight: 600; }}
QTableCornerButton::section {{ background: {c.surface}; border: 0; }}

QMenuBar {{ background: {c.side}; padding: 0 {half}px; }}
QMenuBar::item {{ background: transparent; padding: {half}px {one}px; border-radius: {radius}px; }}
QMenuBar::item:selected {{ background: {c.accent_soft}; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.control}; padding: {half}px 0; }}
QMenu::item {{ padding: {half}px {three}px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {half}px 0; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {c.line}; }}
QProgressBar {{ background: {c.hover}; border: 0; border-radius: {half}px; min-height: {one}px;
    max-height: {one}px; text-align: center; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {half}px; }}
QScrollBar:vertical {{ background: transparent; width: {scroll}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {scroll}px; margin: 0; }}
QScrollBar::handle {{ background: {c.control}; border-radius: {bar_radius}px; margin: 3px;
    min-height: {four}px; min-width: {four}px; }}
QScrollBar::handle:hover {{ background: {c.accent}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: 0; width: 0; height: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QTabWidget::pane {{ border: 0; }}
QTabBar::tab {{ background: transparent; color: {c.muted}; padding: {half}px {two}px;
    border-bottom: 2px solid transparent; min-height: {inner}px; }}
QTabBar::tab:selected {{ color: {c.accent_strong}; border-bottom-color: {c.accent};
    font-weight: 600; }}
QTabBar::tab:focus {{ color: {c.text}; border-bottom-color: {c.text}; }}
"""


def sheet(theme: Theme, icons: str = "") -> str:
    """Return the style sheet of a theme.

    Args:
        theme: its palette and size of text.
        icons: the folder of the pictures that the sheet names.
    """

    def px(length: float) -> int:
        return round(length * theme.percent / 100)

    return _SHEET.format(
        c=theme.colours,
        family=FAMILY,
        icons=icons,
        shade="dark" if theme.dark else "light",
        **{size.name.lower(): px(size) for size in Size},
        **{space.name.lower(): px(space) for space in Space},
        half_less=px(Space.HALF) - 1,
        one_less=px(Space.ONE) - 1,
        one_half=px(12),
        header=px(Space.ONE) + 3,
        row=px(CONTROL_HEIGHT),
        inner=px(CONTROL_HEIGHT) - 2,
        big=px(46),
        chip=px(26),
        mark=px(20),
        chip_radius=px(26) // 2,
        navigation=px(34),
        radius=RADIUS,
        radius_big=RADIUS + 2,
        scroll=px(12),
        bar_radius=3,
    )
