"""Logo packs: brought as folder or archive, checked before anything is kept, shown, chosen."""

import stat
import zipfile
from pathlib import Path

import pytest

from app.base import paths, settings
from app.base.errors import UserError
from app.base.settings import Settings, save_settings
from app.documents import logo_pack
from app.documents.centre_card import CentreCard
from app.documents.leaflet import draw_leaflet, ready_leaflet
from app.documents.raster import render_page
from app.documents.sheet import PrintOptions
from app.model.centre import Centre
from app.services import centre_cards, logo_packs, pack_files
from tests.documents.made_pack import write_pack
from tests.documents.pdf_reading import ReadPdf

PURPLE = b"\x6a\x1b\x9a"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """A user's own folders."""
    made = tmp_path / "home"
    monkeypatch.setattr(logo_pack, "user_data", lambda: made / "data")
    monkeypatch.setattr(settings, "user_config", lambda: made / "config")
    yield made
    logo_pack.read_pack.cache_clear()


def packed(folder: Path, archive: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for file in sorted(folder.iterdir()):
            made.write(file, f"{inside}{file.name}")
    return archive


def kept(home: Path) -> list[str]:
    place = home / "data" / "logos"
    return sorted(one.name for one in place.iterdir()) if place.exists() else []


def test_the_programs_own_pack_is_there():
    assert [(one.name, one.is_own) for one in logo_packs.packs()] == [("programme", False)]
    assert logo_packs.chosen() == "programme"


@pytest.mark.parametrize("inside", ["", "logo/", "a/b/"])
def test_a_pack_comes_as_folder_or_archive(tmp_path, home, inside):
    source = write_pack(tmp_path / "given")
    if inside:
        source = packed(source, tmp_path / "given.zip", inside)
    made = logo_packs.add(source)
    assert (made.name, made.title, made.is_own) == ("program-zurawie", "Program Żurawie", True)
    assert kept(home) == ["program-zurawie"]
    assert [one.title for one in logo_packs.packs()][1:] == ["Program Żurawie"]
    picture = logo_packs.preview(made.name, "pl", 96)
    assert picture.width > picture.height > 10


def test_the_same_pack_again_takes_the_place_of_the_older(tmp_path, home):
    logo_packs.add(write_pack(tmp_path / "one"))
    before = logo_packs.preview("program-zurawie", "pl", 96)
    green = '<svg viewBox="0 0 100 100"><rect width="100" height="100" fill="#00FF00"/></svg>'
    logo_packs.add(write_pack(tmp_path / "two", programme=green))
    assert kept(home) == ["program-zurawie"]
    assert logo_packs.preview("program-zurawie", "pl", 96).pixels != before.pixels


def test_the_older_stays_when_the_new_one_cannot_take_its_place(tmp_path, home, monkeypatch):
    """On Windows a folder of which a program shows a file can be neither removed nor renamed."""
    logo_packs.add(write_pack(tmp_path / "one"))
    rename = Path.rename

    def refuse(self, target):
        if target.parent == home / "data" / "logos" and self.name == "two":
            raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(UserError, match="cannot be kept"):
        logo_packs.add(write_pack(tmp_path / "two"))
    assert kept(home) == ["program-zurawie"]
    assert [one.title for one in logo_packs.packs()][1:] == ["Program Żurawie"]


def test_ours_is_never_replaced(tmp_path, home):
    assert logo_packs.add(write_pack(tmp_path / "given", "Programme")).name == "programme-2"
    logo_packs.remove("programme")
    assert len(logo_packs.packs()) == 2
    logo_packs.remove("programme-2")
    assert kept(home) == []


def test_the_chosen_pack_stands_on_every_paper_and_leaflet(tmp_path, home):
    pack = logo_packs.add(write_pack(tmp_path / "given"))
    save_settings(Settings(logo_pack=pack.name))
    card = centre_cards.card_of(Centre(name="Centrum"))
    assert card.logo_pack == pack.name
    for chosen, is_purple in ((card, True), (CentreCard("Centrum"), False)):
        drawn = draw_leaflet(ready_leaflet(), chosen, PrintOptions())
        pixels = render_page(drawn.pdf, 0, 72).pixels
        found = {pixels[at : at + 3] for at in range(0, len(pixels), 4)}
        assert (PURPLE in found) == is_purple
        assert ("Znak" in ReadPdf(drawn.pdf).text(0)) == is_purple


def test_a_chosen_pack_that_is_gone_is_said_and_not_replaced_in_silence():
    with pytest.raises(UserError, match="Choose another in Settings"):
        draw_leaflet(ready_leaflet(), CentreCard("Centrum", logo_pack="gone"), PrintOptions())


@pytest.mark.parametrize("name", ["../programme", "..", "/etc", ""])
def test_a_name_never_leads_elsewhere(name):
    with pytest.raises(UserError):
        logo_pack.pack_folder(name)


BROKEN = {
    "no list": ({}, "no pack.toml"),
    "list": ({"pack": "name = "}, "pack.toml"),
    "no number": ({"pack": 'minimum_mm = "8"'}, "minimum_mm"),
    "endless": ({"pack": "minimum_mm = inf"}, "minimum_mm"),
    "no logos": ({"pack": "minimum_mm = 8"}, r"\[\[logo\]\]"),
    "role": ({"pack": "minimum_mm = 8\n[[logo]]\nrole = 'king'"}, "king"),
    "outside": ({"pack": "minimum_mm = 8\n[[logo]]\nrole = 'eu'\nfile = '../eu.svg'"}, "beside"),
    "gone": ({"pack": "minimum_mm = 8\n[[logo]]\nrole = 'eu'\nfile = 'no.svg'"}, "no.svg"),
    "entities": ({"eu": '<!DOCTYPE a [<!ENTITY b "c">]><svg viewBox="0 0 1 1"/>'}, "plain SVG"),
    "transforms": ({"eu": '<svg viewBox="0 0 150 100"><g transform="x"/></svg>'}, "eu.svg"),
    "nowhere": ({"eu": '<svg viewBox="0 0 0 0"/>'}, "viewBox"),
    "not a number": ({"eu": '<svg viewBox="0 0 nan nan"/>'}, "viewBox"),
    "deep": ({"eu": '<svg viewBox="0 0 9 9">' + "<g>" * 9000 + "</g>" * 9000 + "</svg>"}, "eu.svg"),
    "wider than the flag": ({"state": '<svg viewBox="0 0 300 100"/>'}, "larger than the EU flag"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_breaks_the_rules_is_said_and_nothing_is_kept(fault, tmp_path, home):
    changed, words = BROKEN[fault]
    folder = write_pack(tmp_path / "given", **changed)
    if fault == "no list":
        (folder / "pack.toml").unlink()
    with pytest.raises(UserError, match=words):
        logo_packs.add(folder)
    assert kept(home) == []


def test_a_row_without_room_on_a_leaflet_is_said(tmp_path, home):
    folder = write_pack(tmp_path / "given")
    text = (folder / "pack.toml").read_text("utf-8")
    (folder / "pack.toml").write_text(text.replace("Znak", "Bardzo długi podpis pod znakiem"))
    with pytest.raises(UserError, match="79 mm"):
        logo_packs.add(folder)
    (folder / "pack.toml").write_text(text.replace("minimum_mm = 8", "minimum_mm = 9"))
    with pytest.raises(UserError, match="minimum_mm"):
        logo_packs.add(folder)
    (folder / "pack.toml").write_text(text.replace("Znak", "漢字"))
    with pytest.raises(UserError, match="漢"):
        logo_packs.add(folder)
    assert kept(home) == []


def test_a_broken_pack_leaves_the_one_that_was_there(tmp_path, home):
    logo_packs.add(write_pack(tmp_path / "one"))
    with pytest.raises(UserError):
        logo_packs.add(write_pack(tmp_path / "two", eu="<svg/>"))
    assert logo_packs.preview("program-zurawie", "pl", 96).width > 10


@pytest.mark.parametrize(
    "name", ["../evil.svg", "/evil.svg", "C:\\evil.svg", "a\\..\\..\\evil.svg"]
)
def test_an_archive_that_names_places_outside_is_refused(tmp_path, home, name):
    archive = packed(write_pack(tmp_path / "given"), tmp_path / "given.zip")
    with zipfile.ZipFile(archive, "a") as made:
        made.writestr(name, "<svg/>")
    with pytest.raises(UserError, match="outside"):
        logo_packs.add(archive)
    assert kept(home) == []


def test_a_link_in_an_archive_is_but_its_text(tmp_path, home):
    archive = packed(write_pack(tmp_path / "given"), tmp_path / "given.zip")
    link = zipfile.ZipInfo("link.svg")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "a") as made:
        made.writestr(link, "/etc/passwd")
    logo_packs.add(archive)
    kept_link = home / "data" / "logos" / "program-zurawie" / "link.svg"
    assert not kept_link.is_symlink()
    assert kept_link.read_text() == "/etc/passwd"


def test_an_archive_that_unpacks_to_very_much_is_refused_early(tmp_path, home, monkeypatch):
    archive = packed(write_pack(tmp_path / "given"), tmp_path / "given.zip")
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr("bomb.svg", b" " * 50_000_000)
    with pytest.raises(UserError, match="1 MB"):
        logo_packs.add(archive)
    many = tmp_path / "many.zip"
    packed(write_pack(tmp_path / "given"), many)
    with zipfile.ZipFile(many, "a") as made:
        for number in range(60):
            made.writestr(f"{number}.svg", "<svg/>")
    with pytest.raises(UserError, match="too much"):
        logo_packs.add(many)
    assert kept(home) == []


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["bzip2", "lzma"])
def test_an_archive_that_cannot_be_unpacked_bit_by_bit_is_refused(tmp_path, home, way):
    """Python unpacks all that was read of these at once: a megabyte of it may be gigabytes."""
    archive = packed(write_pack(tmp_path / "given"), tmp_path / "given.zip")
    with zipfile.ZipFile(archive, "a", way) as made:
        made.writestr("large.svg", bytes(100_000_000))
    with pytest.raises(UserError, match="as plain ZIP"):
        logo_packs.add(archive)
    assert kept(home) == []


def test_a_damaged_archive_is_said(tmp_path):
    archive = packed(write_pack(tmp_path / "given"), tmp_path / "given.zip")
    data = bytearray(archive.read_bytes())
    data[60:90] = b"\0" * 30
    archive.write_bytes(data)
    with pytest.raises(UserError, match=r"damaged|no logo pack"):
        logo_packs.add(archive)
    (tmp_path / "text.zip").write_text("not a zip")
    with pytest.raises(UserError, match="damaged"):
        logo_packs.add(tmp_path / "text.zip")
    with pytest.raises(UserError):
        logo_packs.add(tmp_path / "gone.zip")


def test_what_looks_like_a_pack(tmp_path):
    folder = write_pack(tmp_path / "given")
    assert pack_files.holds_pack(folder)
    assert pack_files.holds_pack(packed(folder, tmp_path / "given.zip", "x/"))
    assert not pack_files.holds_pack(tmp_path)
    (tmp_path / "other.zip").write_bytes(b"PK")
    assert not pack_files.holds_pack(tmp_path / "other.zip")
    assert not pack_files.holds_pack(tmp_path / "gone.zip")


def test_packs_stand_in_the_users_own_folder(monkeypatch):
    monkeypatch.undo()
    assert logo_pack.own_packs() == paths.user_data() / "logos"
