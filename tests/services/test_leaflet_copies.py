"""Leaflets made from leaflets: each in one step that one undo takes back."""

from dataclasses import replace

import pytest

from app.base.ids import new_id
from app.model.leaflet import Leaflet
from app.services import (
    enrolment,
    leaflet_blocks,
    leaflet_copies,
    leaflet_shelf,
    leaflets,
    records,
)
from app.services.leaflet_content import ready_blocks
from app.services.leaflet_shelf import Edited
from app.store.database import Database

OWN = "Zdanie, którego szablon nie ma"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Database:
    made = enrolment.set_up_office(tmp_path_factory.mktemp("copies") / "office", "Sieć")
    yield made
    made.close()


@pytest.fixture
def leaflet(store) -> str:
    """Save a leaflet with one sentence of its own and return its id."""
    ready = list(ready_blocks("trifold", "pl"))
    ready[2] = replace(ready[2], words=OWN)
    made = new_id()
    values = {"title": "Na targi", "template": "trifold", "language": "pl", "design": "masuria"}
    values["centre"] = store.read(leaflets.centre_of, "C16").id
    edited = Edited(values, (), ready)
    store.write(leaflet_shelf.save, store.folder, made, edited, label="Saved")
    return made


def row(store, leaflet) -> Leaflet:
    return store.read(records.get, Leaflet, leaflet)


def contents(store, leaflet):
    return [(b.panel, b.content) for b in store.read(leaflet_blocks.of_leaflet, leaflet)]


def test_a_copy_has_the_same_texts_and_another_title(store, leaflet):
    copy = store.write(leaflet_copies.duplicate, leaflet, label="Copied").result
    assert contents(store, copy) == contents(store, leaflet)
    assert row(store, copy).title == "Na targi (copy)"
    assert row(store, copy).origin == leaflet
    assert row(store, copy).design == "masuria"
    store.undo()
    assert contents(store, copy) == []
    assert row(store, leaflet).title == "Na targi"


def test_versions_count_up_and_the_old_one_stays(store, leaflet):
    second = store.write(leaflet_copies.new_version, leaflet, label="V").result
    third = store.write(leaflet_copies.new_version, leaflet, label="V").result
    fourth = store.write(leaflet_copies.new_version, second, label="V").result
    numbers = [row(store, one).version for one in (leaflet, second, third, fourth)]
    assert numbers == [None, 2, 3, 4]
    assert {row(store, one).title for one in (leaflet, second, third)} == {"Na targi"}
    assert contents(store, fourth) == contents(store, leaflet)


def test_another_language_takes_ready_texts_and_leaves_own_ones(store, leaflet):
    made = store.write(leaflet_copies.variant, leaflet, "en", label="Variant").result
    assert made.untranslated == 1
    assert row(store, made.leaflet).language == "en"
    english = [(b.panel, b.content) for b in ready_blocks("trifold", "en")]
    polish = [(b.panel, b.content) for b in ready_blocks("trifold", "pl")]
    found = contents(store, made.leaflet)
    assert len(found) == len(english)
    assert len(set(found) - set(english)) == 1
    assert OWN in [content[1] for _panel, content in found]
    assert not {c[1] for _p, c in polish if len(c[1]) > 40} & {c[1] for _p, c in found}


def test_another_language_of_an_untouched_leaflet_is_all_ready(store):
    values = {"title": "Stara", "template": "trifold", "language": "pl"}
    values["centre"] = store.read(leaflets.centre_of, "C16").id
    old = store.write(records.save, records.new(Leaflet, **values), label="Old").result
    made = store.write(leaflet_copies.variant, old.id, "uk", label="Variant").result
    assert made.untranslated == 0
    ready = [(b.panel, b.content) for b in ready_blocks("trifold", "uk")]
    assert sorted(contents(store, made.leaflet)) == sorted(ready)


def test_a_template_of_the_centre_begins_leaflets(store, leaflet):
    template = store.write(leaflet_copies.as_template, leaflet, label="Template").result
    assert row(store, template).is_template
    begun = store.write(leaflet_copies.from_template, template, label="Begun").result
    assert not row(store, begun).is_template
    assert contents(store, begun) == contents(store, leaflet)
    lines = store.read(leaflet_shelf.listed)
    assert [line.is_template for line in lines] == sorted(line.is_template for line in lines)
    assert template in [line.id for line in lines if line.is_template]
