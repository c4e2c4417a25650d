"""Every table and column damaged in turn: found by the check, mended by the repair, or harmless."""

import os
import random
from collections.abc import Iterable

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.base.errors import UserError
from app.model.every_entity import entities_by_name
from app.services import care
from app.store.database import Database
from app.store.engine import FILE_NAME
from app.sync.repairing import repair
from tests.sync.damaged_store import Damage, break_by, copied, damages
from tests.sync.living_network import seed_of

_JOURNAL = ("entry", "stream", "epoch", "touch", "segment", "waiting", "erased")
_DERIVED = ("head", "sibling", "quarantine", "face", "unshown", "search_row")
_RECORDS = ("company", "erasure")
_OWN = ("undo_step", "exchange_file", "attachment_content", "attachment_arriving", "moved")
_HEARD = ("receipt", "receipt_waiting", "digest_fault", "attachment_wanted", "device_key", "held")
_APART = {"meta", "search", "alembic_version"}
"""Damaged below in ways of their own; the last is the program's and checked when it is opened."""

_LOG = "the list of files is for people to read; nothing follows from it"
_LATER = "the device's next file replaces all its receipts; until then too much is sent or too late"
_PIECES = "pieces that together are something else are let go of and asked for anew"
_HARMLESS = {
    **{f"exchange_file.{name} {way}": _LOG for name in
       ("id", "direction", "name", "sha256", "device", "at", "result", "detail")
       for way in ("changed", "swapped")},
    **{f"{table}.{name} {way}": _LATER
       for table in ("receipt", "receipt_waiting", "digest_fault", "attachment_wanted")
       for name in ("device", "writer", "scope", "first", "last", "sha256", "since", "pieces")
       for way in ("changed", "swapped")},
    **{f"{table} row gone": _LATER
       for table in ("receipt", "receipt_waiting", "digest_fault", "attachment_wanted")},
    "exchange_file row gone": _LOG,
    "device_key row gone": "the office's list names it; else it is learnt from what is kept",
    "held row gone": "whoever handed it in brings it again: the office has not confirmed it",
    "held.since swapped": "for people to read",
    "attachment_arriving.size changed": _PIECES,
    "attachment_arriving.row changed": "another record's name: the pieces wait for it for a month",
    "attachment_arriving row gone": "the pieces are nobody's, and are sent again when asked for",
    "undo_step.id changed": "it stands at its place in the order all the same",
    "undo_step row gone": "the action can be taken back by hand; its record is whole",
    "segment row gone": "this computer's last entries are signed again with the next export",
    "attachment_content row gone": "its content is asked for, or found in the folder by a repair",
    "waiting row gone": "its numbers are asked for with the next export",
    **{f"search_row{way}": "of a record without words; those with words are damaged below"
       for way in (".n changed", ".row changed", ".entity changed", " row gone")},
    "erased.since changed": "only how long older copies are kept",
}  # fmt: skip


_AT_ONCE = None if os.environ.get("CSR_DAMAGES") == "every" else 7
"""Of one table's damages and of the facts, how many are tried: the proof tries all of them."""


_MENDED = ("lives", "incarnation", "tick", "file_number", "swept", "unswept", "receipt",
           "told-at:", "second-computers:", "double-lives:")  # fmt: skip


@pytest.fixture
def some(template, request):
    """Return a choice of damages that the seed of the network makes again."""
    dice = random.Random(f"{seed_of(template)} {request.node.name}")

    def choose(damages: Iterable[Damage]) -> list[Damage]:
        listed = list(damages)
        return listed if _AT_ONCE is None else dice.sample(listed, min(_AT_ONCE, len(listed)))

    return choose


def faults(folder) -> list:
    database = Database.open(folder)
    try:
        return care.verify(database)
    finally:
        database.close()


@pytest.mark.parametrize("table", _JOURNAL + _DERIVED + _RECORDS + _OWN + _HEARD)
def test_every_damage_to_a_table_is_found_and_mended(healthy, tmp_path, some, table):
    unnoticed, unmended, tried = [], [], 0
    for damage in some(damages(healthy, table, ends=1 if table in _RECORDS else 2)):
        folder = copied(healthy, tmp_path / "office")
        if not break_by(folder, damage):
            continue
        tried += 1
        if faults(folder):
            repair(folder)
            left = faults(folder)
            if left:
                unmended.append((damage.name, left[:2]))
        elif damage.name not in _HARMLESS:
            unnoticed.append(damage.name)
    assert tried or _AT_ONCE
    assert unnoticed == []
    assert unmended == []


_FACTS_LEFT = {
    "shows": "unreadable or gone, all is derived anew when the store is opened",
    "swept": "gone, the next sweep writes it",
    "unswept": "gone, nothing waits to be swept",
    "receipt:": "gone, the next file of the device counts as its latest",
    "receipt-past:": "gone, the next file of the device counts as its latest",
    "lives": "gone, the next life begins the list again",
    "told-at:": "gone, the device's next file tells it",
    "second-computers:": "gone, the next files are counted from the start",
    "double-lives:": "gone, the second computer's next file tells it",
    "promoter": "found by the list of devices where that names one",
}


def test_every_damage_to_a_fact_is_found(healthy, tmp_path, some):
    raw = sqlcipher.connect(str(healthy / FILE_NAME))
    keys = [key for (key,) in raw.execute("SELECT key FROM meta")]
    raw.close()
    unnoticed = []
    ways = ("UPDATE meta SET value = value || 'x'", "DELETE FROM meta")
    every = (Damage(key, (f"{what} WHERE key = '{key}'",)) for key in keys for what in ways)
    for damage in some(every):
        folder = copied(healthy, tmp_path / "office")
        assert break_by(folder, damage)
        try:
            found = faults(folder)
        except UserError:
            continue
        if not found and not damage.name.startswith(tuple(_FACTS_LEFT)):
            unnoticed.append(damage)
        if found and damage.name.startswith(_MENDED):
            repair(folder)
            assert faults(folder) == [], damage
    assert unnoticed == []


def test_every_table_of_a_full_store_is_damaged_and_has_rows(healthy):
    raw = sqlcipher.connect(str(healthy / FILE_NAME))
    kind = "type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'"
    names = {name for (name,) in raw.execute(f"SELECT name FROM sqlite_master WHERE {kind}")}
    tried = {*_JOURNAL, *_DERIVED, *_RECORDS, *_OWN, *_HEARD}
    empty = {name for name in tried if not raw.execute(f"SELECT 1 FROM {name}").fetchone()}
    raw.close()
    assert names - entities_by_name().keys() - tried == _APART
    assert empty == set()


def test_a_healthy_store_has_no_fault_and_stays_as_it_is(healthy, tmp_path):
    folder = copied(healthy, tmp_path / "office")
    assert faults(folder) == []
    done = repair(folder)
    assert (done.cut, done.dropped, done.aside) == ([], [], None)
    assert faults(folder) == []


_OTHERS = "(SELECT n FROM stream WHERE writer NOT LIKE '{own}~%' AND last > 2 LIMIT 1)"
_MORE = {
    "a table gone": ("DROP TABLE task",),
    "an index gone": ("DROP INDEX visit_by_company",),
    "a trigger": ("CREATE TRIGGER evil AFTER INSERT ON task BEGIN DELETE FROM task; END",),
    "a row too many": ("INSERT INTO company(id, scope, deleted) VALUES('ghost', '2816', 0)",),
    "a record in its entity's neighbour": ("INSERT INTO person(id, scope) VALUES('x', '2816')",),
    "a touch too many": ("INSERT INTO touch(row, dot) SELECT 'ghost', max(dot) FROM touch",),
    "an epoch too many": (
        (
            "INSERT INTO epoch(dot, context) SELECT dot, '{}' FROM entry "
            "WHERE dot NOT IN (SELECT dot FROM epoch) LIMIT 1"
        ),
    ),
    "a signature of another gone": (f"DELETE FROM segment WHERE stream={_OTHERS}",),
    "a receipt above what was written": (
        (
            "INSERT OR REPLACE INTO receipt(device, writer, scope, last) "
            "SELECT 'p', writer, scope, last + 9 FROM stream WHERE writer = '{writer}'"
        ),
    ),
    "words that nobody wrote": (
        "INSERT INTO search(rowid, text) SELECT max(n) + 1, 'evil' FROM search_row",
    ),
    "words of nobody": (
        "UPDATE search_row SET n = n + 100000 WHERE n = (SELECT min(n) FROM search_row)",
    ),
    "words of another kind": (
        "UPDATE search_row SET entity = 'poll' WHERE n = (SELECT min(n) FROM search_row)",
    ),
    "words gone": ("DELETE FROM search WHERE rowid = (SELECT min(n) FROM search_row)",),
    "an unsealed entry beyond the end": (
        (
            "INSERT INTO entry(dot, time, head, payload, hash) "
            "SELECT max(dot) + 1, time, head, payload, hash FROM entry"
        ),
    ),
    "an entry of nobody": (
        (
            "INSERT INTO entry(dot, time, head, payload, hash) "
            "SELECT 99 << 32 | 1, time, head, payload, hash FROM entry LIMIT 1"
        ),
    ),
    "a stream cut short": (
        f"DELETE FROM entry WHERE dot >> 32 = {_OTHERS} AND dot & 4294967295 > 1",
    ),
    "a hole": (f"DELETE FROM entry WHERE dot >> 32 = {_OTHERS} AND dot & 4294967295 = 2",),
    "a row that is named as erased and is not": (
        (
            "INSERT INTO erased(scope, row, entity, names, since) "
            "SELECT scope, 'firma-1', entity, names, since FROM erased LIMIT 1"
        ),
    ),
}


@pytest.mark.parametrize("statements", _MORE.values(), ids=_MORE.keys())
def test_other_damage_is_found_and_mended(healthy, tmp_path, statements):
    folder = copied(healthy, tmp_path / "office")
    database = Database.open(folder)
    writer, own = database.who.writer, database.who.device
    database.close()
    named = tuple(one.replace("{writer}", writer).replace("{own}", own) for one in statements)
    assert break_by(folder, Damage("", named)) or "DROP" in named[0] or "CREATE" in named[0]
    assert faults(folder)
    repair(folder)
    assert faults(folder) == []


def test_what_was_erased_and_stands_in_the_clear_again_is_found(healthy, tmp_path):
    folder = copied(healthy, tmp_path / "office")
    raw = sqlcipher.connect(str(folder / FILE_NAME))
    (before,) = raw.execute(
        "SELECT payload FROM entry JOIN touch USING(dot) WHERE row='osoba-1' ORDER BY dot LIMIT 1"
    ).fetchone()
    raw.close()
    assert before.endswith(b"\t")
    statement = "UPDATE person SET last_name='Wójcik', sort_key='w' WHERE id='osoba-1'"
    assert break_by(folder, Damage("", (statement,)))
    assert faults(folder)
    repair(folder)
    assert faults(folder) == []


@pytest.mark.parametrize(("kept", "left"), [("bytes", 1), ("CAST('x' AS BLOB)", 0)])
def test_a_held_segment_is_checked_like_a_waiting_one(healthy, tmp_path, kept, left):
    folder = copied(healthy, tmp_path / "office")
    statement = (
        "INSERT INTO held(writer, scope, first, last, sum, bytes, reason, since) "
        f"SELECT writer, scope, first, last, 'x', {kept}, 'history', '2026-11-20' FROM waiting"
    )
    assert break_by(folder, Damage("", (statement,)))
    assert len(faults(folder)) == 1
    assert len(repair(folder).dropped) == 1 - left
    assert faults(folder) == []
    raw = sqlcipher.connect(str(folder / FILE_NAME))
    kept_on = raw.execute("SELECT count(*) FROM held WHERE reason='history'").fetchone()
    raw.close()
    assert kept_on == (left,)
