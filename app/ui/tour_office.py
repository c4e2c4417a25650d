"""The office's scenes of the tour, and the exchange of both sides through their windows."""

from pathlib import Path

from app.services import exchange
from app.services.enrolment import Invited
from app.ui.page import Page
from app.ui.pages.exchange import ExchangePage
from app.ui.tour_stage import CTRL_ENTER, Stage, expect, settle, wait_until


def invite(stage: Stage, promoter: str, county: str, file: Path) -> Invited:
    """Invite a promoter's device and read the spoken code from the screen."""
    page = _exchange(stage)
    devices = page.devices
    if devices is None:
        raise TypeError("not the office")
    page.show_part(devices)
    stage.keys(promoter)
    devices.counties.set_values([county])
    devices.write_invitation(file)
    wait_until(lambda: devices.latest is not None, "the invitation")
    stage.picture("zaproszenie", "The office invites a device: a file, and a code to be spoken")
    if devices.latest is None:
        raise TypeError("no invitation")
    return devices.latest


def export(stage: Stage, folder: Path, picture: str = "") -> list[Path]:
    """Export into a folder; return the new files."""
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    page = _exchange(stage)
    page.export()
    overview = page.overview
    overview.export.export_to(folder)
    wait_until(lambda: not overview.is_busy and set(folder.iterdir()) - before, "the export")
    settle(50)
    if picture:
        stage.picture(picture, "Exported: what to hand over, and what was sent before")
    return sorted(set(folder.iterdir()) - before)


def take_in(stage: Stage, files: list[Path], pictures: tuple[str, str] | None = None) -> None:
    """Look at the dry run, then take files in by Ctrl+Enter."""
    page = _exchange(stage)
    page.take(files)
    intake = page.intake
    wait_until(lambda: not intake.is_busy, "the dry run")
    settle(50)
    if pictures:
        stage.picture(pictures[0], "The dry run: what the files would bring")
    stage.keys(CTRL_ENTER)
    wait_until(lambda: not intake.is_busy and not intake.files, "the import")
    settle(50)
    if pictures:
        stage.picture(pictures[1], "Taken in")


def answer_conflict(stage: Stage, key: str, expected: str) -> None:
    """Answer the one open conflict by a key."""
    page = _exchange(stage)
    page.show_part(page.conflicts)
    settle(50)
    asked = page.conflicts.asked
    expect(asked is not None, "there is a conflict to answer")
    stage.picture("konflikt", "A conflict: before, mine, theirs, and the record's history")
    stage.keys(key)
    settle(50)
    expect(page.conflicts.asked is None, "the conflict is answered")
    left = exchange.status(stage.database).conflicts
    expect(left == 0, f"no conflict is left, not {left}")
    if asked is not None:
        shown = {"2": asked.mine, "3": asked.theirs}[key]
        expect(shown == expected, f"the answer is {expected}, not {shown}")


def _exchange(stage: Stage) -> ExchangePage:
    stage.go("exchange")
    page: Page | None = stage.window.page
    if not isinstance(page, ExchangePage):
        raise TypeError(type(page))
    return page
