import pytest

from app.base.errors import UserError
from app.documents.blocks import KINDS, Bullets, Heading, block_from, data_of


def test_a_block_is_plain_data_and_back():
    for block in (Heading("Ełk", 3), Bullets(("raz", "dwa"), "check")):
        assert block_from(data_of(block)) == block
    assert data_of(Bullets(("raz",)))["items"] == ["raz"]


def test_every_kind_has_its_own_name():
    assert len(set(KINDS.values())) == len(KINDS)


@pytest.mark.parametrize(
    "data", [{}, {"kind": "film"}, {"kind": "heading"}, {"kind": "label", "text": "x", "size": 3}]
)
def test_a_block_of_a_later_version_is_refused_by_name(data):
    with pytest.raises(UserError, match=str(data.get("kind"))):
        block_from(data)
