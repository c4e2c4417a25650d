"""Pictures of leaflets: kept with the text in one step, said when unsharp or not here."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from app.base.ids import new_id
from app.model.leaflet import Leaflet
from app.services import (
    exchange,
    kept_files,
    leaflet_copies,
    leaflet_pictures,
    leaflet_shelf,
    leaflets,
    records,
)
from app.services.leaflet_blocks import new_block, of_leaflet
from app.services.leaflet_content import ready_blocks
from app.services.leaflet_shelf import Edited, NewPicture
from app.services.leaflets import Order, PrintOptions
from tests.services.network import Network


@pytest.fixture
def network(tmp_path):
    made = Network(tmp_path)
    yield made
    made.close()


def picture(store, side) -> NewPicture:
    data = BytesIO()
    Image.new("RGB", (side, side // 2), (20, 90, 120)).save(data, "JPEG")
    kept = kept_files.keep(store, data.getvalue(), f"targi-{side}.jpg")
    return NewPicture(new_id(), kept, "Stoisko na targach")


def saved(database, side=1200) -> str:
    """Save a leaflet with a picture on the back; return its id."""
    new, leaflet = picture(database.folder, side), new_id()
    block = replace(new_block("back", "picture", style="full"), picture=new.id, author="Targi")
    values = {"title": "Na targi", "template": "trifold", "language": "pl"}
    values["centre"] = database.read(leaflets.centre_of, "C16").id
    edited = Edited(values, (), (*ready_blocks("trifold", "pl"), block), (new,))
    database.write(leaflet_shelf.save, database.folder, leaflet, edited, label="Saved")
    return leaflet


def drawn(database, leaflet):
    row = database.read(records.get, Leaflet, leaflet)
    order = database.read(leaflets.order_of, row)
    return database.read(leaflets.draw, order, PrintOptions(), database.folder)


def picture_blocks(database, leaflet):
    return [one for one in database.read(of_leaflet, leaflet) if one.kind == "picture"]


def pictures(database, leaflet):
    return list(database.read(leaflet_shelf.attached, leaflet))


def test_a_picture_is_saved_with_its_leaflet_and_undone_with_it(network):
    database = network.promoter
    leaflet = saved(database)
    (row,) = pictures(database, leaflet)
    assert (row.alt_text, row.scope) == ("Stoisko na targach", "2816")
    (printed,) = drawn(database, leaflet).pictures
    assert (printed.fault, printed.missing) == ("", False)
    assert printed.block == picture_blocks(database, leaflet)[0].id
    assert printed.size_words.startswith("On paper 8")
    assert printed.dpi == pytest.approx(1200 / printed.size_mm[0] * 25.4, abs=1)
    database.undo()
    assert pictures(database, leaflet) == []


def test_too_few_dots_are_said_in_words(network):
    leaflet = saved(network.promoter, side=200)
    paper = drawn(network.promoter, leaflet)
    (printed,) = paper.pictures
    assert "unsharp" in printed.fault
    assert printed.fault in paper.notes


def test_a_picture_travels_and_until_it_comes_its_place_is_free(network):
    leaflet = saved(network.promoter)
    exchange.take_in(network.office, [network.hand_over()])
    assert [one.fault for one in drawn(network.office, leaflet).pictures] == [""]
    (row,) = pictures(network.office, leaflet)
    path = leaflet_pictures.path_here(network.office.folder, row.sha256)
    path.unlink()
    (printed,) = drawn(network.office, leaflet).pictures
    assert printed.missing
    assert "not come" in printed.fault


def test_a_copy_has_pictures_of_its_own(network):
    database = network.promoter
    leaflet = saved(database)
    copy = database.write(leaflet_copies.duplicate, leaflet, label="Copied").result
    (old,), (new,) = pictures(database, leaflet), pictures(database, copy)
    assert old.id != new.id
    assert (new.sha256, new.alt_text) == (old.sha256, old.alt_text)
    named = [b.picture for b in database.read(of_leaflet, copy) if b.kind == "picture"]
    assert named == [new.id]
    database.write(leaflet_shelf.delete, leaflet, label="Deleted")
    assert pictures(database, leaflet) == []
    assert [one.fault for one in drawn(database, copy).pictures] == [""]


def test_what_is_seen_is_changed_later(network):
    database = network.promoter
    leaflet = saved(database)
    (row,) = pictures(database, leaflet)
    blocks = database.read(of_leaflet, leaflet)
    said = {"people_shown": "Olena Kowal", "people_agreed": True}
    edited = Edited({}, blocks, blocks, said={row.id: said})
    database.write(leaflet_shelf.save, database.folder, leaflet, edited, label="Described")
    facts = database.read(leaflet_pictures.facts_of, blocks)[row.id]
    assert facts.alt_text == "Stoisko na targach", "what was not changed stays"
    assert (facts.people_shown, facts.people_agreed) == ("Olena Kowal", True)
    assert not facts.lacks_consent
    assert replace(facts, people_agreed=False).lacks_consent
    copy = database.write(leaflet_copies.duplicate, leaflet, label="Copied").result
    assert pictures(database, copy)[0].people_shown == "Olena Kowal"


def test_a_picture_that_is_not_saved_yet_is_drawn(network):
    database = network.promoter
    new = picture(database.folder, 1200)
    block = replace(new_block("back", "picture"), picture=new.id)
    files = tuple(leaflet_shelf.files_of([new]))
    order = Order(centre="C16", blocks=(block,), pictures=files)
    paper = database.read(leaflets.draw, order, PrintOptions(), database.folder)
    assert [one.fault for one in paper.pictures] == [""]
    without = database.read(leaflets.draw, order, PrintOptions())
    assert "not come" in without.pictures[0].fault


def test_each_picture_of_a_panel_is_said_by_its_own_block(network):
    database = network.promoter
    large, small = (picture(database.folder, side) for side in (1200, 100))
    blocks = [
        replace(new_block(panel, "picture", at_foot=foot, style="half"), picture=one.id)
        for panel, foot, one in (
            ("front", False, large),
            ("back", True, small),
            ("back", False, large),
            ("back", False, small),
        )
    ]
    files = tuple(leaflet_shelf.files_of([large, small]))
    order = Order(centre="C16", blocks=tuple(blocks), pictures=files)
    paper = database.read(leaflets.draw, order, PrintOptions(), database.folder)
    faulty = {one.block for one in paper.pictures if one.fault}
    assert faulty == {blocks[1].id, blocks[3].id}
    assert {one.block for one in paper.pictures} == {block.id for block in blocks}


def test_what_has_no_room_is_said_by_what_it_is(network):
    database = network.promoter
    large = picture(database.folder, 1200)
    shown = replace(new_block("back", "picture", style="full"), picture=large.id)
    many = tuple(replace(shown, id=new_id()) for _n in range(5))
    words = replace(new_block("back", "paragraph", style="body"), words="Raz\nDwa\nTrzy")
    files = tuple(leaflet_shelf.files_of([large]))

    def said(*blocks):
        order = Order(centre="C16", blocks=blocks, pictures=files)
        paper = database.read(leaflets.draw, order, PrintOptions(), database.folder)
        return [leaflets.overfull_words(one) for one in paper.overfull]

    assert said(shown, words) == []
    (alone,) = said(*many)
    assert alone.startswith("there is no room for: the picture (")
    (both,) = said(*many, words)
    assert both.startswith("there is no room for: the picture, 3 lines of text (")
