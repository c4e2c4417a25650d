"""Printing and logos in the settings: packs added, shown, chosen, removed; the test page."""

import zipfile

import pytest
from PySide6.QtCore import Qt

from app.base.errors import UserError
from app.documents import logo_pack
from app.services import logo_packs
from app.ui.context import Context
from app.ui.pages import settings_printing
from app.ui.pages.settings import SettingsPage
from tests.documents.made_pack import write_pack


@pytest.fixture
def page(qtbot, context: Context, tmp_path, monkeypatch):
    monkeypatch.setattr(logo_pack, "user_data", lambda: tmp_path / "data")
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.reload()
    yield made
    logo_pack.read_pack.cache_clear()


@pytest.fixture
def pack(tmp_path):
    return write_pack(tmp_path / "given")


def colours(card) -> set[str]:
    image = card.picture.pixmap().toImage()
    return {image.pixelColor(x, 20).name() for x in range(0, image.width(), 3)}


def test_our_logos_are_shown_first(page):
    card = page.printing
    assert card.chips.values == ("programme",)
    assert card.picture.pixmap().width() > 200
    assert not card.removing.isVisible()


def test_a_dropped_pack_is_added_shown_and_chosen(page, pack, context):
    assert "#6a1b9a" not in colours(page.printing)
    assert page.take_files([pack])
    assert context.settings.logo_pack == "program-zurawie"
    assert page.printing.chips.values == ("program-zurawie",)
    assert "#6a1b9a" in colours(page.printing)
    assert "Program Żurawie" in page.printing.result.words


def test_other_dropped_files_go_to_the_exchange(page, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK")
    assert not page.take_files([tmp_path / "a.zip", tmp_path])


def test_an_archive_is_chosen_by_the_button(page, pack, context, qtbot, monkeypatch, tmp_path):
    archive = tmp_path / "given.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for file in pack.iterdir():
            made.write(file, f"logo/{file.name}")
    monkeypatch.setattr(page.printing, "ask_for_file", lambda: str(archive))
    qtbot.keyClick(page.printing.adding, Qt.Key.Key_Return)
    assert context.settings.logo_pack == "program-zurawie"
    monkeypatch.setattr(page.printing, "ask_for_file", lambda: str(pack / "pack.toml"))
    page.printing.choose_file()
    assert len(logo_packs.packs()) == 2


def test_another_pack_is_chosen_and_one_removed_by_keyboard(page, pack, context, qtbot):
    page.take_files([pack])
    card = page.printing
    qtbot.keyClick(card.chips.chip("program-zurawie"), Qt.Key.Key_Left)
    assert context.settings.logo_pack == ""
    assert not card.removing.isVisible()
    qtbot.keyClick(card.chips.chip("programme"), Qt.Key.Key_Right)
    assert card.removing.isVisible()
    qtbot.keyClick(card.removing, Qt.Key.Key_Space)
    assert context.settings.logo_pack == ""
    assert len(logo_packs.packs()) == 1
    assert card.chips.values == ("programme",)


def test_a_pack_that_breaks_the_rules_changes_nothing(page, tmp_path, context):
    broken = write_pack(tmp_path / "b", state='<svg viewBox="0 0 300 100"/>')
    with pytest.raises(UserError, match="larger than the EU flag"):
        page.take_files([broken])
    assert context.settings.logo_pack == ""


def test_a_chosen_pack_that_is_gone_is_said(page, context):
    context.keep_settings(logo_pack="gone")
    page.reload()
    assert "gone" in page.printing.result.words
    assert not page.printing.picture.isVisible()


def test_the_test_page_is_printed_from_here(page, monkeypatch, context, qtbot):
    printed = []

    def print_paper(_context, made, _heading, _parent):
        printed.append(made)
        context.keep_settings(back_side_rotated=True)
        return 1

    monkeypatch.setattr(settings_printing, "print_paper", print_paper)
    qtbot.keyClick(page.printing.testing, Qt.Key.Key_Return)
    assert [made.pages for made in printed] == [2]
    assert page.printing.rotated.isChecked()
