import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from app.base.errors import UserError
from app.base.paths import resource
from app.documents.ink import Shape, all_words
from app.documents.logo_pack import check_sizes, read_pack
from app.documents.logos import set_row
from app.documents.vector import Drawing

PACK = resource("logos", "programme")


def changed_pack(folder: Path, *, role: str = "", height: float = 1.0, without: str = "") -> Path:
    """Write a copy of our pack with one logo's height changed or one logo left out."""
    facts = tomllib.loads((PACK / "pack.toml").read_text("utf-8"))
    lines = [f"minimum_mm = {facts['minimum_mm']}"]
    for logo in facts["logo"]:
        if logo["role"] == without:
            continue
        size = height if logo["role"] == role else logo["height"]
        lines += ["[[logo]]", f'role = "{logo["role"]}"', f'file = "{logo["file"]}"']
        lines += [f"height = {size}"]
        (folder / logo["file"]).write_bytes((PACK / logo["file"]).read_bytes())
    (folder / "pack.toml").write_text("\n".join(lines), "utf-8")
    return folder


def test_our_pack_has_all_signs_in_order_with_a_line_before_the_region():
    minimum, logos = read_pack(PACK, "pl")
    assert [logo.role for logo in logos] == ["programme", "state", "eu", "region"]
    assert [logo.line_before for logo in logos] == [False, False, False, True]
    assert minimum > 0


def test_no_logo_of_ours_is_larger_than_the_eu_flag():
    _, logos = read_pack(PACK, "pl")
    flag = next(logo for logo in logos if logo.role == "eu")
    assert all(logo.height <= flag.height and logo.width <= flag.width for logo in logos)
    check_sizes(logos)


@pytest.mark.parametrize("role", ["programme", "state", "region"])
def test_a_logo_larger_than_the_eu_flag_is_refused(role: str, tmp_path: Path):
    with pytest.raises(UserError, match=role):
        read_pack(changed_pack(tmp_path, role=role, height=1.1), "pl")


def test_a_smaller_eu_flag_is_refused(tmp_path: Path):
    with pytest.raises(UserError):
        read_pack(changed_pack(tmp_path, role="eu", height=0.8), "pl")


def test_a_logo_lower_but_wider_than_the_eu_flag_is_refused():
    _, logos = read_pack(PACK, "pl")
    banner = Drawing(width=300, height=100, inks=())
    wide = [replace(logo, drawing=banner) if logo.role == "state" else logo for logo in logos]
    with pytest.raises(UserError, match="state"):
        check_sizes(wide)


@pytest.mark.parametrize("role", ["programme", "state", "eu", "region"])
def test_a_pack_without_a_sign_is_refused(role: str, tmp_path: Path):
    with pytest.raises(UserError, match=role):
        read_pack(changed_pack(tmp_path, without=role), "pl")


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path):
    with pytest.raises(UserError):
        read_pack(tmp_path, "pl")


def test_the_row_is_as_wide_as_it_says_and_never_wider_than_its_room():
    for width in (220.0, 260.0, 600.0):
        row = set_row("programme", "pl", width)
        assert row.width <= width + 0.01
        right = max(words.area.right for words in all_words(row.inks))
        assert right <= row.width + 0.01
        corners = [
            number
            for ink in row.inks
            if isinstance(ink, Shape)
            for _, numbers in ink.segments
            for number in numbers[::2]
        ]
        assert min(corners) >= -0.01
        assert max(corners) <= row.width + 0.01


def test_a_row_without_room_for_its_least_size_is_refused():
    with pytest.raises(UserError):
        set_row("programme", "pl", 120)


@pytest.mark.parametrize(
    ("language", "first"),
    [("pl", "Dofinansowane przez"), ("en", "Co-funded by"), ("fr", "Dofinansowane przez")],
)
def test_the_eu_flag_speaks_the_leaflets_language(language: str, first: str):
    row = set_row("programme", language, 240)
    assert first in [words.text for words in all_words(row.inks)]
