"""Makes the stores and files of this version's schema: `python -m tests.released.make TARGET.zip`.

Run it with the code of a release before the next step of the schema is begun; what it writes is
read by `tests/sync/test_released.py` for ever. It uses services alone, so that it seldom changes.
"""

import sys
import tempfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from sqlalchemy.orm import Session

from app.base import clock
from app.model.affiliation import Affiliation
from app.model.attachment import Attachment
from app.model.company import Company, CompanyKind, Stage
from app.model.entity import Entity
from app.model.person import Person
from app.model.visit import Outcome, Visit, VisitForm, VisitStatus
from app.services import dump, enrolment, erasure, exchange, records
from app.store import attachments
from app.store.database import Database

_COUNTY = "2816"
_PHOTO = b"the bytes of a photo"
_LEFT_OUT = ("store.lock", "backups")


def make(target: Path) -> None:
    """Write the archive of this version."""
    with tempfile.TemporaryDirectory(prefix="centrum-csr-release-") as place:
        folder = Path(place)
        _play(folder)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for file in _kept(folder):
                archive.write(file, file.relative_to(folder).as_posix())


def _play(folder: Path) -> None:
    office = enrolment.set_up_office(folder / "office", "Sieć wydana")
    invited = enrolment.invite(office, "PIS-01", (_COUNTY,), folder / "invitation.csri")
    promoter = enrolment.join(folder / "p1", invited.file, invited.code)
    try:
        _record(promoter, *_rows(), _photo(promoter))
        _hand_over(promoter, office, folder / "first.csrx")
        _change(office, "firma-1", phone="87 423 10 00")
        _change(promoter, "firma-1", phone="87 423 20 00")
        _hand_over(promoter, office, folder / "second.csrx")
        erasure.erase_person(office, "osoba-2")
        (sent,) = exchange.export(office, folder / "out")
        sent.path.rename(folder / "back.csrx")
        _change(promoter, "firma-2", town="Orzysz")
        for name, database in (("office", office), ("p1", promoter)):
            lines = "".join(f"{line}\n" for line in database.read(_dumped))
            (folder / f"{name}.jsonl").write_text(lines, "utf-8", newline="\n")
    finally:
        promoter.close()
        office.close()


def _rows() -> Iterator[Entity]:
    for number, name in ((1, "Tartak Łęg"), (2, "Piekarnia Żuk")):
        yield records.new(
            Company,
            id=f"firma-{number}",
            name=name,
            kind=CompanyKind.COMPANY,
            county=_COUNTY,
            town="Pisz",
            phone="87 423 00 00",
            stage=Stage.NEW,
        )
    for number, name in ((1, "Nowak"), (2, "Wójcik")):
        yield records.new(
            Person, id=f"osoba-{number}", first_name="Ewa", last_name=name, county=_COUNTY
        )
        yield records.new(
            Affiliation,
            id=f"funkcja-{number}",
            company=f"firma-{number}",
            person=f"osoba-{number}",
            function="kierowniczka",
        )
    yield records.new(
        Visit,
        id="wizyta-1",
        company="firma-2",
        form=VisitForm.IN_PERSON,
        status=VisitStatus.HELD,
        held_from=clock.now(),
        outcome=Outcome.APPOINTMENT,
        promoters=("promotor-1",),
        people=("osoba-2",),
        note="Pani Wójcik prosi o telefon.",
    )


def _photo(database: Database) -> Attachment:
    content = attachments.content_of(BytesIO(_PHOTO))
    attachments.put(database.folder, content, [_PHOTO])
    with database.writing() as connection:
        attachments.note(connection, content)
    return records.new(
        Attachment,
        id="zdjecie-1",
        sha256=content.sha256,
        name="tartak.jpg",
        media_type="image/jpeg",
        size=content.size,
        company="firma-1",
    )


def _record(database: Database, *rows: Entity) -> None:
    for row in rows:
        database.write(records.save, row, label="Recorded")


def _change(database: Database, company: str, **values: object) -> None:
    database.write(
        lambda session: records.save(session, records.get(session, Company, company), values),
        label="Changed",
    )


def _dumped(session: Session) -> list[str]:
    return list(dump.lines(session))


def _hand_over(sender: Database, receiver: Database, file: Path) -> None:
    (sent,) = exchange.export(sender, file.parent / "out")
    sent.path.rename(file)
    taken = exchange.take_in(receiver, [file])
    if taken.refused:
        raise RuntimeError(taken.files[0].reason)


def _kept(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        inner = file.relative_to(folder)
        if file.is_file() and file.name != "invitation.csri" and not {*inner.parts} & {*_LEFT_OUT}:
            yield file


if __name__ == "__main__":
    make(Path(sys.argv[1]))
