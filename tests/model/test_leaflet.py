"""What a leaflet and its blocks must say."""

import pytest

from app.documents.blocks import KINDS
from app.documents.templates import TEMPLATES
from app.model.leaflet import FLAP_MM, Leaflet, LeafletTemplate
from app.model.leaflet_block import BlockKind, LeafletBlock


def problems(row) -> list[str]:
    return [problem.field for problem in row.check()]


@pytest.mark.parametrize("version", [None, 1, 12])
def test_a_version_counts_from_one(version):
    assert problems(Leaflet(version=version)) == []
    assert problems(Leaflet(version=0)) == ["version"]


@pytest.mark.parametrize("flap", [FLAP_MM[0] - 1, FLAP_MM[1] + 1])
def test_a_flap_can_be_folded_in(flap):
    assert problems(Leaflet(flap_mm=flap)) == ["flap_mm"]
    assert problems(Leaflet(flap_mm=97)) == problems(Leaflet()) == []


def test_a_picture_block_names_its_picture():
    assert problems(LeafletBlock(kind=BlockKind.PICTURE)) == ["picture"]
    assert problems(LeafletBlock(kind=BlockKind.PICTURE, picture="a-1")) == []
    assert problems(LeafletBlock(kind=BlockKind.HEADING)) == []


def test_every_block_that_is_drawn_can_be_kept():
    assert KINDS.keys() <= set(BlockKind)


def test_every_template_that_is_drawn_can_be_stored():
    assert list(TEMPLATES) == list(LeafletTemplate)
