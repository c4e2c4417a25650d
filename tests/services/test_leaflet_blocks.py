"""Blocks of a leaflet: what one changes is saved, what others changed meanwhile is kept."""

from dataclasses import replace

import pytest

from app.base.ids import new_id
from app.documents.leaflet import ready_leaflet
from app.model.leaflet import Leaflet
from app.model.leaflet_block import LeafletBlock
from app.services import (
    conflicts,
    exchange,
    leaflet_blocks,
    leaflet_shapes,
    leaflet_shelf,
    leaflets,
    records,
)
from app.services.leaflet_blocks import Block, new_block
from app.services.leaflet_content import content_of, ready_blocks
from app.services.leaflet_shelf import Edited
from app.services.leaflets import Order
from tests.services.network import Network


@pytest.fixture
def network(tmp_path):
    made = Network(tmp_path)
    yield made
    made.close()


def values(**more):
    return {"title": "Na targi", "template": "trifold", "language": "pl", **more}


def save(database, leaflet, before, after, seen=None, **more):
    centre = database.read(leaflets.centre_of, "C16").id
    edited = Edited(values(centre=centre, **more), before, after)
    database.write(leaflet_shelf.save, database.folder, leaflet, edited, label="Saved", seen=seen)


def blocks(database, leaflet) -> tuple[Block, ...]:
    return database.read(leaflet_blocks.of_leaflet, leaflet)


def begun(network) -> str:
    """Let the promoter save a leaflet with the template's text and hand it to the office."""
    leaflet = new_id()
    ready = ready_blocks("trifold", "pl")
    save(network.promoter, leaflet, ready, ready)
    exchange.take_in(network.office, [network.hand_over()])
    return leaflet


def changed(listed, place, **fields):
    made = list(listed)
    made[place] = replace(made[place], **fields)
    return tuple(made)


def both_ways(network) -> None:
    exchange.take_in(network.office, [network.hand_over("up")])
    (sent,) = exchange.export(network.office, network.folder / "down")
    exchange.take_in(network.promoter, [sent.path])


def test_a_leaflet_keeps_its_blocks_in_their_order(network):
    leaflet = begun(network)
    ready = ready_blocks("trifold", "pl")
    for database in (network.promoter, network.office):
        kept = blocks(database, leaflet)
        assert sorted(block.content for block in kept) == sorted(b.content for b in ready)
        for panel in ("front", "back", "inside-left"):
            mine = [b.content for b in kept if b.panel == panel and not b.at_foot]
            assert mine == [b.content for b in ready if b.panel == panel and not b.at_foot]


def test_what_is_not_changed_is_not_written(network):
    leaflet = begun(network)
    before = blocks(network.promoter, leaflet)
    written = network.promoter.write(
        leaflet_blocks.save, leaflet, before, changed(before, 3, words="Inaczej"), label="Saved"
    )
    assert written.changes.rows == (("leaflet_block", before[3].id),)
    again = network.promoter.write(leaflet_blocks.save, leaflet, before, before, label="Saved")
    assert again.changes.rows == ()


def test_blocks_are_added_moved_and_deleted_in_one_step(network):
    leaflet = begun(network)
    database = network.promoter
    before = blocks(database, leaflet)
    panel = [block for block in before if block.panel == "inside-left"]
    rest = [block for block in before if block.panel != "inside-left"]
    added = replace(new_block("inside-left", "paragraph"), words="Nowy akapit")
    now = [panel[1], added, panel[0], *panel[3:]]
    save(database, leaflet, before, (*rest, *now))
    kept = [block for block in blocks(database, leaflet) if block.panel == "inside-left"]
    assert [block.id for block in kept] == [block.id for block in now]
    database.undo()
    assert blocks(database, leaflet) == before


def test_different_blocks_of_two_people_both_arrive(network):
    leaflet = begun(network)
    for database, place, words in (
        (network.promoter, 2, "Zdanie promotora"),
        (network.office, 5, "Zdanie biura"),
    ):
        before = blocks(database, leaflet)
        save(database, leaflet, before, changed(before, place, words=words))
    both_ways(network)
    for database in (network.promoter, network.office):
        kept = blocks(database, leaflet)
        assert (kept[2].words, kept[5].words) == ("Zdanie promotora", "Zdanie biura")
        assert database.read(conflicts.listed) == []


def test_blocks_that_two_people_add_at_one_place_both_stand_there(network):
    leaflet = begun(network)
    for database, words in ((network.promoter, "Od promotora"), (network.office, "Od biura")):
        before = blocks(database, leaflet)
        at = next(n for n, block in enumerate(before) if block.panel == "front")
        added = replace(new_block("front", "paragraph"), words=words)
        save(database, leaflet, before, (*before[: at + 1], added, *before[at + 1 :]))
    both_ways(network)
    orders = [
        [block.words for block in blocks(database, leaflet) if block.panel == "front"]
        for database in (network.promoter, network.office)
    ]
    assert orders[0] == orders[1]
    assert {"Od promotora", "Od biura"} < set(orders[0])


def test_one_block_of_two_people_is_a_conflict(network):
    leaflet = begun(network)
    for database, words in ((network.promoter, "Tak"), (network.office, "Nie")):
        before = blocks(database, leaflet)
        save(database, leaflet, before, changed(before, 2, words=words))
    row = blocks(network.office, leaflet)[2].id
    both_ways(network)
    for database in (network.promoter, network.office):
        assert [(one.row, one.field) for one in database.read(conflicts.listed)] == [(row, "words")]


def test_two_who_begin_with_the_templates_text_meet_in_one_row(network):
    made = new_id()
    save(network.promoter, made, (), ())
    both_ways(network)
    ready = ready_blocks("trifold", "pl")
    for database, place in ((network.promoter, 0), (network.office, 6)):
        save(database, made, ready, changed(ready, place, words=f"Zmiana {place}"))
    both_ways(network)
    assert len(blocks(network.office, made)) == len(ready)
    assert blocks(network.office, made) == blocks(network.promoter, made)


def test_what_comes_while_one_types_is_kept(network):
    leaflet = begun(network)
    open_form = blocks(network.promoter, leaflet)
    seen = network.promoter.seen()
    save(network.office, leaflet, open_form, changed(open_form, 5, words="Zdanie biura"))
    (sent,) = exchange.export(network.office, network.folder / "down")
    exchange.take_in(network.promoter, [sent.path])
    save(network.promoter, leaflet, open_form, changed(open_form, 2, words="Moje"), seen=seen)
    kept = blocks(network.promoter, leaflet)
    assert (kept[2].words, kept[5].words) == ("Moje", "Zdanie biura")


def test_the_first_saving_is_undone_and_done_again(network):
    database = network.promoter
    leaflet = new_id()
    save(database, leaflet, (), ())
    ready = ready_blocks("trifold", "pl")
    save(database, leaflet, ready, changed(ready, 1, words="Moje"))
    database.undo()
    assert blocks(database, leaflet) == ()
    assert (
        database.read(lambda s: leaflets.order_of(s, records.get(s, Leaflet, leaflet))).blocks
        is None
    )
    save(database, leaflet, ready, changed(ready, 1, words="Znowu moje"))
    kept = blocks(database, leaflet)
    assert len(kept) == len(ready)
    assert "Znowu moje" in [block.words for block in kept]


def test_a_deleted_leaflet_comes_back_whole(network):
    leaflet = begun(network)
    database = network.promoter
    before = blocks(database, leaflet)
    database.write(leaflet_shelf.delete, leaflet, label="Deleted")
    assert database.read(leaflet_shelf.listed) == []
    assert blocks(database, leaflet) == ()
    database.undo()
    assert blocks(database, leaflet) == before


def test_a_block_that_only_another_version_draws_is_left_out(network):
    database = network.promoter
    leaflet = begun(network)
    row = records.new(LeafletBlock, leaflet=leaflet, panel="front", kind="hologram")
    database.write(records.save, row, label="Newer")
    order = database.read(lambda s: leaflets.order_of(s, records.get(s, Leaflet, leaflet)))
    assert "hologram" in [block.kind for block in order.blocks]
    assert database.read(leaflets.draw, replace(order, centre="C16"), leaflets.PrintOptions()).pages


def test_own_texts_of_old_leaflets_become_blocks(network):
    order = Order(headline="Nagłówek", introduction="Wstęp", link="https://example.org")
    made = leaflets.blocks_of(order)
    assert [b.words for b in made if b.panel == "front" and b.kind == "heading"] == ["Nagłówek"]
    assert [b.link for b in made if b.kind == "qr"] == ["https://example.org"]
    assert "Wstęp" in [b.words for b in made if b.panel == "inside-left"]


@pytest.mark.parametrize("template", leaflet_shapes.templates())
def test_the_templates_text_as_blocks_is_drawn_as_it_is(template):
    for language in leaflet_shapes.languages(template):
        ready = ready_leaflet(template, language)
        made = content_of(template, language, ready_blocks(template, language))
        assert made.panels == ready.panels
