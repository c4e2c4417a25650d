"""The store: one folder, one door for reading, one for writing."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine

from app.base.errors import UserError
from app.base.i18n import _
from app.base.ids import new_id
from app.base.memory import uncollected
from app.base.reasons import reason_of
from app.store import identity, journal, moving, schema, search, streams, undo
from app.store.capture import Captured, JournalledSession, RowKey
from app.store.changes import Changes, Written
from app.store.ends import Ends
from app.store.engine import FILE_NAME, driver, driver_of, make_engine
from app.store.entry import Change
from app.store.faults import explained
from app.store.identity import Founding
from app.store.merge import Merged
from app.store.newborn import refuse_existing
from app.store.steps import Steps
from app.store.streams import Knowledge
from app.store.who import Who, refuse_foreign
from app.store.writer import Writer

P = ParamSpec("P")
R = TypeVar("R")


class Database:
    """An open store; a second one over the same folder is refused."""

    def __init__(self, folder: Path, engine: Engine, lock: FileLock) -> None:
        """Use `open` or `create`."""
        self.folder = folder
        self.engine = engine
        self._lock = lock
        self._writer = Writer(engine, folder / FILE_NAME)
        self._at_deeds: JournalledSession | None = None
        self._changes_of_who = 0
        self._who: tuple[int, Who | None] = 0, None
        self._steps = Steps(self)

    @classmethod
    def create(cls, folder: Path, founding: Founding) -> "Database":
        """Make a new store in a folder that holds none.

        Raises:
            UserError: when the folder holds a store already or cannot be written.
        """
        refuse_existing(folder)
        with explained():
            database = cls._opened(folder)
            try:
                with database.writing() as connection:
                    identity.found(connection, founding)
            except BaseException:
                database.close()
                raise
        return database

    @classmethod
    def open(cls, folder: Path) -> "Database":
        """Open the store in a folder.

        Raises:
            UserError: when there is none, another window has it open, it is damaged, or a
                newer version of the program made it.
        """
        if not (folder / FILE_NAME).is_file():
            missing = _("There are no records in {folder} yet. Start the program to set them up.")
            raise UserError(missing.format(folder=folder))
        with explained(folder):
            return cls._opened(folder)

    @classmethod
    def _opened(cls, folder: Path) -> "Database":
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(folder / "store.lock")
            lock.acquire(timeout=0)
        except Timeout:
            busy = _("These records are open in another window. Close it first ({folder}).")
            raise UserError(busy.format(folder=folder)) from None
        except OSError as error:
            closed = _("The folder {folder} cannot be written to: {reason}.")
            raise UserError(closed.format(folder=folder, reason=reason_of(error))) from error
        try:
            engine = make_engine(folder / FILE_NAME)
            schema.prepare(engine, folder / FILE_NAME)
        except BaseException:
            lock.release()
            raise
        return cls(folder, engine, lock)

    @property
    def who(self) -> Who:
        """Return the store's own identity.

        Raises:
            UserError: when setting the store up was interrupted.
        """
        # Kept with the change that it is read after: one of another thread may come in between.
        changes = self._changes_of_who
        read_after, found = self._who
        if found is None or read_after != changes:
            with self.reading() as connection:
                found = identity.read_who(connection)
            self._who = changes, found
        if found is None:
            unfinished = _(
                "Setting up {folder} was interrupted. Delete the folder and start again."
            )
            raise UserError(unfinished.format(folder=self.folder))
        return found

    def identity_changed(self) -> None:
        """Read the identity again before its next use, and once more after the open transaction.

        Whoever changes it says so before the end of the transaction: the next one to write must
        not go by the older name.
        """
        self._writer.now_and_after(self._forget_who)

    def _forget_who(self) -> None:
        self._changes_of_who += 1

    def close(self) -> None:
        """Give the file and the folder free."""
        self._writer.close()
        self.engine.dispose()
        self._lock.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection whose reads all see one moment."""
        with explained(), self.engine.connect() as connection:
            yield connection

    def writing(self) -> AbstractContextManager[Connection]:
        """Lend the one writing connection; its transaction commits when the block ends well.

        A second thread waits; a write inside a write is a bug.
        """
        return self._writer

    def read(self, query: Callable[Concatenate[Any, P], R], *args: P.args, **more: P.kwargs) -> R:
        """Return what a service reads; it gets a session first."""
        with self.reading() as connection, self._session(connection, {}) as session:
            return query(session, *args, **more)

    def read_within(
        self, connection: Connection, query: Callable[..., R], *args: Any, **more: Any
    ) -> R:
        """Return what a service reads inside a transaction that the caller has begun."""
        with self._session(connection, {}) as session:
            return query(session, *args, **more)

    def write(
        self,
        deed: Callable[..., R],
        *args: Any,
        label: str,
        author: str | None = None,
        seen: Knowledge | None = None,
        undoable: bool = True,
        **more: Any,
    ) -> Written[R]:
        """Run a service in one transaction and journal what it changed.

        Args:
            deed: a service; it gets a session first.
            *args: for the service.
            label: what is done, in the user's words; history and undo show it.
            author: the promoter's id, when it is not the person at work.
            seen: what `seen()` said when the form was opened.
            undoable: whether Ctrl+Z takes it back.
            **more: for the service.

        Raises:
            UserError: when the service refuses; nothing is saved then.
        """
        captured = Captured()
        author = author or self.who.promoter
        info = {"captured": captured, "author": author, "opened_before": seen is not None}
        rows: set[RowKey] = set()
        with uncollected(), self._writer.turn:
            with self.writing() as connection, self._begun_deed(connection, info) as session:
                result = deed(session, *args, **more)
                session.flush_last()
                if captured.fields:
                    ends = session.ends.resumed(driver_of(session), captured.written)
                    session.ends = ends
                    merged = self._journal(connection, captured, ends, label, author, seen)
                    rows = merged.rows
                    if undoable and not merged.blanked:
                        undo.remember(connection, label, captured, none_undone=ends.none_undone)
                        ends.none_undone = True
            if captured.fields:
                session.ends.seal(driver_of(session))
        session.let_go()
        self._at_deeds = session
        return Written(result, Changes.of(rows | captured.fields.keys()))

    def _journal(
        self,
        connection: Connection,
        captured: Captured,
        ends: Ends,
        label: str,
        author: str | None,
        seen: Knowledge | None,
    ) -> Merged:
        for scope in set(captured.scopes.values()):
            # Signed with a certificate that does not cover it, it would spoil the whole file.
            refuse_foreign(self.who, scope)
        deed = journal.Deed(self.who.writer, author, label, new_id())
        if seen is not None:
            seen = moving.followed(connection, seen)
        changes = [
            (captured.scopes[key], (*key, fields)) for key, fields in captured.fields.items()
        ]
        born = {row for (_, row), before in captured.before.items() if before is None}
        merged = journal.append(
            connection, deed, changes, seen=seen, already_projected=True, born=born, ends=ends
        )
        if merged.set_aside:
            raise UserError(_("Another record has this id already. Leave the id out."))
        search.refresh(connection, search.concerned(captured, merged.disturbed))
        return merged

    def write_bulk(
        self, changes: Iterable[tuple[str, Change]], *, label: str, author: str | None = None
    ) -> Changes:
        """Journal many rows in stored forms, without the ORM and without undo.

        Args:
            changes: each as (scope, (entity's name, id, {field: stored form})).
            label: what is done, in the user's words.
            author: the promoter's id.
        """
        listed = list(changes)
        deed = journal.Deed(self.who.writer, author or self.who.promoter, label, new_id())
        with self.writing() as connection:
            merged = journal.append(connection, deed, listed)
            search.refresh(connection, merged.rows)
        return Changes.of(merged.rows)

    def seen(self) -> Knowledge:
        """Return what is held now; a form keeps it and gives it back when it saves."""
        with self.reading() as connection:
            known = streams.knowledge(connection)
            moved = moving.moves(connection)
            return {**known, moving.MOVES: moved} if moved else known

    def undo_label(self) -> str | None:
        """Return what Ctrl+Z would take back."""
        return self._steps.undo_label()

    def undo(self) -> Changes:
        """Take the latest saved action back; see `Steps.undo`."""
        return self._steps.undo()

    def redo_label(self) -> str | None:
        """Return what would be done again after it was taken back."""
        return self._steps.redo_label()

    def redo(self) -> Changes:
        """Do again what was taken back last; see `Steps.redo`."""
        return self._steps.redo()

    def _session(self, connection: Connection, info: dict[str, Any]) -> JournalledSession:
        session = JournalledSession(bind=connection, expire_on_commit=False)
        session.begin_deed({"who": self.who, "driver": driver(connection), **info})
        return session

    def _begun_deed(self, connection: Connection, info: dict[str, Any]) -> JournalledSession:
        """Return the session of all writes, kept like their connection; errors end its use."""
        session, self._at_deeds = self._at_deeds, None
        if session is None:
            return self._session(connection, info)
        session.begin_deed({"who": self.who, "driver": driver(connection), **info})
        return session
