"""Taking files in: everything is checked first, then applied one segment a transaction."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from app.base.errors import UserError
from app.base.i18n import _
from app.base.memory import uncollected
from app.base.progress import NO_PROGRESS, Progress
from app.store import attachments, checkpointing, streams
from app.store.changes import Changes
from app.store.database import Database
from app.store.streams import Knowledge
from app.sync import (
    arriving,
    device_keys,
    digests,
    erasures,
    forks,
    own_keys,
    receipts,
    told,
    waiting,
)
from app.sync.bundle import Bundle, Place, open_bundle
from app.sync.dry_run import taken_back
from app.sync.forks import Found, Own, Settled
from app.sync.import_report import (
    FileReport,
    Finder,
    ImportReport,
    Teller,
    keep_trace,
    outcome,
    why_held,
)
from app.sync.manifest import SegmentPart
from app.sync.refusal import Refused
from app.sync.secrets import Secrets, read_secrets
from app.sync.segment import read_segment
from app.sync.settling import settle
from app.sync.taking import ForkedHistoryError, holds, take
from app.sync.waiting import Waiting

_DEVICE = "device"


def take_in(
    database: Database,
    files: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress = NO_PROGRESS,
    finder: Finder | None = None,
    teller: Teller | None = None,
) -> ImportReport:
    """Take files in, in any order and any number of times.

    A crash at any instant leaves a valid store that goes on with the same files.

    Args:
        database: this store.
        files: what somebody brought.
        dry_run: tell what would happen and change nothing.
        progress: told after each segment.
        finder: counts the pairs of companies that may be one.
        teller: tells the records of each file.
    """
    with database.reading() as connection:
        secrets = read_secrets(connection)
        before = streams.knowledge(connection)
    reports: list[FileReport] = []
    with ExitStack() as work:
        shared = work.enter_context(taken_back(database)) if dry_run else None
        run = _Run(database, secrets, progress, shared)
        if shared is None:
            run.bring_log = work.enter_context(checkpointing.beside(database))
        with run.transaction() as connection:
            settle(connection)
        for file in files:
            reports.append(run.take_file(file))
            run.take_waiting(reports[-1])
            run.settle_contents(reports[-1])
            run.tell_rows(reports[-1], teller)
            if shared is None:
                keep_trace(database, reports[-1])
        run.bring_log()  # or the next save would wait for the disk twice
        rows = set[tuple[str, str]]().union(*(report.taken.rows for report in reports))
        with run.reading() as connection:
            duplicates = finder(connection, rows, before) if finder is not None and rows else 0
            missing = attachments.missing_names(connection, database.who.reads)
    conflicts = {key for report in reports for key in report.taken.conflicts}
    return ImportReport(reports, len(conflicts), duplicates, Changes.of(rows), missing)


def _nothing() -> None:
    """Bring no log anywhere."""


class _Run:
    """One import, real or dry: a dry one shares a transaction that is rolled back at the end."""

    def __init__(
        self, database: Database, secrets: Secrets, progress: Progress, shared: Connection | None
    ) -> None:
        self._database = database
        self._secrets = secrets
        self._progress = progress
        self._shared = shared
        self.bring_log: Callable[[], None] = _nothing
        self._before: Knowledge = {}
        self._place = Place(
            network=database.who.network,
            device=database.who.device,
            encrypt_private=secrets.keys.encrypt_private,
            root_public=secrets.root_public,
        )

    @property
    def _own(self) -> Own:
        secrets = self._secrets
        return Own(self._database.who, secrets.office.device, secrets.keys.sign_public)

    def transaction(self) -> AbstractContextManager[Connection]:
        """Lend a writing transaction."""
        return nullcontext(self._shared) if self._shared is not None else self._database.writing()

    def reading(self) -> AbstractContextManager[Connection]:
        """Lend a connection that sees what the run has done."""
        return nullcontext(self._shared) if self._shared is not None else self._database.reading()

    def take_file(self, path: Path) -> FileReport:
        """Check a file whole, then apply what is new in it."""
        report = FileReport(path)
        with self.reading() as connection:
            self._before = streams.knowledge(connection)
        try:
            with uncollected(), self._open(path) as bundle:
                report.sender = bundle.manifest.sender
                report.taken.known = bundle.known
                with self.reading() as connection:
                    found = forks.find(connection, bundle, self._own)
                left = forks.refused(found, self._own, bundle.manifest.sender)
                self._apply(bundle, report, self._check(bundle, left), found)
        except Refused as refused:
            report.reason = str(refused)
            return report
        except UserError as error:
            report.reason = str(error)
            return report
        report.result = outcome(report)
        if report.taken.held:
            with self.reading() as connection:
                report.reason = report.reason or why_held(connection, report.sender)
        return report

    def _open(self, path: Path) -> Bundle:
        try:
            return self._opened(path, self._place)
        except Refused:
            with self.reading() as connection:
                former = own_keys.former_secret(connection)
            if not former:
                raise
            place = replace(self._place, encrypt_private=former)
            with suppress(Refused):  # the first reason is the one to be told
                return self._opened(path, place)
            raise

    def _opened(self, path: Path, place: Place) -> Bundle:
        with self.reading() as connection:
            return open_bundle(
                path,
                place,
                progress=self._progress,
                is_held=lambda header: holds(connection, header),
            )

    def take_waiting(self, report: FileReport) -> None:
        """Apply segments whose gap has been filled, and name what is still missing."""
        with self.transaction() as connection:
            streams = connection.exec_driver_sql("SELECT DISTINCT writer, scope FROM waiting").all()
        for writer, scope in streams:
            while True:
                with self.transaction() as connection:
                    one = waiting.next_of(connection, writer, scope)
                    if one is None:
                        break
                    self._take_one_waiting(connection, one, report)
        with self.transaction() as connection:
            report.missing = list(waiting.gaps(connection, self._database.who.reads))

    def _take_one_waiting(self, connection: Connection, one: Waiting, report: FileReport) -> None:
        try:
            segment = read_segment(one.data, self._place.network, self._secrets.root_public)
            report.taken.add(take(connection, segment))
        except ForkedHistoryError as error:
            waiting.put_aside(connection, one)
            report.reason = report.reason or str(error)
        except Refused:  # damaged here since it came; whoever holds it sends it again
            waiting.let_go(connection, one.writer, one.scope, one.first)

    def settle_contents(self, report: FileReport) -> None:
        """Put contents in place whose records or last pieces have come."""
        if self._shared is not None:
            return
        try:
            report.attachments += arriving.settle(self._database.folder, self.transaction)
        except UserError as error:
            report.reason = report.reason or str(error)
        if report.result != "refused":
            report.result = outcome(report)

    def tell_rows(self, report: FileReport, teller: Teller | None) -> None:
        """Let the records that came be told, beside what was held before the file."""
        if teller is not None and report.taken.rows:
            with self.reading() as connection:
                report.rows = teller(connection, report.taken, self._before)

    def _check(self, bundle: Bundle, forked: Collection[tuple[str, str]]) -> list[SegmentPart]:
        """Check that the store may take all segments; return those that erase."""
        erasing: list[SegmentPart] = []
        with self.reading() as connection:
            device_keys.refuse_replaced(connection, bundle.manifest.certificate)
            for part in bundle.manifest.segments:
                segment = bundle.segment(part)
                for line in segment.entries:
                    line.changes()
                device_keys.refuse_replaced(connection, segment.certificate)
                if (part.writer, part.scope) not in forked and any(erasures.claims(segment)):
                    erasing.append(part)
        return erasing

    def _apply(
        self, bundle: Bundle, report: FileReport, erasing: Sequence[SegmentPart], found: Found
    ) -> None:
        manifest = bundle.manifest
        settled = self._settle_forks(bundle, report, found)
        if erasing:
            with self.transaction() as connection:
                report.taken.rows |= erasures.claim(connection, map(bundle.segment, erasing))
        for done, part in enumerate(manifest.segments, 1):
            if (part.writer, part.scope) in settled.refused:
                continue
            segment = bundle.segment(part)
            with self.transaction() as connection:
                taken = take(connection, segment)
                report.taken.add(taken)
                if any(entity == _DEVICE for entity, _row in taken.rows):
                    report.taken.add(settle(connection))
                    # The office may have accepted what stands further on in this very file.
                    report.taken.rows |= erasures.claim(connection, map(bundle.segment, erasing))
            self.bring_log()
            self._progress.step(done, len(manifest.segments), self._doing())
        order = receipts.Order.of(manifest.writer, manifest.number, manifest.made)
        with self.transaction() as connection:
            device_keys.learn(connection, manifest.certificate)
            if own_keys.adopt(connection, self._database.who):
                self._database.identity_changed()
            report.unequal = digests.unequal(connection, manifest.knowledge, manifest.digests)
            knowledge = forks.lowered(manifest.knowledge, settled.found)
            office, heard = self._secrets.office.device, manifest.heard
            if receipts.note(connection, manifest.sender, order, knowledge):
                by_office = manifest.sender == office
                report.taken.rows |= told.note(
                    connection, manifest, report.unequal, by_office=by_office
                )
            if heard is not None:
                receipts.note_heard(connection, office, heard.made, heard.knowledge)
        self._take_contents(bundle, report)

    def _doing(self) -> str:
        return _("Taking in") if self._shared is None else _("Looking into the files")

    def _take_contents(self, bundle: Bundle, report: FileReport) -> None:
        store = self._database.folder
        if self._shared is not None:
            report.attachments = arriving.would_settle(self._shared, store, bundle)
            return
        try:
            report.attachments = arriving.take(store, self.transaction, bundle, self._progress)
        except UserError as error:  # the records are taken in; the contents are asked for again
            report.reason = str(error)

    def _settle_forks(self, bundle: Bundle, report: FileReport, found: Found) -> Settled:
        with self.transaction() as connection:
            if found.forks or found.has_a_past:  # somebody may have saved more since it was found
                found = forks.find(connection, bundle, self._own)
            settled = forks.settle(connection, self._own, bundle.manifest, found)
            if settled.renewed:
                self._database.identity_changed()
        report.taken.rows |= settled.rows
        report.reason = settled.words
        report.forked = bool(settled.refused)
        return settled
