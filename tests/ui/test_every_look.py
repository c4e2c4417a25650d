"""Every page in both languages and palettes, with small and large text: nothing cut, all named."""

import shutil
from contextlib import suppress

import pytest
from pytestqt.exceptions import TimeoutError as NeverCameError

from app.base.settings import Settings
from app.services import exchange
from app.services.demo import making
from app.store.database import Database
from app.ui import checks
from app.ui.application import dress
from app.ui.context import Context
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from app.ui.window_place import DESIGNED_FOR, SMALLEST

LOOKS = [
    ("promoter", "pl", "dark", 150, DESIGNED_FOR),
    ("promoter", "en", "light", 125, DESIGNED_FOR),
    ("office", "en", "dark", 150, DESIGNED_FOR),
    ("office", "pl", "light", 100, SMALLEST),
]


@pytest.fixture(scope="module")
def made_stores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    for role in ("promoter", "office"):
        making.make(folder / role, seed=5, scale=0.05, role=role)
    return folder


@pytest.mark.parametrize(("role", "language", "theme", "percent", "size"), LOOKS)
def test_nothing_is_cut_on_any_page(
    qtbot, look, made_stores, tmp_path, role, language, theme, percent, size
):
    shutil.copytree(made_stores / role, tmp_path / role)
    database = Database.open(tmp_path / role)
    settings = Settings(language=language, theme=theme, font_percent=percent)
    dress(look, settings)
    context = Context(database, settings, lambda _chosen: None)
    window = MainWindow(context, lambda: exchange.summary(database))
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    qtbot.waitUntil(lambda: window.status.exchange.text() != "")
    found = {}
    for entry in PAGES:
        window.go(entry.name)
        assert window.page_name == entry.name
        found[entry.name] = _faults(qtbot, window)
    context.stop_tasks()
    window.close()
    database.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


def _faults(qtbot, window):
    """Return what is still wrong when the layouts of a page have come to rest."""
    with suppress(NeverCameError):
        qtbot.waitUntil(lambda: not checks.faults(window), timeout=2000)
    return checks.faults(window)
