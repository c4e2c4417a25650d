"""Plays the main job through real windows on fresh stores, and keeps what it saw."""

import contextlib
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QSettings, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.base.errors import UserError
from app.base.i18n import _
from app.base.settings import Settings
from app.services import first_steps
from app.services.same_records import differences
from app.store.database import Database
from app.ui import tour_office, tour_papers, tour_promoter
from app.ui.application import build_application
from app.ui.tour_stage import Album, Stage, TourError

_POLISH = Settings(language="pl", theme="light")
_DARK = Settings(language="pl", theme="dark")
_ENGLISH = Settings(language="en", theme="light", font_percent=125)
_COUNTY, _PROMOTER = "2816", "PIS-02"
_SCALE = 0.1
_FIRST_PHONE = "+48 87 423 00 00"
_PHONE, _OFFICE_PHONE = "+48 87 423 11 22", "+48 87 423 99 00"
_GRACE = 50

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]
"""Is told of what nobody caught."""


def play_tour(folder: Path) -> int:
    """Play the main job: a promoter's days, the exchange, a conflict, a leaflet.

    Args:
        folder: where pictures, files and the two stores are kept; it holds no tour yet.

    Returns:
        0 when both stores hold the same records in the end, else 1.

    Raises:
        UserError: when the folder cannot be used.
    """
    use_invisible_screen_if_needed()
    if (folder / "office").exists() or (folder / "promoter").exists():
        raise UserError(_("There is a tour in {folder} already.").format(folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    album = Album(folder)
    faults: list[str] = []
    files: list[Path] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as private:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        scope = QSettings.Scope.UserScope
        QSettings.setPath(QSettings.Format.IniFormat, scope, private)
        application = build_application(_POLISH)
        ends = application.quitOnLastWindowClosed()
        application.setQuitOnLastWindowClosed(False)
        hook = sys.excepthook
        sys.excepthook = _noting(faults)
        try:
            with _without_what_no_screen_can():
                _play(folder, album, files)
        except TourError as error:
            faults.append(str(error))
        except Exception:  # noqa: BLE001 - whatever went wrong is what the tour has to tell
            faults.append(traceback.format_exc())
        finally:
            sys.excepthook = hook
            application.setQuitOnLastWindowClosed(ends)
    faults += [] if faults else _unequal(folder)
    _write_list(folder, album, files, faults, time.monotonic() - started)
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201 - the command's own voice
    print(_("{n} pictures in {folder}").format(n=len(album.pictures), folder=folder))  # noqa: T201
    return 1 if faults else 0


def use_invisible_screen_if_needed() -> None:
    """Draw into memory where there is no display."""
    if QApplication.instance() is None and sys.platform.startswith("linux"):
        shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        if not shown:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@contextlib.contextmanager
def _without_what_no_screen_can() -> Iterator[None]:
    """Leave out that memory cannot raise a window: it buried what the tour has to tell."""

    def tell(_kind: object, _where: object, words: str) -> None:
        if "plugin does not support" not in words:
            print(words, file=sys.stderr)  # noqa: T201 - as Qt itself would

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _play(folder: Path, album: Album, files: list[Path]) -> None:
    office, promoter = folder / "office", folder / "promoter"
    invitation = folder / "invitation.csri"
    first_steps.make_demo(office, "office", scale=_SCALE)
    with Stage(office, _POLISH, album) as stage:
        invited = tour_office.invite(stage, _PROMOTER, _COUNTY, invitation)
    tour_promoter.join(promoter, invitation, invited.code, _POLISH, album)
    with Stage(promoter, _POLISH, album) as stage:
        company = tour_promoter.add_company(stage)
        tour_promoter.change_phone(stage, company, _FIRST_PHONE)
        first = tour_office.export(stage, folder / "files")
        files += first
    with Stage(office, _POLISH, album) as stage:
        tour_office.take_in(stage, first)
        tour_promoter.change_phone(stage, company, _OFFICE_PHONE, "biuro-zmienia")
    with Stage(promoter, _POLISH, album) as stage:
        tour_promoter.visit_company(stage, company)
        tour_promoter.stand_at_fair(stage)
        tour_promoter.mark_attendance(stage)
        tour_papers.show_papers(stage)
        tour_promoter.do_shift(stage)
        tour_promoter.draw_leaflet(stage, folder / "leaflet.pdf")
        tour_promoter.change_phone(stage, company, _PHONE)
        second = tour_office.export(stage, folder / "files", "eksport")
        files += second
    with Stage(office, _POLISH, album) as stage:
        tour_office.take_in(stage, second, ("proba-przyjecia", "przyjete"))
    with Stage(office, _DARK, album) as stage:
        tour_office.answer_conflict(stage, "3", _PHONE)
        back = tour_office.export(stage, folder / "files")
        files += back
    with Stage(promoter, _POLISH, album) as stage:
        tour_office.take_in(stage, back)
        stage.go("exchange")
        stage.picture("po-wymianie", "The promoter has taken the answer in")
    with Stage(promoter, _DARK, album) as stage:
        stage.go("today")
        stage.picture("dzis-ciemny", "Today in dark colours")
        stage.go("settings")
        stage.picture("ustawienia", "The settings: look, this computer, printing, copies")
    with Stage(promoter, _ENGLISH, album) as stage:
        stage.go("companies", company)
        stage.picture("company-english", "A company in English, larger letters")


def _noting(faults: list[str]) -> Hook:
    def note(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        faults.append(f"{kind.__name__}: {error}")

    return note


def _unequal(folder: Path) -> list[str]:
    stores = [folder / name for name in ("office", "promoter")]
    if not all(first_steps.holds_records(store) for store in stores):
        return ["a store is missing"]
    office, promoter = (Database.open(store) for store in stores)
    try:
        return differences(office, promoter)[:_GRACE]
    finally:
        office.close()
        promoter.close()


def _write_list(
    folder: Path, album: Album, files: list[Path], faults: list[str], seconds: float
) -> None:
    listed = {
        "ok": not faults,
        "faults": faults,
        "pictures": album.pictures,
        "files": [str(file.relative_to(folder)) for file in files],
        "leaflet": "leaflet.pdf",
        "invitation": "invitation.csri",
        "stores": ["office", "promoter"],
        "seconds": round(seconds, 1),
    }
    text = json.dumps(listed, ensure_ascii=False, indent=2)
    (folder / "tour.json").write_text(text, encoding="utf-8")
