"""A Centre with a material in stock and a planned visit, and the window with the day's pages."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base import clock
from app.base.settings import Settings
from app.services import exchange, local_days, materials, visits
from app.services.attachments import Owner
from app.ui.context import Context
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from tests.ui.conftest import CENTRE, company_id
from tests.ui.pages.files_at_hand import jpeg
from tests.ui.pages.pair import copy_pair, make_pair, opened

DAY_PAGES = tuple(entry for entry in PAGES if entry.name in ("today", "companies", "visits"))


class Keys:
    """Types into whatever has the focus, and counts the keystrokes."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window, self.count = qtbot, window, 0

    def __call__(self, *strokes):
        for stroke in strokes:
            target = QApplication.focusWidget()
            assert target is not None, "something has the focus"
            if isinstance(stroke, str):
                for letter in stroke:
                    self.qtbot.keyClicks(target, letter)
                    self.count += 1
            else:
                key, modifier = stroke if isinstance(stroke, tuple) else (stroke, None)
                self.qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
                self.count += 1
            QApplication.processEvents()


@pytest.fixture
def leaflet(context):
    def deed(session):
        made = materials.save(session, code="U1", name="Ulotka CSR", kind="leaflet", minimum=10)
        materials.receive(session, made.id, CENTRE, 100)
        return made.id

    return context.write(deed, label="Stock")


@pytest.fixture
def planned(context):
    """A visit to the first company, an hour ago; today even just after midnight."""
    when = max(clock.now() - timedelta(hours=1), local_days.start_of(clock.today()))
    return context.write(visits.plan, company_id(0), when, label="Planned").id


@pytest.fixture
def window(qtbot, context, monkeypatch):
    monkeypatch.setattr(exchange, "summary", lambda _database: "everything handed over")
    made = MainWindow(context, None, DAY_PAGES)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def keys(qtbot, window):
    return Keys(qtbot, window)


ONLY = tuple(entry for entry in PAGES if entry.name == "exchange")


@pytest.fixture(scope="session")
def made_pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pair")
    return folder, make_pair(folder)


@pytest.fixture
def pair(made_pair, tmp_path):
    copy_pair(made_pair[0], tmp_path)
    return tmp_path


@pytest.fixture
def company(made_pair):
    return made_pair[1]


@pytest.fixture
def show(qtbot, look, pair):
    contexts, kept = [], []

    def make(name):
        database = opened(pair, name)
        context = Context(database, Settings(language="en", theme="light"), kept.append)
        contexts.append((context, database))
        window = MainWindow(context, lambda: exchange.summary(database), ONLY)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.go("exchange")
            window.activateWindow()
        QApplication.processEvents()
        return window

    yield make
    for context, database in contexts:
        context.stop_tasks()
        database.close()


@pytest.fixture
def office(show):
    return show("office")


@pytest.fixture
def owner(planned):
    return Owner("visit", planned)


@pytest.fixture
def shown(window, owner):
    """The planned visit's card, with its page."""
    window.go("visits", owner.row)
    QApplication.processEvents()
    return window.page


@pytest.fixture
def photos(tmp_path):
    """Three photos on the disk."""
    made = []
    for name, colour in (("a.jpg", "red"), ("b.jpg", "green"), ("c.jpg", "blue")):
        made.append(tmp_path / name)
        made[-1].write_bytes(jpeg(colour))
    return made
