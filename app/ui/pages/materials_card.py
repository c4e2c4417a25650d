"""A material's card: the stock and what can be done with it, every Centre, the ledger."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QLayout, QWidget

from app.base.formats import format_date, format_number
from app.base.i18n import N_, _, ngettext
from app.model.entity import choice_label, field_map
from app.model.stock_move import StockMove
from app.services.local_days import day_of
from app.services.material_lists import MaterialCard, Place
from app.services.stock import MoveRow, negative_words
from app.ui import theme
from app.ui.action_row import ActionList, Line
from app.ui.context import Context
from app.ui.facts import facts
from app.ui.history_view import history_section
from app.ui.pages.materials_forms import Deed, targets
from app.ui.paper_window import Paper, papers_button
from app.ui.parts import Part, button, column, flow, headline, holder, row, section, text
from app.ui.table import Column, TableView
from app.ui.theme import Space, Tone

_ROWS_SHOWN = 12
_FIGURE_SPACE = "\u2007"
_DATA = ("code", "kind", "minimum", "language", "version")


class Owner(Protocol):
    """What the card asks of the page that shows it."""

    context: Context

    @property
    def place(self) -> str:
        """Return the Centre whose stock is shown; nothing means all of them."""

    def edit_record(self) -> None:
        """Open the form of the shown material."""

    def book(self, deed: Deed) -> None:
        """Begin a deed with the shown material in the chosen Centre."""

    def papers(self) -> Sequence[Paper]:
        """Return the papers of the stock and of the shown material."""

    def choose_place(self, centre: str) -> None:
        """Show a Centre's stock."""


def card_of(page: Owner, shown: MaterialCard) -> QLayout:
    """Return the card of a material."""
    edit = button(_("Edit"), page.edit_record, "quiet", icon="edit", tip=_("Edit (E)"))
    beside = (edit,) if page.context.who.is_office else ()
    parts: list[Part] = [headline(shown.material.name or "…", *beside), _summary(page, shown)]
    if page.place:
        papers = papers_button(page.context, page.papers)
        parts.append(flow(*_deeds(page), papers))
    if len(shown.places) > 1:
        parts.append(_places(page, shown.places))
    parts += [
        _ledger(page, shown.moves),
        section(_("In the catalogue"), facts(page.context, shown.material, _DATA)),
        history_section(page.context, "material", shown.material.id),
    ]
    return column(*parts, None, gap=Space.TWO)


def state_words(quantity: int, *, is_low: bool) -> tuple[str, Tone]:
    """Return what is to be said of a stock, and in which tone."""
    if quantity < 0:
        return _("Recount needed"), "red"
    return (_("Below minimum"), "amber") if is_low else ("", "text")


def _summary(page: Owner, shown: MaterialCard) -> QWidget:
    here = next((one for one in shown.places if one.centre == page.place), None)
    if here is not None:
        words, tone = state_words(here.quantity, is_low=here.is_low)
        copies, where = here.quantity, here.name
    else:
        low = sum(one.is_low or one.quantity < 0 for one in shown.places)
        words = ngettext("Too few in {n} Centre", "Too few in {n} Centres", low).format(n=low)
        words, tone = (words, "amber") if low else ("", "text")
        copies, where = sum(one.quantity for one in shown.places), _("All Centres")
    number = text(format_number(copies), "number", wrap=False)
    unit = ngettext("copy · {centre}", "copies · {centre}", abs(copies)).format(centre=where)
    said = column(None, text(unit, "muted"), gap=Space.HALF)
    minimum = shown.material.minimum
    if minimum is not None:
        least = _("Minimum in a Centre: {n}").format(n=format_number(minimum))
        said.addWidget(text(least, "muted"))
    if copies < 0:
        said.addWidget(text(negative_words(copies)))
    if words:
        said.addWidget(text(words, "badge", tone=tone))
    said.addStretch(1)
    line = row(number, holder(said), gap=Space.TWO)
    line.setStretch(1, 1)
    return holder(line)


def _deeds(page: Owner) -> list[QWidget]:
    can_transfer = bool(targets(page.context, page.place))
    return [
        button(
            words,
            partial(page.book, deed),
            "primary" if deed is Deed.HAND_OUT else "normal",
            icon=icon,
            tip=f"{tip} ({key})",
        )
        for deed, words, icon, key, tip in (
            (Deed.HAND_OUT, _("Hand out"), "export", "H", _("Book copies that were handed out")),
            (Deed.RECEIVE, _("Receive"), "import", "R", _("Book copies that came")),
            (Deed.TRANSFER, _("Send"), "exchange", "T", _("Send copies to another Centre")),
            (Deed.LOSE, _("Loss"), "minus", "L", _("Write off lost or spoilt copies")),
            (Deed.RECOUNT, _("Recount"), "tasks", "C", _("Compare the shelf with the books")),
        )
        if deed is not Deed.TRANSFER or can_transfer
    ]


def _places(page: Owner, places: Sequence[Place]) -> QWidget:
    listed = ActionList(_("Stock in each Centre"))
    lines = []
    widest = max(len(format_number(one.quantity)) for one in places)
    for one in places:
        words, tone = state_words(one.quantity, is_low=one.is_low)
        copies = format_number(one.quantity).rjust(widest, _FIGURE_SPACE)
        lines.append(
            Line(
                one.centre, one.name, aside=copies, badge=words, tone=tone,
                opened=partial(page.choose_place, one.centre),
            )
        )  # fmt: skip
    listed.show_lines(lines)
    hint = text("", "muted")
    if not page.place:
        hint.setText(_("Open a Centre to book copies there."))
    hint.setVisible(not page.place)
    return section(_("Stock in each Centre"), hint, listed)


def _ledger(page: Owner, moves: Sequence[MoveRow]) -> QWidget:
    heading = _("Moves")
    if not moves:
        nothing = _("No copies have moved here yet. Begin with what came, or with a recount.")
        return section(heading, text(nothing, "muted"))
    known = {one.id: one for one in moves}
    columns = _COLUMNS if page.place else tuple(c for c in _COLUMNS if c is not _BALANCE)
    table = TableView(
        f"material-moves-{len(columns)}",
        columns,
        lambda ids: [known[one] for one in ids],
        heading,
    )
    table.set_ids(list(known))
    table.opened.connect(lambda move: _open(page, known[move]))
    rows = theme.px(theme.ROW_HEIGHT) * min(len(moves), _ROWS_SHOWN)
    table.ensurePolished()
    head = max(table.horizontalHeader().sizeHint().height(), theme.px(theme.ROW_HEIGHT))
    table.setFixedHeight(rows + head + 2 * table.frameWidth() + theme.px(2))
    return section(heading, table)


def _open(page: Owner, move: MoveRow) -> None:
    """Lead to the visit or the event from which a move came."""
    if move.visit:
        page.context.navigate("visits", move.visit)
    elif move.event:
        page.context.navigate("events", move.event)


def _what(move: MoveRow) -> str:
    kind = choice_label(field_map(StockMove)["kind"], move.kind)
    if move.from_name and move.to_name:
        return f"{kind}: {move.from_name} → {move.to_name}"
    if move.visit:
        return _("{kind}, at a visit").format(kind=kind)
    return _("{kind}, at an event").format(kind=kind) if move.event else kind


def _change(move: MoveRow) -> str:
    if move.balance is None:
        sign = 1 if not move.from_name else -1 if not move.to_name else 0
    else:
        sign = 1 if move.change > 0 else -1
    signs = {1: "+", -1: "−", 0: ""}
    return f"{signs[sign]}{format_number(abs(move.change))}"


def _left(move: MoveRow) -> str:
    return format_number(move.balance)


def _left_tone(move: MoveRow) -> Tone | None:
    return "red" if move.balance is not None and move.balance < 0 else None


def _by(move: MoveRow) -> str:
    return " · ".join(part for part in (move.reason, move.promoter_name) if part)


def _all_words(move: MoveRow) -> str:
    return " · ".join(part for part in (_what(move), _by(move)) if part)


_WHEN = Column(N_("When"), lambda move: format_date(day_of(move.when)), 96)
_MOVED = Column(N_("Moved"), _change, 76, "right")
_BALANCE = Column(N_("Balance"), _left, 70, "right", tone=_left_tone)
_COLUMNS = (
    _WHEN,
    _MOVED,
    _BALANCE,
    Column(N_("What, note and who"), _all_words, 160, grows=True),
)
