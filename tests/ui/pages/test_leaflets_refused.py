"""What the leaflets' page does not take: an emptied leaflet, a broken picture, words of another."""

import pytest

from app.base.errors import UserError
from app.services import leaflet_shelf
from tests.ui.pages.leaflets_at_hand import begun, opened


@pytest.fixture
def page(qtbot, context):
    made = begun(qtbot, opened(qtbot, context))
    yield made
    made.preview.stop()


def test_an_emptied_leaflet_is_not_saved_as_its_template(page, context):
    page.piece.values["title"] = "Pusta"
    page.piece.blocks = ()
    with pytest.raises(UserError, match="is empty"):
        page.save()
    assert context.read(leaflet_shelf.listed) == []


def test_a_file_that_only_bears_a_pictures_name_is_refused(qtbot, page, tmp_path):
    broken = tmp_path / "zły.png"
    broken.write_bytes(b"not a picture")
    before = page.piece.blocks
    told = []
    page.context.told.connect(lambda *words: told.append(words))
    page.take_files([broken])
    qtbot.waitUntil(lambda: bool(told))
    assert "zły.png" in str(told[-1])
    assert page.piece.blocks == before


def test_what_is_said_of_one_leaflet_is_not_said_of_the_next(page):
    page.notice.show_text("31 lines too long", "amber")
    late = page.preview.latest
    page.new_record()
    assert page.notice.isHidden()
    page.editor.blocks.panels.show_overfull({})
    page.pages.drawing_of = "another"
    page.preview.drawn.emit(late)
    assert page.notice.isHidden()
