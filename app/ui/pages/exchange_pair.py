"""Two records side by side: a line for each field, those that differ marked in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.base.formats import format_datetime
from app.base.i18n import _
from app.model.company import Company
from app.model.entity import fields_of
from app.ui import theme
from app.ui.context import Context
from app.ui.facts import shown_value
from app.ui.parts import Role, text
from app.ui.theme import Space

_LEFT_OUT = frozenset(
    {"created_at", "created_by", "created_on", "deleted", "source_date", "size_date"}
)


def pair_table(context: Context, one: Company, other: Company) -> QWidget:
    """Return two companies in two columns, field by field; empty fields of both are left out."""
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(Space.TWO))
    grid.setVerticalSpacing(theme.px(Space.HALF))
    for column in (1, 2):
        grid.setColumnStretch(column, 1)
    for place, (label, mine, theirs) in enumerate(lines(context, one, other)):
        differs = bool(mine and theirs) and meant(mine) != meant(theirs)
        role: Role = "strong" if differs else "body"
        head = text(label, "muted", wrap=False)
        grid.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
        for column, value in ((1, mine), (2, theirs)):
            words = text(value or "–", role)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(f"{label}: {value or '–'}")
            grid.addWidget(words, place, column, Qt.AlignmentFlag.AlignTop)
        mark = text(_("differs"), "badge", tone="amber") if differs else text("")
        grid.addWidget(mark, place, 3, Qt.AlignmentFlag.AlignTop)
    return widget


def meant(value: str) -> str:
    """Return a value without what does not tell two apart: letters' case, a number's gaps."""
    bare = "".join(value.split())
    return bare if bare.removeprefix("+").isdigit() else value.casefold()


def lines(context: Context, one: Company, other: Company) -> list[tuple[str, str, str]]:
    """Return each field that either has: its label and both values as people read them."""
    found = []
    for field in fields_of(Company):
        if field.name in _LEFT_OUT:
            continue
        mine, theirs = (shown_value(context, field, getattr(c, field.name)) for c in (one, other))
        if mine or theirs:
            found.append((_(field.label), mine, theirs))
    entered = (_("Entered"), format_datetime(one.created_at), format_datetime(other.created_at))
    return [*found, entered]
