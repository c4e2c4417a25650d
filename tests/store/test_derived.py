"""A store whose lists, faces or index an older rule made is made anew when it is opened."""

import hashlib
import json

import pytest

from app.model.company import Company
from app.model.person import Person
from app.services import merging, records
from app.store import derived, search, upgrading
from app.store.database import Database
from app.store.verify import verify
from tests.store.test_erasing import erase

_SLIP = {"slip_number": "480215", "county": "2816", "created_at": "2026-11-26T10:00:00+00:00"}
_TEXTS = ("Łódź", "ŁÓDŹ 2", "Straße", "Æon", "𝑨da", "Żółć – ąę", "Müller", "Ivanó", "Жук", "ﬁ")
"""Names that fold, sort and fall into words each in a way of its own."""
_OLDER = {
    derived.SORT_KEYS: "UPDATE company SET sort_key='zzz'; UPDATE person SET sort_key=NULL",
    derived.FACES: "DELETE FROM face WHERE row <> 'one'; INSERT INTO face VALUES('three', 'one')",
    derived.WORDS: "DELETE FROM search_row; INSERT INTO search(rowid, text) VALUES(77, 'older')",
    derived.ROWS: "UPDATE company SET town='Ełk'",
}
"""For each rule what a store might hold that an older one made."""


@pytest.fixture
def kept(tmp_path, database):
    """Return the folder of a closed store with rows that lists show and rows that none shows."""
    for row, name in (("one", "Tartak Łęg"), ("two", "TARTAK ŁĘG"), ("three", "Piła")):
        values = {"id": row, "name": name, "kind": "company", "county": "2816"}
        database.write(_save, Company, values, label="Add")
    database.write(merging.join, "one", "two", label="Join")
    for row, name in (("anna", "Żak"), ("erased", "Ćma")):
        values = {"id": row, "last_name": name, "county": "2816"}
        database.write(_save, Person, values, label="Add")
    database.write(erase, "erased", label="Erase")
    taken = [("company", "edited", {"phone": "87 423 00 00"}), ("person", "slip", dict(_SLIP))]
    taken += [
        ("company", f"text-{place}", {"name": text, "created_at": _SLIP["created_at"]})
        for place, text in enumerate(_TEXTS)
    ]
    database.write_bulk([("2816", change) for change in taken], label="Came")
    assert verify(database) == []
    database.close()
    return database.folder


def _save(session, entity, values):
    records.save(session, records.new(entity, **values))


def _set_back(folder, statements="", **rules):
    """Let the store be one that other versions of rules were applied to."""
    database = Database.open(folder)
    with database.writing() as connection:
        for statement in filter(None, statements.split("; ")):
            connection.exec_driver_sql(statement)
        shows = upgrading.shows() | {upgrading.RULES: derived.RULES | rules}
        connection.exec_driver_sql(
            "UPDATE meta SET value=? WHERE key='shows'", (json.dumps(shows, sort_keys=True),)
        )
    database.close()


def _faults(folder):
    database = Database.open(folder)
    found = [fault.where for fault in verify(database)]
    database.close()
    return found


@pytest.mark.parametrize("rule", derived.RULES)
def test_what_an_older_rule_made_is_made_anew(kept, rule):
    _set_back(kept, _OLDER[rule])
    assert _faults(kept) != [], "an up-to-date store is not derived again"
    _set_back(kept, **{rule: "0"})
    assert _faults(kept) == []


@pytest.mark.parametrize("rule", derived.RULES)
def test_what_the_present_rule_made_comes_out_the_same(kept, rule):
    before = _derived(kept)
    _set_back(kept, **{rule: "0"})
    assert _derived(kept) == before


def _derived(folder):
    database = Database.open(folder)
    with database.reading() as connection:
        found = [
            sorted(connection.exec_driver_sql(query).all(), key=repr)
            for query in (
                "SELECT id, sort_key FROM company",
                "SELECT id, sort_key FROM person",
                "SELECT row, face FROM face",
            )
        ]
    hits = [database.read(search.find, text) for text in ("tartak", "pila", "4802", "87")]
    database.close()
    return found, [sorted(hit.row for hit in each) for each in hits]


def test_a_store_from_before_the_rules_had_versions_lists_who_is_known_by_a_slip(kept):
    _set_back(kept, "UPDATE person SET sort_key=NULL WHERE id='slip'")
    database = Database.open(kept)
    shows = {name: rules for name, rules in upgrading.shows().items() if name != upgrading.RULES}
    with database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE meta SET value=? WHERE key='shows'", (json.dumps(shows, sort_keys=True),)
        )
    database.close()
    assert _faults(kept) == []
    database = Database.open(kept)
    with database.reading() as connection:
        (key,) = connection.exec_driver_sql("SELECT sort_key FROM person WHERE id='slip'").one()
    database.close()
    assert key == ""


def test_killed_on_the_way_it_begins_again(kept, monkeypatch):
    _set_back(kept, "; ".join(_OLDER[rule] for rule in (derived.SORT_KEYS, derived.WORDS)))
    _set_back(kept, **{derived.SORT_KEYS: "0", derived.WORDS: "0"})

    def die(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(search, "index_again", die)
        with pytest.raises(KeyboardInterrupt):
            Database.open(kept)
    assert _faults(kept) == []


def test_a_damaged_row_does_not_keep_the_store_from_being_opened(kept):
    damage = "UPDATE head SET dots='?' WHERE row='edited'; UPDATE person SET last_name=x'ff'"
    _set_back(kept, damage, **{derived.SORT_KEYS: "1"})
    assert "head edited" in _faults(kept)


_PINNED = {
    derived.FACES: ("1", "5350f35abee38bc5"),
    derived.SORT_KEYS: ("2", "204d330c5c913369"),
    derived.WORDS: ("1", "2363f2e95c007359"),
}
"""For each rule its version and what it makes of the kept store, as a sum."""
_QUERIES = {
    derived.FACES: "SELECT row, face FROM face",
    derived.SORT_KEYS: "SELECT id, sort_key FROM company UNION ALL SELECT id, sort_key FROM person",
    derived.WORDS: "SELECT row, term, offset FROM temp.words JOIN search_row ON n = doc",
}


def test_a_rule_that_makes_something_else_has_another_version(kept):
    """Whoever sees this fail has changed a rule: raise its number, then pin what it makes now."""
    database = Database.open(kept)
    with database.reading() as connection:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)"
        )
        made = {rule: _sum(connection, query) for rule, query in _QUERIES.items()}
    database.close()
    assert {rule: (derived.RULES[rule], of) for rule, of in made.items()} == _PINNED


def _sum(connection, query):
    lines = sorted(repr(tuple(row)) for row in connection.exec_driver_sql(query))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
