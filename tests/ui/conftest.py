"""A store with some companies, a context on it, and pages to try the frame with."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.base import i18n
from app.base.settings import Settings
from app.model.centre import Centre
from app.model.company import Company, CompanyKind, Stage
from app.model.promoter import Promoter
from app.model.visit import Visit
from app.services import records
from app.store.database import Database
from app.store.identity import Founding
from app.ui.application import dress
from app.ui.context import Context
from app.ui.every_page import PageEntry
from app.ui.main_window import MainWindow
from app.ui.page import Page
from app.ui.ring_collector import RingCollector

NAMES = ("Tartak Pisz", "Kowalski Meble", "Łódka Giżycko", "Ósemka", "Piekarnia Ełk")
ANNA = "018f0000-0000-7000-8000-000000000001"
CENTRE = "018f0000-0000-7000-8000-000000000002"


def company_id(number: int) -> str:
    return f"018f0000-0000-7000-8000-1000000000{number:02}"


@pytest.fixture(scope="session", autouse=True)
def collector(qapp: QApplication) -> Iterator[RingCollector]:
    """No thread but this one collects: neither a job's nor the one that hands out the tests.

    At the end what is still drawn is awaited, as when the program ends.
    """
    yield RingCollector.of(qapp)
    qapp.aboutToQuit.emit()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    founding = Founding("network", "device", "office", ANNA, "2816", ("2816",))
    made = Database.create(tmp_path / "store", founding)

    def fill(session) -> None:
        session.add(Centre(id=CENTRE, name="Centrum CSR w Piszu", kind="county", scope="network"))
        session.add(
            Promoter(
                id=ANNA,
                code="P01",
                first_name="Anna",
                last_name="Żak",
                centre=CENTRE,
                role="promoter",
                scope="network",
            )
        )
        for number, name in enumerate(NAMES):
            company = Company(
                id=company_id(number),
                name=name,
                kind=CompanyKind.COMPANY,
                county="2816",
                stage=Stage.NEW,
            )
            records.save(session, company)

    made.write(fill, label="Filled", undoable=False)
    yield made
    made.close()


@pytest.fixture
def look(qapp: QApplication, tmp_path: Path) -> Iterator[QApplication]:
    """The application dressed as a new user's, and its settings in a folder of the test."""
    qapp.setOrganizationName("centrum-csr-test")
    qapp.setApplicationName(tmp_path.name)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    dress(qapp, Settings(language="en", theme="light"))
    hook = sys.excepthook
    yield qapp
    sys.excepthook = hook
    i18n.set_language("en")


@pytest.fixture
def context(look: QApplication, database: Database) -> Iterator[Context]:
    kept: list[Settings] = []
    made = Context(database, Settings(language="en", theme="light"), kept.append)
    yield made
    made.stop_tasks()


TWO = (PageEntry("one", "One", ("company",)), PageEntry("two", "Two"))


class TryPage(Page):
    """Counts what the frame asks of it."""

    name = "one"
    shows = frozenset({"company"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.asked: list[str] = []

    def reload(self) -> None:
        self.asked.append("reload")

    def new_record(self) -> None:
        self.asked.append("new")

    def open_record(self, row_id: str) -> None:
        self.asked.append(f"open {row_id}")


class OtherPage(TryPage):
    name = "two"
    shows = frozenset({"visit"})


@pytest.fixture
def try_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, page in (("one", TryPage), ("two", OtherPage)):
        module = ModuleType(f"app.ui.pages.{name}")
        setattr(module, f"{name.title()}Page", page)
        monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.fixture
def two_pages(qtbot: QtBot, context: Context, try_pages: None) -> MainWindow:
    """An active window of two pages that count, on the first."""
    made = MainWindow(context, lambda: "3 changes wait", TWO)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.go("one")
        made.activateWindow()
    return made


@pytest.fixture
def visit() -> Visit:
    return Visit(
        id="018f0000-0000-7000-8000-200000000000",
        company=company_id(0),
        promoters=(ANNA,),
        form="in_person",
        status="planned",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what the invisible screen says of every window that has a smallest size."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
