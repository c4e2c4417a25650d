"""Personal values stand under salted hashes: blanked, the rest still holds."""

import json
from hashlib import sha256

import pytest

from app.store import veil
from app.store.entry import Entry, decode, read_payload

PERSON = ("person", "p-1", {"first_name": "Żaneta", "last_name": "Łoś", "county": "2816"})
VISIT = ("visit", "v-1", {"note": "Rozmowa z panią Łoś", "company": "c-1"})
COMPANY = ("company", "c-1", {"name": "Tartak"})


def lines(*changes, label="Zapisano: Żaneta Łoś"):
    return Entry(1, 5, "anna", label, "batch", None, list(changes)).encode()


def test_what_names_nobody_is_written_plainly():
    _head, payload = lines(COMPANY, label="Zapisano: Tartak")
    assert json.loads(payload) == ["Zapisano: Tartak", ["company", "c-1", {"name": "Tartak"}]]


def test_a_payload_with_personal_values_reads_back_as_it_was_written():
    head, payload = lines(PERSON, COMPANY, VISIT)
    assert read_payload(payload) == ("Zapisano: Żaneta Łoś", [PERSON, COMPANY, VISIT])
    assert decode(head, payload).label == "Zapisano: Żaneta Łoś"
    veil.check(head, payload)


def test_the_fields_keep_their_order():
    _head, payload = lines(PERSON)
    ((_entity, _row, fields),) = read_payload(payload)[1]
    assert list(fields) == ["first_name", "last_name", "county"]


def test_one_name_is_hidden_differently_each_time():
    assert lines(PERSON)[1].split(b"\t")[0] != lines(PERSON)[1].split(b"\t")[0]


def test_a_blanked_payload_keeps_all_but_the_row_and_the_words():
    head, payload = lines(PERSON, COMPANY, VISIT)
    blanked = veil.blanked(payload, {"p-1": frozenset()})
    assert "Łoś" in payload.decode()
    assert blanked.decode().count("Łoś") == 1  # the visit's note has not been erased
    label, changes = read_payload(blanked)
    gone = ("person", "p-1", {"first_name": None, "last_name": None, "county": "2816"})
    assert (label, changes) == ("", [gone, COMPANY, VISIT])
    veil.check(head, blanked)
    assert veil.blanked(blanked, {"p-1": frozenset()}) == blanked


def test_only_an_erasure_of_the_row_excuses_what_is_missing():
    _head, payload = lines(PERSON, VISIT)
    assert veil.is_covered(payload, set())
    blanked = veil.blanked(payload, {"p-1": frozenset()})
    assert veil.is_covered(blanked, {"p-1", "x"})
    assert not veil.is_covered(blanked, {"v-1"})
    both = veil.blanked(payload, {"p-1": frozenset(), "v-1": frozenset()})
    assert not veil.is_covered(both, {"p-1"})
    assert veil.is_covered(both, {"p-1", "v-1"})


def test_the_words_go_with_any_row_that_is_erased():
    head, payload = lines(("attendance", "a-1", {"person": "p-1"}), label="Obecna: Żaneta Łoś")
    blanked = veil.blanked(payload, {"a-1": frozenset()})
    assert read_payload(blanked) == ("", [("attendance", "a-1", {"person": "p-1"})])
    assert b"aneta" not in blanked
    assert veil.is_covered(blanked, {"a-1"})
    assert not veil.is_covered(blanked, {"p-1"})
    veil.check(head, blanked)


def test_what_is_not_erased_stays_byte_for_byte():
    _head, payload = lines(PERSON)
    assert veil.blanked(payload, {"other": frozenset()}) == payload


def _changed(payload: bytes, old: str, new: str) -> bytes:
    assert old.encode() in payload
    return payload.replace(old.encode(), new.encode())


@pytest.mark.parametrize(
    "change",
    [
        lambda payload: _changed(payload, "Żaneta", "Danuta"),
        lambda payload: _changed(payload, "2816", "2805"),
        lambda payload: payload + b"\t",
        lambda payload: payload.rpartition(b"\t")[0],
        lambda payload: payload.partition(b"\t")[0],
        lambda payload: payload.replace(b"\t", b"\t\t", 1),
        lambda payload: b'{"blanked":' + payload.partition(b"\t")[0] + b"}",
    ],
)
def test_nobody_can_change_what_is_written(change):
    head, payload = lines(PERSON, VISIT)
    with pytest.raises(ValueError, match="payload"):
        veil.check(head, change(payload))


def test_remains_of_a_blanked_payload_cannot_be_changed():
    head, payload = lines(PERSON)
    blanked = veil.blanked(payload, {"p-1": frozenset()})
    with pytest.raises(ValueError, match="payload"):
        veil.check(head, _changed(blanked, "2816", "2805"))


# -- what an earlier version wrote: everything in the clear -----------------------------------


def old_lines(*changes, label="Zapisano: Żaneta Łoś"):
    payload = json.dumps([label, *changes], ensure_ascii=False, separators=(",", ":")).encode()
    head = {"n": 1, "t": 5, "a": "anna", "b": "batch", "p": sha256(payload).hexdigest()}
    return json.dumps(head, separators=(",", ":")).encode(), payload


def test_an_old_payload_is_blanked_where_the_erasure_says():
    head, payload = old_lines(PERSON, COMPANY)
    names = frozenset({"first_name", "last_name"})
    blanked = veil.blanked(payload, {"p-1": names})
    gone = ("person", "p-1", {"first_name": None, "last_name": None, "county": "2816"})
    assert read_payload(blanked) == ("", [gone, COMPANY])
    assert veil.is_covered(blanked, {"p-1"})
    assert not veil.is_covered(blanked, {"c-1"})
    veil.check(head, blanked)
    assert veil.blanked(blanked, {"p-1": names}) == blanked


def test_two_rows_of_an_old_payload_are_blanked_one_after_the_other_or_at_once():
    _head, payload = old_lines(PERSON, VISIT)
    erased = {"p-1": frozenset({"first_name", "last_name"}), "v-1": frozenset({"note"})}
    at_once = veil.blanked(payload, erased)
    first = veil.blanked(payload, {"v-1": erased["v-1"]})
    assert first != at_once
    assert veil.blanked(first, erased) == at_once
    assert b"\xc5\x81o\xc5\x9b" not in at_once
