"""The list of a page: search, filters, rows, count, and what is said where there are none."""

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from app.base.formats import format_number
from app.base.i18n import _, ngettext
from app.ui import theme
from app.ui.empty_state import EmptyState
from app.ui.filters import Filter, FilterBar
from app.ui.list_search import ListSearch
from app.ui.parts import button, column, row, scrolled, text
from app.ui.table import Column, TableView
from app.ui.theme import Space


class Listed(Protocol):
    """What a page says of its list; `ListCardPage` tells what each means."""

    name: ClassVar[str]
    icon: ClassVar[str]
    heading: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    filters: ClassVar[tuple[Filter, ...]]
    default_sort: ClassVar[tuple[str, bool]]
    empty_words: ClassVar[str]
    new_words: ClassVar[str]
    search_words: ClassVar[str]

    @property
    def shown_id(self) -> str:
        """Return the id of the record in the card, on which the list stays."""

    def fetch_ids(
        self, text: str, filters: dict[str, str], sort: str, descending: bool
    ) -> Sequence[str]:
        """Return the ids to list, in order."""

    def fetch_rows(self, ids: Sequence[str]) -> Sequence[Any]:
        """Return the rows of a page of ids."""

    def arrange(self, filters: dict[str, str], ids: Sequence[str]) -> None:
        """Show the columns that say more than the filters do."""

    def may_begin(self) -> bool:
        """Tell whether a record can be begun here."""

    def new_record(self) -> None:
        """Begin a record."""


class ListPane(QWidget):
    """What is listed of a page; / and Esc lead to the search, Down and Enter into the rows.

    Signals:
        chosen: the id of the row that the person is on now.
        opened: the id of the row that the person opened.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, page: Listed) -> None:
        """Build the list; `list_again` fills it."""
        super().__init__()
        self._page = page
        self._sort, self._descending = page.default_sort
        self.search = ListSearch(_(page.search_words))
        self.search.entered.connect(self._enter)
        self.search.textChanged.connect(lambda _text: self.list_again())
        self.filter_bar = FilterBar(page.filters)
        self.filter_bar.changed.connect(self.list_again)
        self.count = text("", "muted", wrap=False)
        self.table = TableView(page.name, page.columns, page.fetch_rows, _(page.heading))
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.sorted_by.connect(self._table_sorted)
        new = _(page.new_words) if page.may_begin() else ""
        self.nothing_yet = EmptyState(
            page.icon, _("Nothing here yet"), _(page.empty_words), new, page.new_record
        )
        self.nothing_found = EmptyState(
            "search", _("Nothing found"), _("Try fewer letters or filters.")
        )
        self.faces = QStackedWidget()
        for one in (self.table, self.nothing_yet, self.nothing_found):
            self.faces.addWidget(one)
        self.faces.setMinimumHeight(theme.px(200))
        listed = column(self._head(new), self.search, self.filter_bar, self.faces, self.count)
        listed.setStretch(3, 1)
        edge = theme.px(Space.TWO)
        listed.setContentsMargins(edge, edge, 0, edge)
        self._area = scrolled(listed)
        self.filter_bar.setVisible(bool(page.filters))  # in its place by now: no window of its own
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(row(self._area))

    def list_again(self) -> None:
        """List what fits the search and the filters now."""
        typed, chosen = self.search.text(), self.filter_bar.values
        ids = self._page.fetch_ids(typed, chosen, self._sort, self._descending)
        self._page.arrange(chosen, ids)
        self.table.set_ids(ids, keep=self._page.shown_id)
        self.table.show_sorted(self._sort, descending=self._descending)
        if ids:
            self.faces.setCurrentWidget(self.table)
        else:
            nowhere = not (typed or chosen) or not self._page.fetch_ids("", {}, self._sort, False)
            self.faces.setCurrentWidget(self.nothing_yet if nowhere else self.nothing_found)
        found = ngettext("{n} record", "{n} records", len(ids))
        self.count.setText(found.format(n=format_number(len(ids))))

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def step_back(self) -> None:
        """Go from elsewhere to the rows, from the rows to the search, and empty that."""
        if self.search.hasFocus():
            self.search.clear()
        elif self.table.hasFocus():
            self.focus_search()
        else:
            self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as wide as what is inside; Qt calls."""
        super().showEvent(event)
        inside = self._area.widget()
        if inside is not None:
            bar = self._area.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(max(inside.minimumSizeHint().width() + bar, theme.px(220)))

    def _head(self, new: str) -> QLayout:
        head = row(text(_(self._page.heading), "title", wrap=False), None)
        if new:
            begin = button(new, self._page.new_record, "primary", icon="plus")
            begin.setToolTip(_("{what} (Ctrl+N)").format(what=new))
            head.addWidget(begin)
        return head

    def _table_sorted(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.list_again()

    def _enter(self) -> None:
        if self.table.rows.ids:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.go_to(0)
                self.chosen.emit(self.table.current_id())
