"""A segment is taken as it was signed or not at all."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.entry import decode
from app.sync.refusal import Refused
from app.sync.segment import assemble, read_segment, seal
from tests.sync.made_up_network import (
    ELK,
    NETWORK,
    OFFICE,
    PISZ,
    ROOT,
    START,
    STRANGER,
    compact,
    entry,
    segment,
)

WHOLE = segment()
BYTES = WHOLE.to_bytes()


def read(data):
    return read_segment(data, NETWORK, ROOT)


def with_header(**changed):
    line, _, rest = BYTES.partition(b"\n")
    return compact(json.loads(line) | changed) + b"\n" + rest


def test_a_segment_comes_back_whole():
    found = read(BYTES)
    assert found == WHOLE
    assert found.to_bytes() == BYTES
    assert (found.first, found.last, found.before) == (1, 3, START)
    assert found.entries[-1].hash == found.after
    assert found.entries[1].number == 2
    assert found.entries[1].changes() == [
        ("company", "row-2", {"name": "Piekarnia Łódź", "deleted": 0})
    ]


def test_it_is_put_together_again_from_its_kept_parts():
    parts = ((line.head, line.payload) for line in WHOLE.entries)
    assert assemble(WHOLE.header_line, parts) == BYTES


def test_the_next_segment_follows_the_one_before():
    following = segment(first=4, last=5, before=WHOLE.after)
    assert read(following.to_bytes()).before == WHOLE.after


def test_what_the_writer_had_seen_is_told():
    entries = [entry(1, c={"office-0001~1": 5}), entry(2)]
    sealed = seal(PISZ.keys, PISZ.certificate, NETWORK, PISZ.writer, "2816", START, entries)
    found = read(sealed.to_bytes())
    assert [line.context for line in found.entries] == [{"office-0001~1": 5}, None]


def test_the_office_writes_every_scope():
    for scope in ("network", "office", "2816"):
        assert read(segment(OFFICE, scope).to_bytes()).scope == scope


@pytest.mark.parametrize("scope", ["network", "office", "2805"])
def test_a_laptop_may_not_write_what_is_not_its_own(scope):
    with pytest.raises(Refused, match="may not write"):
        read(segment(PISZ, scope).to_bytes())


def test_a_segment_of_another_network_is_refused():
    stranger = segment(STRANGER, network="another").to_bytes()
    with pytest.raises(Refused, match="not confirmed"):
        read(stranger)
    with pytest.raises(Refused, match="another network"):
        read_segment(BYTES, "another", ROOT)


def test_nobody_signs_in_anothers_name():
    entries = [entry(1)]
    for certificate in (PISZ.certificate, ELK.certificate):
        forged = seal(ELK.keys, certificate, NETWORK, PISZ.writer, "2816", START, entries)
        with pytest.raises(Refused, match="not signed by it"):
            read(forged.to_bytes())


def test_a_certificate_of_ones_own_making_is_refused():
    grand = replace(PISZ.certificate, role="office")
    forged = seal(PISZ.keys, grand, NETWORK, PISZ.writer, "network", START, [entry(1)])
    with pytest.raises(Refused, match="not confirmed"):
        read(forged.to_bytes())


@pytest.mark.parametrize(
    "change",
    [
        {"writer": "laptop-pisz~2"},
        {"writer": "laptop-pisz"},
        {"scope": "2805"},
        {"scope": "2816\n"},
        {"first": 2},
        {"first": 0},
        {"first": True},
        {"last": 4},
        {"last": 2},
        {"last": 1e3},
        {"before": "1" * 64},
        {"before": "0" * 63},
        {"after": "1" * 64},
        {"signature": ""},
        {"signature": None},
        {"certificate": {}},
        {"certificate": ELK.certificate.as_dict()},
        {"format": 0},
        {"format": None},
    ],
)
def test_an_altered_header_is_refused(change):
    with pytest.raises(Refused):
        read(with_header(**change))


def test_a_newer_format_asks_for_an_update():
    with pytest.raises(Refused, match="newer version"):
        read(with_header(format=2))


@pytest.mark.parametrize(
    "changed",
    [
        {"n": 2},
        {"t": -1},
        {"t": 2**63},
        {"t": "1"},
        {"a": 5},
        {"b": []},
        {"b": "\ud800"},
        {"c": {"x": 1}},
        {"c": {"a~1": -1}},
        {"c": []},
    ],
)
def test_a_signed_entry_of_the_wrong_shape_is_refused(changed):
    payload = b"[]"
    body = {"n": 1, "t": 1, "a": None, "b": ""} | changed
    good, _ = entry(1, payload=payload)
    tail = good[good.index(b',"p":') :]
    head = json.dumps(body).encode()[:-1] + tail
    sealed = segment(last=1)
    forged = _signed(sealed, head, payload)
    with pytest.raises(Refused):
        read(forged)


def _signed(sealed, head, payload):
    from hashlib import sha256

    after = sha256(START + head).hexdigest()
    parts = (NETWORK, sealed.writer, sealed.scope, "1", "1", START.hex(), after)
    signature = PISZ.keys.sign(b"centrum-csr segment 1\n" + "\n".join(parts).encode())
    line = compact(json.loads(sealed.header_line) | {"after": after, "signature": signature})
    return assemble(line, [(head, payload)])


def test_a_signed_entry_of_the_right_shape_is_taken():
    head, payload = entry(1)
    (line,) = read(_signed(segment(last=1), head, payload)).entries
    assert decode(line.head, line.payload).label == "Zapisano firmę"


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{}",
        b"[]",
        b"[[]]",
        b'["",[]]',
        b"[1]",
        b'["",1]',
        b'[5,["company","x",{}]]',
        b'["",["company","x"]]',
        b'["",["company",5,{}]]',
        b'["",["company","x",{"a":[]}]]',
        b'["",["company","x",{"a":true}]]',
        b'["",["company","x",{"a":NaN}]]',
        b'["",["company","x",{"a":1e999}]]',
        b'["",["company","x",{"a":9223372036854775808}]]',
        b'["",["company","x",{"a":-9223372036854775809}]]',
        b'["",["company","x",{"a":18446744073709551616}]]',
        b'["",["company","x",{"a":"\\ud800"}]]',
        b'["",["company","x",{}]] ',
        b' ["",["company","x",{}]]',
        b"\xff",
        b"[" * 100_000,
        compact(["", ["company", "x", {"name phone": "1"}]]),
        compact(["", ["company", "x", {"": "1"}]]),
    ],
)
def test_changes_of_the_wrong_shape_are_refused(payload):
    entries = [entry(1, payload=payload)]
    sealed = seal(PISZ.keys, PISZ.certificate, NETWORK, PISZ.writer, "2816", START, entries)
    with pytest.raises(Refused):
        read(sealed.to_bytes()).entries[0].changes()


@pytest.mark.parametrize(
    "number", [-(2**63), 2**63 - 1, 0, -0.0, 0.1, 5e-324, 1.7976931348623157e308, 2.0**64]
)
def test_a_number_is_read_as_it_was_written(number):
    payload = compact(["", ["company", "x", {"a": number, "b": "Łódź", "c": None}]])
    entries = [entry(1, payload=payload)]
    sealed = seal(PISZ.keys, PISZ.certificate, NETWORK, PISZ.writer, "2816", START, entries)
    ((_entity, _row, fields),) = read(sealed.to_bytes()).entries[0].changes()
    assert repr(fields) == repr({"a": number, "b": "Łódź", "c": None})


def test_a_backslash_in_a_text_is_no_surrogate():
    payload = compact(["", ["company", "x", {"name": "C:\\udane"}]])
    sealed = seal(
        PISZ.keys,
        PISZ.certificate,
        NETWORK,
        PISZ.writer,
        "2816",
        START,
        [entry(1, payload=payload)],
    )
    assert sealed.entries[0].changes() == [("company", "x", {"name": "C:\\udane"})]


def test_cut_anywhere_it_is_refused():
    for length in range(len(BYTES)):
        with pytest.raises(Refused):
            read(BYTES[:length])


@given(st.integers(0, len(BYTES) * 8 - 1))
def test_one_bit_flipped_anywhere_is_refused(place):
    flipped = bytearray(BYTES)
    flipped[place // 8] ^= 1 << place % 8
    with pytest.raises(Refused):
        read(bytes(flipped))


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data):
    with pytest.raises(Refused):
        read(data)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_json_is_refused(value):
    with pytest.raises(Refused):
        read(json.dumps(value).encode() + b"\n[]\n[]\n")


@pytest.mark.parametrize(("one", "other"), [(1, 3), (2, 4), (1, 2)])
def test_lines_out_of_their_order_are_refused(one, other):
    lines = BYTES.split(b"\n")
    lines[one], lines[other] = lines[other], lines[one]
    with pytest.raises(Refused):
        read(b"\n".join(lines))
