"""Conflicts one by one: what stood before, mine, theirs, and the record's history beside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from app.base.formats import format_datetime
from app.base.i18n import _, ngettext
from app.base.progress import Progress
from app.services import conflict_rules, conflicts, describing
from app.services.conflict_rules import Question, Settled
from app.services.conflicts import ShownConflict, ShownValue
from app.services.describing import ShownStep
from app.ui.beside import Beside
from app.ui.context import Context
from app.ui.empty_state import EmptyState
from app.ui.pages.exchange_one_by_one import OneByOne
from app.ui.pages.exchange_rules import RulesBar
from app.ui.parts import button, card, clear, column, flow, holder, row, scrolled, text
from app.ui.theme import Space

_HISTORY = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """One value that can be kept, and the key that keeps it."""

    key: str
    choice: str
    heading: str
    value: str
    detail: str


class ConflictsPart(OneByOne):
    """One question at a time; 1, 2, 3 or B answers it, arrows go to another."""

    def __init__(self, context: Context) -> None:
        """Build the question's place and the word for when there is none."""
        super().__init__(context, _("Conflicts"))
        self.questions: list[Question] = []
        self.asked: ShownConflict | None = None
        self._busy = False
        self.rules = RulesBar()
        self.rules.narrowed.connect(self.reload)
        self.rules.ruled.connect(self.settle_all)
        self.answers: tuple[Answer, ...] = ()
        self._shown = self._answered = ""
        self.empty = EmptyState(
            "check",
            _("No conflicts"),
            _("When two people change the same thing apart, the question comes here."),
        )
        self.history = column(gap=Space.TWO)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        beside = card(text(_("History of this record"), "lead"), self.history)
        body = Beside(holder(self.question), beside, from_width=700, stretches=(5, 3))
        self.stack.addWidget(scrolled(column(self.rules, body, gap=Space.TWO)))
        self.setLayout(row(self.stack))

    def reload(self) -> None:
        """Read which conflicts are open and stay on the one that is shown."""
        every = self.context.read(conflict_rules.questions)
        self.questions = self.rules.fitting(every)
        if not self.questions:
            self.rules.choose_all()
            self.questions = self.rules.fitting(every) or every
        places = {one.id: place for place, one in enumerate(self.questions)}
        if self._answered in places:  # the answer was taken back: it is asked again at once
            self._shown, self._answered = self._answered, ""
        last = max(len(self.questions) - 1, 0)
        self._place = places.get(self._shown, min(self._place, last))
        self.rules.show_questions(every, self.questions)
        self.count_changed.emit(len(every))
        self.show_question()

    def settle_all(self, rule: str) -> None:
        """Answer all listed conflicts by one rule, in the background; one undo takes it back."""
        if self._busy or not self.questions:
            return
        self._busy = True
        database, ids = self.context.database, [one.id for one in self.questions]
        label = conflict_rules.settled_words(rule, len(ids))

        def job(progress: Progress) -> Any:
            return database.write(conflict_rules.settle_all, ids, rule, progress, label=label)

        task = self.context.start(job, partial(self._settled, rule), text=_("Answering conflicts"))
        task.ended.connect(self._ended)

    def _settled(self, rule: str, settled: Settled) -> None:
        self.context.say(
            conflict_rules.settled_words(rule, settled.answered), undoable=settled.answered > 0
        )
        if settled.left:
            words = ngettext(
                "{n} conflict is left: its value does not fit, or the record is not yours.",
                "{n} conflicts are left: their values do not fit, or the records are not yours.",
                len(settled.left),
            )
            self.context.tell(words.format(n=len(settled.left)), "amber")
        self.setFocus()

    def _ended(self) -> None:
        self._busy = False

    def answer(self, choice: str) -> None:
        """Keep a value: `base`, `mine`, `theirs`, `both`, or one in its stored form."""
        asked = self.asked
        if asked is None:
            return
        self._shown, self._answered = "", asked.id
        changes = conflicts.settle(self.context.database, asked.id, choice)
        self.context.changed.emit(changes)
        self.context.say(
            _("Answered: {field} of {title}").format(field=asked.field_label, title=asked.title),
            undoable=True,
        )
        self.setFocus()

    def how_many(self) -> int:
        """Return how many questions are listed."""
        return len(self.questions)

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """Return the digits and B, each with its answer."""
        return {one.key.lower(): partial(self.answer, one.choice) for one in self.answers}

    def show_question(self) -> None:
        """Show the question at the present place."""
        place = self.questions[self._place].id if self.questions else ""
        asked = self.asked = self.context.read(conflicts.shown, place) if place else None
        self._shown = place
        self.answers = answers_to(asked) if asked else ()
        self.stack.setCurrentIndex(1 if asked else 0)
        clear(self.question)
        clear(self.history)
        if asked is None:
            return
        with self.keeping_focus():
            self._show_question(asked)
            self._show_history(asked)

    def _show_history(self, asked: ShownConflict, limit: int | None = _HISTORY) -> None:
        clear(self.history)
        steps = self.context.read(describing.history_of, asked.entity, asked.row)
        for step in steps[:limit]:
            self.history.addWidget(_step(step, asked.field_label))
        if limit is not None and len(steps) > limit:
            words = _("Show all {n} changes").format(n=len(steps))
            more = button(words, lambda: self._show_history(asked, None), "quiet", icon="history")
            self.history.addLayout(row(more, None))
        self.history.addStretch(1)

    def _show_question(self, asked: ShownConflict) -> None:
        self.question.addLayout(self.headline_of(asked.title))
        said = _("{record} · {field}: different people changed it apart. Which value is right?")
        self.question.addWidget(
            text(said.format(record=asked.entity_label, field=asked.field_label))
        )
        for one in self.answers:
            if one.choice != "both":
                self.question.addWidget(self._answer_card(one))
        both = next((one for one in self.answers if one.choice == "both"), None)
        if both is not None:
            words = f"{both.key}   {both.heading}"
            made = button(words, lambda: self.answer("both"), tip=_("Keep both texts (B)"))
            self.question.addWidget(flow(made))
        self.question.addStretch(1)

    def _answer_card(self, one: Answer) -> QWidget:
        badge = text(one.key, "badge")
        head = text(one.heading, "muted", wrap=False)
        keep = button(
            _("Keep this"),
            lambda: self.answer(one.choice),
            "primary" if one.choice == "mine" else "normal",
            tip=_("Keep this value ({key})").format(key=one.key),
        )
        keep.setAccessibleName(
            _("Keep {heading}: {value}").format(heading=one.heading, value=one.value)
        )
        value = text(one.value, "strong")
        value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        detail = text(one.detail, "muted")
        if not one.detail:
            detail.hide()
        words = column(row(badge, head, None), value, detail, gap=Space.HALF)
        made = row(words, keep, gap=Space.TWO)
        made.setStretch(0, 1)
        made.setAlignment(keep, Qt.AlignmentFlag.AlignVCenter)
        return card(made)


def answers_to(asked: ShownConflict) -> tuple[Answer, ...]:
    """Return what can be answered, with its keys: 1 before, 2 mine, 3 and on theirs, B both."""
    known = {value.value: value for value in asked.values}
    mine = known[asked.asked.mine]
    others = [value for value in asked.values if value.value != mine.value]
    others.sort(key=lambda value: value.value != asked.asked.theirs)
    found = [
        Answer("1", "base", _("Before"), asked.base, ""),
        Answer("2", "mine", _("Mine"), asked.mine, _said_by(mine)),
    ]
    for place, value in enumerate(_distinct(others)):
        choice = "theirs" if place == 0 else str(value.value)
        heading = _("Theirs") if place == 0 else _("Theirs ({n})").format(n=place + 1)
        found.append(Answer(str(place + 3), choice, heading, value.text, _said_by(value)))
    if asked.is_text:
        found.append(Answer("B", "both", _("Keep both texts"), "", ""))
    return tuple(found)


def _distinct(values: list[ShownValue]) -> list[ShownValue]:
    return list({value.value: value for value in reversed(values)}.values())[::-1]


def _said_by(value: ShownValue) -> str:
    return _("{author}, {time}").format(author=value.author, time=format_datetime(value.time))


def _step(step: ShownStep, field: str) -> QWidget:
    when = f"{format_datetime(step.time)} · {step.author}"
    lines = [text(when, "muted"), text(step.label, "strong")]
    for label, value in step.fields[:8]:
        line = text(f"{label}: {value}", "accent" if label == field else "body")
        lines.append(line)
    return holder(column(*lines, gap=Space.NONE))
