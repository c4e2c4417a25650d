"""The page pattern: a list with search and filters, and the chosen record's card beside it."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QSplitter, QWidget

from app.base.i18n import N_, _
from app.model.entity import Entity
from app.model.every_entity import entity_named
from app.services import records
from app.ui import theme
from app.ui.card_stack import CardStack
from app.ui.context import Context
from app.ui.empty_state import EmptyState
from app.ui.filters import Filter
from app.ui.form_panel import FormPanel
from app.ui.list_pane import ListPane
from app.ui.page import Page
from app.ui.parts import holder, row
from app.ui.table import Column
from app.ui.theme import Space

__all__ = ["Column", "Filter", "ListCardPage"]


EDIT = "edit:"
"""Before a record's id: `open_record` opens its form."""


class ListCardPage(Page):
    """A list at the left, a card at the right; / searches, Enter opens, Esc goes back.

    Attributes:
        entity: the name of what is listed.
        icon: of the empty page, a name of `icons.NAMES`.
        heading: the page's title, marked by `N_`.
        columns: of the list.
        filters: chips above the list.
        default_sort: the sort key and whether it is descending.
        empty_words: what belongs here and where it comes from, marked by `N_`.
        new_words: the text of the button that begins a record, marked by `N_`; none, no button.
        search_words: what the search box finds, marked by `N_`.
    """

    entity: ClassVar[str]
    icon: ClassVar[str] = "file"
    heading: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    filters: ClassVar[tuple[Filter, ...]] = ()
    default_sort: ClassVar[tuple[str, bool]] = ("", False)
    empty_words: ClassVar[str] = ""
    new_words: ClassVar[str] = N_("New")
    search_words: ClassVar[str] = N_("Search")

    def __init__(self, context: Context) -> None:
        """Build the frame of list and card."""
        super().__init__(context)
        self._shown_id = ""
        self._own_panel: FormPanel | None = None
        self.list = ListPane(self)
        self.list.chosen.connect(self.show_record)
        self.list.opened.connect(self.enter_record)
        self.search, self.table = self.list.search, self.list.table
        self.filter_bar = self.list.filter_bar
        words = _("Type a few letters, or go into the list by the arrow down.")
        self.card = CardStack(EmptyState(self.icon, _("No record chosen"), words))
        self.card.form_left.connect(self._panel_left)
        self.splitter = self._beside()
        self.setLayout(row(self.splitter))
        slash = QShortcut("/", self)
        slash.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        slash.activated.connect(self.focus_search)

    # What a page says of itself.

    @abstractmethod
    def fetch_ids(
        self,
        text: str,
        filters: dict[str, str],
        sort: str,
        descending: bool,
    ) -> Sequence[str]:
        """Return the ids to list, in order.

        Args:
            text: what is typed in the search box.
            filters: chosen values by the filters' names; those not chosen are missing.
            sort: a column's sort key, or the default's.
            descending: the last first.
        """

    def arrange(self, filters: dict[str, str], ids: Sequence[str]) -> None:
        """Show the columns that say more than the filters do; all unless a page says otherwise."""

    @abstractmethod
    def fetch_rows(self, ids: Sequence[str]) -> Sequence[Any]:
        """Return the rows of a page of ids, for `columns`; each has an `id`."""

    @abstractmethod
    def view(self, row_id: str) -> QWidget | QLayout:
        """Return the card of a record: summary first, then sections, then its timeline."""

    def make_form(self) -> FormPanel | None:
        """Return the panel that edits a record; called once."""
        return None

    def new_values(self) -> dict[str, Any]:
        """Return the values with which a new record begins."""
        return {}

    def may_begin(self) -> bool:
        """Tell whether a record can be begun here by whoever works on this computer."""
        return bool(self.new_words)

    def load(self, row_id: str) -> Entity:
        """Return the record to edit."""
        return self.context.read(records.get, entity_named(self.entity), row_id)

    # What the pages' pattern does.

    def reload(self) -> None:
        """List again and show the chosen record as it is now; one that is gone leaves its card."""
        self.list.list_again()
        if not self._shown_id or self.is_editing:
            return
        if self.context.read(records.is_here, entity_named(self.entity), self._shown_id):
            self.show_record(self._shown_id)
        else:
            self._shown_id = ""
            self.card.show_hint()

    def new_record(self) -> None:
        """Begin a new record in the card."""
        self.begin_record(**self.new_values())

    def begin_record(self, **values: Any) -> None:
        """Begin a new record in the card with some values."""
        panel = self._form()
        if panel is not None and self.may_leave():
            self.card.setCurrentWidget(panel)
            panel.begin(**values)

    def show_panel(self, panel: FormPanel) -> None:
        """Put a form into the card; the page may have several, of which one is shown."""
        panel.page = self.name
        self.card.show_panel(panel)

    def open_record(self, row_id: str) -> None:
        """Show a record, also one that the list does not show now.

        `new` begins one, `edit:ID` opens its form.
        """
        if row_id == "new":
            self.new_record()
        elif row_id.startswith(EDIT):
            if self.may_leave():
                self.table.choose(row_id.removeprefix(EDIT))
                self.edit_record(row_id.removeprefix(EDIT))
        elif self.may_leave():
            self.table.choose(row_id)
            self.show_record(row_id)
            self.table.setFocus()

    def show_record(self, row_id: str) -> None:
        """Show a record's card."""
        if not self.may_leave():
            return
        made = self.view(row_id)
        self._shown_id = row_id
        self.card.show_card(made)

    def enter_record(self, row_id: str) -> None:
        """Show a record's card and go to what can be done there."""
        self.show_record(row_id)
        self.card.enter()

    def edit_record(self, row_id: str = "") -> None:
        """Edit a record in place, the shown one unless another is named."""
        wanted = row_id or self._shown_id
        panel = self._form()
        if panel is None or not wanted:
            return
        self._shown_id = wanted
        self.card.setCurrentWidget(panel)
        panel.edit(self.load(wanted))

    @property
    def shown_id(self) -> str:
        """Return the id of the record in the card."""
        return self._shown_id

    @property
    def is_editing(self) -> bool:
        """Tell whether the card is a form now."""
        return self.card.is_editing

    def may_leave(self) -> bool:
        """Keep what is typed as a draft and leave the form."""
        self.card.leave_form()
        return True

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.list.focus_search()

    def commands(self) -> Sequence[QAction]:
        """Return the deeds of a list's page."""
        edit = QAction(_("Edit the shown record"), self)
        edit.triggered.connect(lambda _on=False: self.edit_record())
        return (edit,)

    def command(self, words: str, key: str, deed: Callable[[], object]) -> QAction:
        """Return a deed with its key; nothing happens while a form is being typed in."""
        action = QAction(words, self)
        action.setShortcut(key)
        action.triggered.connect(partial(self._do, deed))
        return action

    def _do(self, deed: Callable[[], object], _checked: bool = False) -> None:
        if not self.is_editing:
            deed()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where the next key is wanted: the search, or the list; Qt calls."""
        super().showEvent(event)
        if self.is_editing:
            return
        if self._shown_id:
            self.table.setFocus()
        else:
            self.focus_search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from search to list and card, and back; Qt calls."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.step_back()
        else:
            super().keyPressEvent(event)

    def _beside(self) -> QSplitter:
        """Return list and card side by side."""
        frame = QFrame()
        frame.setProperty("role", "card")
        frame.setLayout(row(self.card))
        edge = theme.px(Space.TWO)
        right = holder(row(frame))
        right.setContentsMargins(0, edge, edge, edge)
        right.setMinimumWidth(theme.px(260))
        made = QSplitter(Qt.Orientation.Horizontal)
        made.setChildrenCollapsible(False)
        made.setHandleWidth(theme.px(Space.ONE))
        made.addWidget(self.list)
        made.addWidget(right)
        made.setSizes([500, 600])
        made.setStretchFactor(0, 5)
        made.setStretchFactor(1, 6)
        return made

    def _form(self) -> FormPanel | None:
        if self._own_panel is None:
            self._own_panel = self.make_form()
            if self._own_panel is not None:
                self._own_panel.saved.connect(self._panel_saved)
        if self._own_panel is not None:
            self.show_panel(self._own_panel)
        return self._own_panel

    def _panel_saved(self, row_id: str) -> None:
        self.list.list_again()
        self.table.choose(row_id)
        self.show_record(row_id)
        self.table.setFocus()

    def _panel_left(self) -> None:
        if self._shown_id:
            self.show_record(self._shown_id)
        else:
            self.card.show_hint()
        self.table.setFocus()
