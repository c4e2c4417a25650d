"""An office and a promoter of one network, with one company changed by both."""

import shutil
from pathlib import Path

from app.model.company import Company, CompanyKind, Stage
from app.services import enrolment, exchange, records
from app.store.database import Database
from tests.sync.living_network import quick

FIRST, MINE, THEIRS = "+48 87 423 00 00", "+48 87 423 99 00", "+48 87 423 11 22"


def set_phone(database, company, phone):
    def deed(session):
        return records.save(session, records.get(session, Company, company), {"phone": phone})

    database.write(deed, label=f"Saved {phone}")


def phone_of(database, company):
    return database.read(lambda s: records.get(s, Company, company).phone)


def make_pair(folder: Path) -> str:
    """Make both stores, a file of the promoter for the office, and return the company's id."""
    office = enrolment.set_up_office(folder / "office", "Sieć próbna")
    with quick():
        invited = enrolment.invite(office, "PIS-01", ("2816",), folder / "invitation.csri")
        promoter = enrolment.join(folder / "promoter", invited.file, invited.code)

    def add(session):
        made = records.new(
            Company,
            name="Tartak Pisz",
            kind=CompanyKind.COMPANY,
            county="2816",
            stage=Stage.NEW,
            phone=FIRST,
        )
        return records.save(session, made).id

    company = promoter.write(add, label="Added").result
    (first,) = exchange.export(promoter, folder / "early")
    exchange.take_in(office, [first.path])
    set_phone(office, company, MINE)
    set_phone(promoter, company, THEIRS)
    exchange.export(promoter, folder / "files")
    office.close()
    promoter.close()
    return company


def copy_pair(source: Path, target: Path) -> None:
    """Copy both stores and the files."""
    shutil.copytree(source, target, dirs_exist_ok=True)


def opened(folder: Path, name: str) -> Database:
    """Open one of the stores."""
    return Database.open(folder / name)
