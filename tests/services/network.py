"""An office and a promoter of one network that change the same records apart."""

import atexit
import shutil
import tempfile
from datetime import timedelta
from functools import cache
from pathlib import Path

from app.base import clock
from app.model.company import Company, CompanyKind, Stage
from app.model.person import Person
from app.services import enrolment, exchange, records
from app.store.database import Database


class Network:
    """Both stores, and the files between them."""

    def __init__(self, folder: Path) -> None:
        """Open copies of an office's store and of a promoter's who has joined it."""
        self.folder = folder
        for name in ("office", "promoter"):
            shutil.copytree(_founded() / name, folder / name)
        self.office = Database.open(folder / "office")
        self.promoter = Database.open(folder / "promoter")

    def close(self) -> None:
        """Close both stores."""
        self.office.close()
        self.promoter.close()

    def company(self, name: str, **values: object) -> str:
        """Let the promoter add a company; return its id."""
        made = records.new(
            Company, name=name, kind=CompanyKind.COMPANY, county="2816", stage=Stage.NEW, **values
        )
        return self.promoter.write(lambda s: records.save(s, made).id, label="Added").result

    def person(self, last_name: str) -> str:
        """Let the promoter add a person; return the id."""
        made = records.new(Person, last_name=last_name, county="2816", group="employer")
        return self.promoter.write(lambda s: records.save(s, made).id, label="Added").result

    def hand_over(self, place: str = "out") -> Path:
        """Write the promoter's file for the office."""
        (written,) = exchange.export(self.promoter, self.folder / place)
        return written.path


@cache
def _founded() -> Path:
    """Found the office and let a promoter join, once: a spoken code takes a second to check."""
    folder = Path(tempfile.mkdtemp(prefix="centrum-csr-network-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = enrolment.set_up_office(folder / "office", "Sieć próbna")
    invitation = folder / "invitation.csri"
    invited = enrolment.invite(office, "PIS-01", ("2816",), invitation)
    office.close()
    enrolment.join(folder / "promoter", invitation, invited.code).close()
    return folder


def change(database: Database, company: str, **values: object) -> None:
    """Change a company in a store."""

    def deed(session):
        return records.save(session, records.get(session, Company, company), values)

    database.write(deed, label="Changed")


def value_of(database: Database, company: str, field: str) -> object:
    """Return a company's value in a store."""
    return database.read(lambda s: getattr(records.get(s, Company, company), field))


def at_hour(moment, hours: float) -> None:
    """Let the clock stand some hours after a moment."""
    clock.set_clock(lambda: moment + timedelta(hours=hours))
