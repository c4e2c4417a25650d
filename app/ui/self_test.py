"""Checks that an installed copy is complete; each part is tried for real, in a folder aside."""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtGui import QFontDatabase

from app.base import i18n
from app.base.i18n import _
from app.base.paths import resource
from app.base.settings import Settings
from app.model import territory
from app.model.company import Company, CompanyKind, Stage
from app.services import care, enrolment, exchange, leaflet_shapes, leaflets, records
from app.services.same_records import differences
from app.store.database import Database
from app.ui import icons, theme
from app.ui.application import build_application
from app.ui.context import Context
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from app.ui.tour import use_invisible_screen_if_needed
from app.ui.tour_stage import settle

_COUNTY = "2816"
_RESOURCES = ("help/pl.md", "help/en.md", "territory/teryt_28.csv", "icons/chevron.svg")


@dataclass(slots=True)
class Checked:
    """What came of one part."""

    name: str
    ok: bool
    detail: str
    seconds: float


class Incomplete(Exception):  # noqa: N818 - says what is missing, not an error of the program
    """Something that belongs to the program is not there or does not work."""


def run_self_test(*, as_json: bool) -> int:
    """Try every part of the program.

    Args:
        as_json: print one JSON document in place of lines.

    Returns:
        0 when everything is there and works, else 1.
    """
    spoken = i18n.language()
    use_invisible_screen_if_needed()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, place)
        checked = [_tried(name, check, folder) for name, check in _CHECKS.items()]
    i18n.set_language(spoken)
    ok = all(one.ok for one in checked)
    if as_json:
        found = {"ok": ok, "checks": [asdict(one) for one in checked]}
        print(json.dumps(found, ensure_ascii=False, indent=2))  # noqa: T201 - the command's voice
    else:
        for line in _lines(checked):
            print(line)  # noqa: T201 - the command's own voice
    return 0 if ok else 1


def _tried(name: str, check: Callable[[Path], str], folder: Path) -> Checked:
    started = time.monotonic()
    try:
        ok, detail = True, check(folder)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a part is its result
        ok, detail = False, f"{type(error).__name__}: {error}"
    return Checked(name, ok, detail, round(time.monotonic() - started, 2))


def _lines(checked: list[Checked]) -> Iterator[str]:
    for one in checked:
        mark = _("good") if one.ok else _("FAULT")
        yield f"{mark:8} {one.name:10} {one.detail}"


def _require(true: object, what: str) -> None:
    if not true:
        raise Incomplete(what)


def _resources(_folder: Path) -> str:
    missing = [name for name in _RESOURCES if not resource(*name.split("/")).is_file()]
    _require(not missing, f"missing: {', '.join(missing)}")
    return f"{len(_RESOURCES)}, {len(icons.NAMES)} icons"


def _catalogues(_folder: Path) -> str:
    said = {}
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        said[language] = i18n.ngettext("{n} record", "{n} records", 5).format(n=5)
    _require(said["en"] == "5 records", f"en: {said['en']}")
    _require(said["pl"] != said["en"], "pl: not translated")
    for language in set(i18n.PAPER_LANGUAGES) - {"en"}:
        with i18n.speaking(language):
            _require(_("Attendance list") != "Attendance list", f"{language}: no papers")
    return ", ".join(f"{language}: {words}" for language, words in said.items())


def _fonts(_folder: Path) -> str:
    build_application(Settings(language="pl", theme="light"))
    theme.load_fonts()
    _require(theme.FAMILY in QFontDatabase.families(), f"{theme.FAMILY} is missing")
    return theme.FAMILY


def _store(folder: Path) -> str:
    database = enrolment.set_up_office(folder / "office", "Self-test")
    try:
        database.write(_add_company, "Łódka", label="Self-test")
        faults = care.verify(database)
        _require(not faults, "; ".join(fault.what for fault in faults))
        found = database.read(_find, "lodka")
        _require(found == ["Łódka"], f"search found {found}")
        copy = folder / "copy.db"
        care.save_copy(database, copy)
        care.restore(copy, folder / "restored")
    finally:
        database.close()
    return "written, searched, verified, copied, restored"


def _exchange(folder: Path) -> str:
    office = Database.open(folder / "office")
    try:
        file = folder / "invitation.csri"
        code = enrolment.invite(office, "T-01", (_COUNTY,), file).code
        promoter = enrolment.join(folder / "promoter", file, code)
        try:
            promoter.write(_add_company, "Z laptopa", label="Self-test")
            sent = exchange.export(promoter, folder / "files")
            taken = exchange.take_in(office, [one.path for one in sent])
            _require(not taken.refused, "; ".join(one.reason for one in taken.files))
            back = exchange.export(office, folder / "files")
            exchange.take_in(promoter, [one.path for one in back])
            unequal = differences(office, promoter)
            _require(not unequal, f"{len(unequal)} records differ")
        finally:
            promoter.close()
    finally:
        office.close()
    return "invited, joined, sent, taken in, equal"


def _leaflet(folder: Path) -> str:
    database = Database.open(folder / "office")
    try:
        pages = 0
        for name in leaflet_shapes.templates():
            for language in leaflet_shapes.languages(name):
                order = leaflets.Order(name, language)
                drawn = database.read(leaflets.draw, order, leaflets.PrintOptions(3, marks=True))
                _require(leaflets.page_count(drawn.pdf) == drawn.pages, f"{name} {language}")
                pages += drawn.pages
        picture = leaflets.render_page(drawn.pdf, 0, 40)
        _require(len(set(picture.pixels)) > 8, "the page is empty")
    finally:
        database.close()
    return f"{pages} pages"


def _window(folder: Path) -> str:
    database = Database.open(folder / "promoter")
    try:
        context = Context(database, Settings(language="pl", theme="light"), lambda _chosen: None)
        window = MainWindow(context, lambda: exchange.summary(database))
        window.show()
        for entry in PAGES:
            window.go(entry.name)
            settle()
            _require(window.page_name == entry.name, f"{entry.name} does not open")
            picture = window.grab()
            _require(not picture.isNull() and picture.width() > 0, f"{entry.name} is not drawn")
        window.close()
        context.stop_tasks()
        window.deleteLater()
        settle()
    finally:
        database.close()
    return f"{len(PAGES)} pages"


def _add_company(session: Any, name: str) -> None:
    county = territory.scope_of(_COUNTY)
    made = records.new(Company, name=name, kind=CompanyKind.COMPANY, county=county, stage=Stage.NEW)
    records.save(session, made)


def _find(session: Any, words: str) -> list[str]:
    from app.services.lookup import lookup

    return [title for _row, title in lookup(session, "company", words)]


_CHECKS: dict[str, Callable[[Path], str]] = {
    "resources": _resources,
    "catalogues": _catalogues,
    "fonts": _fonts,
    "store": _store,
    "exchange": _exchange,
    "leaflet": _leaflet,
    "window": _window,
}
