"""A form with its head, Save and Leave, and the draft that outlives leaving and crashes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.model.entity import Entity, field_map
from app.services import records
from app.services.kept_files import Source
from app.services.records import InvalidRecordError
from app.ui.context import Context
from app.ui.drafts import Draft
from app.ui.facts import shown_value
from app.ui.form import Form
from app.ui.notice import Notice
from app.ui.parts import button, column, row, scrolled, text
from app.ui.tab_order import go_on
from app.ui.theme import Space, px

_HINT_FROM = 360
"""From which width there is room for the hint beside the buttons."""

Save = Callable[..., Entity]
"""`deed(session, row, values)`: saves an old record, or the new one given, and returns it."""


class FormPanel(QWidget):
    """Edits one record in place.

    Signals:
        saved: the saved record's id.
        left: left without saving; a draft is kept when something was typed.
    """

    saved = Signal(str)
    left = Signal()
    new_words: ClassVar[str] = ""
    """The heading over a new record, untranslated; put together from the entity's label if none."""

    def __init__(
        self,
        context: Context,
        entity: type[Entity],
        *,
        label: Callable[[dict[str, Any]], str],
        deed: Save = records.save,
        names: Sequence[str] | None = None,
    ) -> None:
        """Make the form.

        Args:
            context: the page's.
            entity: what is edited.
            label: what was done, for the undo line, from the form's values.
            deed: the service that saves: `deed(session, row, values)`.
            names: which fields, in this order; all unless given.
        """
        super().__init__()
        self._context = context
        self._label = label
        self._deed = deed
        self._row: Entity | None = None
        self._given: dict[str, Any] = {}
        self._key = ""
        self._seen: dict[int, int] = {}
        self.is_new = False
        self.page = ""
        """The page's name in `PAGES`, by which a draft finds its way back."""
        self.form = Form(context, entity, names)
        self.title = text("", "title")
        self.notice = Notice()
        self.notice.deed.clicked.connect(self.discard)
        self.save_button = button(
            _("Save"), self.save, "primary", icon="check", tip=_("Save (Ctrl+Enter)")
        )
        self.leave_button = button(_("Leave"), self.leave, tip=_("Leave; the draft is kept (Esc)"))
        self.lead = column(gap=Space.TWO)
        """Where a page adds parts of its own above the form."""
        self.extra = column(gap=Space.TWO)
        """Where a page adds parts of its own below the form."""
        self._autosave = QTimer(self, singleShot=True, interval=700)
        self._autosave.timeout.connect(self.keep_draft)
        self.form.changed.connect(lambda _name: self._autosave.start())
        self.form.save_wanted.connect(self.save)
        self.form.left.connect(self.leave)
        self._build()

    def _build(self) -> None:
        parts = (self.title, self.notice, self.lead, self.form, self.extra)
        body = column(*parts, None, gap=Space.TWO)
        self.hint = text(_("Ctrl+Enter saves, Esc leaves"), "small", wrap=False)
        edges = (px(Space.TWO), px(Space.ONE), px(Space.TWO), px(Space.ONE))
        foot = QFrame()
        foot.setProperty("role", "strip")
        strip = row(self.save_button, self.leave_button, None, self.hint)
        strip.setContentsMargins(*edges)
        foot.setLayout(strip)
        self.area = scrolled(body, Space.TWO)
        self.setLayout(column(self.area, foot, gap=Space.NONE))

    def edit(self, record: Entity) -> None:
        """Edit a record; an earlier draft of it comes back."""
        self.is_new = False
        self._begin(record, f"{records.name_of(record)}/{record.id}")
        self.title.setText(_(type(record).about.label))
        self.form.set_row(record)
        self._restore()

    def begin(self, **values: Any) -> None:
        """Begin a new record with some values; an earlier draft of one comes back."""
        entity = self.form.entity
        record = records.new(entity, **values)
        self.is_new = True
        self._given = values
        self._begin(record, f"{records.name_of(record)}/new")
        what = _(entity.about.label).lower()
        words = _(self.new_words) if self.new_words else _("New: {what}").format(what=what)
        self.title.setText(words)
        self.form.set_row(record)
        self._restore()

    def save(self) -> None:
        """Save; when something is refused, say it under its field and go there."""
        if self._row is None:
            return
        problems = self.form.problems
        if problems:
            self._refuse(problems)
            return
        values = self.form.values() if self.is_new else self.form.changes()
        try:
            saved = self._context.write(
                self._save_new if self.is_new else self._save_changes,
                self._row,
                values,
                label=self._label(self.form.values()),
                seen=self._seen,
            )
        except InvalidRecordError as error:
            self._refuse(error.problems)
            return
        except UserError:
            self.keep_draft()
            raise
        self._autosave.stop()
        self._context.drafts.drop(self._key)
        self._row = None
        self.saved.emit(saved.id)

    def leave(self) -> None:
        """Leave; what is typed is kept as a draft."""
        self.keep_draft()
        kept = bool(self._row is not None and (self.form.changes() or self.form.typed()))
        self._row = None
        if kept:
            self._context.say(_("The draft is kept."))
        self.left.emit()

    def keep_draft(self) -> None:
        """Keep what is typed on the disk; a disk that refuses is told of and hinders nothing."""
        self._autosave.stop()
        if self._row is None:
            return
        draft = self._draft()
        if draft.values or draft.typed:
            try:
                self._context.drafts.keep(self._key, draft)
            except UserError as error:
                self._context.tell(str(error), "amber")
        else:
            self._context.drafts.drop(self._key)

    def discard(self) -> None:
        """Give the draft up and show the record as it is saved."""
        self._context.drafts.drop(self._key)
        self._seen = self._context.seen()
        if self._row is not None:
            self.form.set_row(self._row)
        self.notice.hide()
        self.form.focus_first()

    def forget(self) -> None:
        """Leave without keeping anything: the record's data was erased."""
        self._autosave.stop()
        self._context.drafts.drop(self._key)
        self._row = None
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save and leave from the page's own parts too; Qt calls with what the form left."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif is_enter:
            go_on(self)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the hint rather than cut the buttons; Qt calls."""
        super().resizeEvent(event)
        self.hint.setVisible(event.size().width() >= px(_HINT_FROM))

    def take(self, sources: Sequence[Source]) -> bool:
        """Take dropped or pasted files; tell whether the form wants any."""
        del sources
        return False

    def way(self) -> str:
        """Return what the page is told to open this form again."""
        return "new" if self.is_new or self._row is None else f"edit:{self._row.id}"

    def subject(self) -> str:
        """Return what the form is about, for the list of drafts."""
        about = self.form.entity.about
        if self._row is not None and not self.is_new:
            return self._context.title(records.name_of(self._row), self._row.id)
        shown = (self.form.value(name) for name in about.title if name in self.form.boxes)
        return " ".join(str(value) for value in shown if value)

    @property
    def editing(self) -> bool:
        """Tell whether a record is being edited."""
        return self._row is not None

    def _save_new(self, session: Any, record: Entity, values: dict[str, Any]) -> Entity:
        return self._deed(session, record, values)

    def _save_changes(self, session: Any, record: Entity, values: dict[str, Any]) -> Entity:
        """Save on the record as it is now: what others changed meanwhile stays."""
        return self._deed(session, records.get(session, type(record), record.id), values)

    def _begin(self, record: Entity, key: str) -> None:
        self._autosave.stop()
        self._row, self._key = record, key
        self._seen = self._context.seen()
        self.notice.hide()
        self.area.verticalScrollBar().setValue(0)

    def _draft(self) -> Draft:
        """Return what is typed as a draft; a panel with parts of its own adds theirs."""
        title = " · ".join(part for part in (self.title.text(), self.subject()) if part)
        way = f"{self.page}:{self.way()}" if self.page else ""
        form = self.form
        return Draft(form.draft(), self._seen, form.base(), form.typed(), title, way)

    def _restore(self) -> None:
        draft = self._context.drafts.get(self._key)
        if draft is not None and (draft.values or draft.typed):
            changed = self.form.changed_since(draft.base)
            if not draft.base:
                self._seen = draft.seen or self._seen
            self._say_restored(changed)
            self.form.apply_draft(draft.values, draft.typed)
        self.form.focus_first()

    def _say_restored(self, changed: Sequence[str]) -> None:
        if not changed:
            self.notice.show_text(_("Your unsaved draft is back."), deed=_("Discard draft"))
            return
        known = field_map(self.form.entity)
        now = "; ".join(
            f"{_(known[name].label)}: {shown_value(self._context, known[name], value) or '–'}"
            for name in changed
            for value in (self.form.value(name),)
        )
        words = _("Your unsaved draft is back. Meanwhile this was saved – {fields}.")
        self.notice.show_text(words.format(fields=now), "amber", _("Discard draft"))

    def _refuse(self, problems: Sequence[Any]) -> None:
        strangers = self.form.show_problems(problems)
        first = problems[0].message if problems else ""
        said = " ".join(problem.message for problem in strangers) or first
        self.notice.show_text(_("Not saved yet. {problem}").format(problem=said), "amber")
        wrong = next((box for box in self.form.boxes.values() if box.problem), None)
        if wrong is not None:
            self.area.ensureWidgetVisible(wrong)


def plain_label(done: str, name: str) -> Callable[[Mapping[str, Any]], str]:
    """Return a maker of the undo line from one field.

    Args:
        done: translated, with `{name}`: `_("Saved company {name}")`.
        name: the field whose value names the record.
    """
    return lambda values: done.format(name=values.get(name) or "")
