import pytest

from app.base.errors import UserError
from app.documents.fonts import REGULAR
from app.documents.ink import Area, Clipped, Words
from app.documents.panels import check_safe

SAFE = Area(10, 10, 100, 100)


def words(x: float, y: float) -> Words:
    return Words(x, y, "Ełk", REGULAR, 10, "#000000")


def test_text_within_the_safe_area_is_let_through():
    check_safe([words(10, 20), Clipped(SAFE, (words(90, 100),))], SAFE)


@pytest.mark.parametrize(("x", "y"), [(9, 20), (100, 20), (50, 12), (50, 109)])
def test_text_over_any_edge_is_refused(x: float, y: float):
    with pytest.raises(UserError, match="Ełk"):
        check_safe([words(x, y)], SAFE)
    with pytest.raises(UserError, match="Ełk"):
        check_safe([Clipped(SAFE, (words(x, y),))], SAFE)
