"""Companies entered twice: pairs side by side, two keys to judge them, and what was joined."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.base.formats import format_date
from app.base.i18n import _
from app.services import duplicates, joined, merging
from app.services.duplicates import Candidate
from app.services.joined import JoinedRow
from app.services.local_days import day_of
from app.ui.action_row import ActionList, Deed, Line
from app.ui.context import Context
from app.ui.empty_state import EmptyState
from app.ui.pages.exchange_one_by_one import OneByOne
from app.ui.pages.exchange_pair import pair_table
from app.ui.parts import button, card, clear, column, flow, row, scrolled, section, text
from app.ui.theme import Space

_SAME, _TWO = "1", "2"
"""The keys that judge a pair: one company, or two."""


class DuplicatesPart(OneByOne):
    """One pair at a time; 1 says that it is one company, 2 that it is two."""

    def __init__(self, context: Context) -> None:
        """Build the places; the pairs are looked for when the tab is first shown."""
        super().__init__(context, _("Duplicates"))
        self.found: list[Candidate] | None = None
        self._arrived = 0
        self.pairs: list[Candidate] = []
        self._busy = False
        self.stack = QStackedWidget()
        self._unsearched = EmptyState(
            "search",
            _("Companies entered twice"),
            _("All companies are compared: numbers, names, addresses, phones and e-mails."),
            _("Look for duplicates"),
            self.search,
        )
        self._comparing = EmptyState(
            "search",
            _("Companies are being compared…"),
            _("Pairs that may be one company come here; nothing is joined without you."),
        )
        self._none = EmptyState(
            "check",
            _("No duplicates"),
            _("Every company is here once. What the next files bring is compared too."),
            _("Look again"),
            self.search,
        )
        asked = QWidget()
        asked.setLayout(self.question)
        self._asked = asked
        for part in (self._unsearched, self._comparing, self._none, asked):
            self.stack.addWidget(part)
        self.joined = ActionList(_("Joined companies"))
        self._joined_section = section(_("Joined companies"), self.joined)
        inner = column(self.stack, self._joined_section, gap=Space.TWO)
        inner.setStretch(0, 1)
        self.setLayout(row(scrolled(inner)))

    def showEvent(self, event: QShowEvent) -> None:
        """Look for pairs when the tab is shown for the first time; Qt calls."""
        super().showEvent(event)
        if self.found is None:
            self.search()

    def search(self) -> None:
        """Compare all companies, in the background."""
        if self._busy:
            return
        self._busy = True
        task = self.context.start_read(
            duplicates.find, done=self._searched, text=_("Comparing companies")
        )
        task.ended.connect(self._ended)
        if not self.asked:
            self.show_question()

    @property
    def is_busy(self) -> bool:
        """Tell whether companies are being compared."""
        return self._busy

    @property
    def asked(self) -> Candidate | None:
        """Return the pair that is shown."""
        return self.pairs[self._place] if self.pairs else None

    def expect(self, count: int) -> None:
        """Count pairs that an import may have brought; they are looked for when the tab is shown.

        Args:
            count: the pairs; none, and what was found before still holds.
        """
        if count:
            known = self._arrived if self.found is None else len(self.pairs)
            self._arrived = known + count
            self.found = None

    def compare_anew(self) -> None:
        """Compare all when the tab is next shown: an import that was stopped counted nothing."""
        if self.found is not None:
            self._arrived = len(self.pairs)
            self.found = None

    def reload(self) -> None:
        """Leave out what has been judged since, and show what is joined."""
        shown = self.asked
        self.pairs = self.context.read(duplicates.still_open, self.found or ())
        places = {(one.one, one.other): place for place, one in enumerate(self.pairs)}
        last = max(len(self.pairs) - 1, 0)
        here = (shown.one, shown.other) if shown else None
        self._place = places.get(here, min(self._place, last)) if here else 0
        self.count_changed.emit(self._arrived if self.found is None else len(self.pairs))
        self.show_question()
        self._show_joined(self.context.read(joined.listed))

    def how_many(self) -> int:
        """Return how many pairs are open."""
        return len(self.pairs)

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """Return the two keys of a pair."""
        return {_SAME: self.join, _TWO: self.keep_apart} if self.pairs else {}

    def join(self) -> None:
        """Say that the pair is one company."""
        self._judge(merging.join, _("Joined as one company: {names}"), " = ")

    def keep_apart(self) -> None:
        """Say that the pair is two companies."""
        self._judge(merging.keep_apart, _("Two companies: {names}"), " ≠ ")

    def take_apart(self, face: str) -> None:
        """Take companies that were joined apart again."""
        names = self.context.title("company", face)
        label = _("Taken apart: {name}").format(name=names)
        self.context.write(merging.part_all, face, label=label)

    def _judge(self, deed: Callable[..., object], words: str, between: str) -> None:
        asked = self.asked
        if asked is None:
            return
        titles = self.context.titles("company", (asked.one, asked.other))
        names = between.join(titles.get(one, "…") for one in (asked.one, asked.other))
        reasons = " ".join(reason.value for reason in asked.reasons)
        label = words.format(names=names)
        self.context.write(deed, asked.one, asked.other, asked.score, reasons, label=label)
        self.setFocus()

    def _searched(self, found: list[Candidate]) -> None:
        self.found = found
        self._place = 0
        with self.keeping_focus():
            self.reload()

    def _ended(self) -> None:
        self._busy = False
        if self.found is None:  # stopped
            self.show_question()

    def show_question(self) -> None:
        """Show the pair at the present place, or that there is none."""
        asked = self.asked
        self.stack.setCurrentWidget(self._asked if asked else self._empty())
        with self.keeping_focus():
            clear(self.question)
            if asked is not None:
                self._show_pair(asked)

    def _empty(self) -> QWidget:
        """Return what stands where no pair is to be judged."""
        if self._busy:
            return self._comparing
        return self._unsearched if self.found is None else self._none

    def _show_pair(self, asked: Candidate) -> None:
        wholes = self.context.read(joined.wholes, (asked.one, asked.other))
        reasons = duplicates.reason_words(reason.value for reason in asked.reasons)
        likeness = _("{n} % alike: {reasons}").format(n=asked.score, reasons=reasons)
        same = button(
            _("1   One company"), self.join, "primary", tip=_("They are one company: join them (1)")
        )
        two = button(
            _("2   Two companies"), self.keep_apart, tip=_("They are two; do not ask again (2)")
        )
        again = button(_("Look again"), self.search, "quiet", icon="search")
        self.question.addLayout(self.headline_of(_("Is this one company?")))
        self.question.addWidget(text(likeness, "strong"))
        table = pair_table(self.context, *(wholes[one].company for one in (asked.one, asked.other)))
        self.question.addWidget(flow(same, two, again))
        self.question.addWidget(card(table))
        said = _("Visits, people and tasks stay with their record; joined, all are shown together.")
        self.question.addWidget(text(said, "muted"))
        self.question.addStretch(1)

    def _show_joined(self, rows: list[JoinedRow]) -> None:
        self._joined_section.setVisible(bool(rows))
        self.joined.show_lines([self._line(one) for one in rows])

    def _line(self, one: JoinedRow) -> Line:
        others = _("joined with {names}")
        return Line(
            one.face,
            one.names[0],
            others.format(names="; ".join(one.names[1:])),
            format_date(day_of(one.since)),
            opened=partial(self.context.navigate, "companies", one.face),
            deeds=[Deed(_("Take apart"), "R", partial(self.take_apart, one.face), icon="undo")],
        )
