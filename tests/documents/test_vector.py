from pathlib import Path

import pytest

from app.base.errors import UserError
from app.base.paths import resource
from app.documents.ink import Shape, Words
from app.documents.vector import read_drawing

OURS = sorted([*resource("logos").rglob("*.svg"), *resource("leaflets").rglob("*.svg")])


def written(folder: Path, inside: str) -> Path:
    file = folder / "drawing.svg"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 20 100 50">'
    file.write_text(f"{svg}{inside}</svg>", "utf-8")
    return file


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.stem)
def test_every_drawing_of_ours_can_be_read(file: Path):
    assert read_drawing(file).inks


def test_a_path_is_made_absolute_and_counts_from_the_view_box(tmp_path: Path):
    drawing = read_drawing(written(tmp_path, '<path d="M20 30h10v5l-10 0z" fill="#112233"/>'))
    assert (drawing.width, drawing.height) == (100, 50)
    [shape] = drawing.inks
    assert isinstance(shape, Shape)
    assert shape.fill == "#112233"
    assert shape.segments == (
        ("M", (10, 10)),
        ("L", (20, 10)),
        ("L", (20, 15)),
        ("L", (10, 15)),
        ("Z", ()),
    )


def test_curves_of_all_kinds_become_cubic_ones(tmp_path: Path):
    path = (
        '<path d="M10 20 C10 30 20 30 20 20 S30 10 30 20 Q35 26 40 20 c1 1 2 2 3 3 4 4 5 5 6 6"/>'
    )
    [shape] = read_drawing(written(tmp_path, path)).inks
    assert isinstance(shape, Shape)
    kinds = [kind for kind, _ in shape.segments]
    assert kinds == ["M", "C", "C", "C", "C", "C"]
    smooth = shape.segments[2][1]
    assert smooth == (10, -10, 20, -10, 20, 0)  # its first handle mirrors the last one before
    quadratic = shape.segments[3][1]
    assert quadratic == pytest.approx((20 + 10 / 3, 4, 30 - 10 / 3, 4, 30, 0))
    assert shape.segments[5][1][-2:] == (39, 9)


def test_groups_pass_their_colours_on_and_text_is_set(tmp_path: Path):
    inside = (
        '<g fill="#AA0000"><circle cx="20" cy="30" r="5"/></g>'
        '<text x="60" y="40" font-size="8" text-anchor="middle" font-weight="700">Ełk</text>'
    )
    circle, words = read_drawing(written(tmp_path, inside)).inks
    assert isinstance(circle, Shape)
    assert circle.fill == "#AA0000"
    assert isinstance(words, Words)
    assert (words.text, words.y) == ("Ełk", 20)
    assert words.x + words.area.width / 2 == pytest.approx(50)


@pytest.mark.parametrize(
    "inside",
    [
        "<image/>",
        '<path d="M0 0A1 1 0 0 0 5 5"/>',
        '<path d="M0 0L5"/>',
        '<rect width="1" height="1" fill="red"/>',
        '<rect width="1" height="1" transform="scale(2)"/>',
        "<g>",
    ],
)
def test_what_is_not_understood_is_refused(inside: str, tmp_path: Path):
    with pytest.raises(UserError, match=r"drawing\.svg"):
        read_drawing(written(tmp_path, inside))
