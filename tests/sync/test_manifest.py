"""What a manifest says is read through one door: each name and value is of its kind."""

import json

import pytest

from app.sync.manifest import read_manifest
from tests.sync.made_up_network import NETWORK, PISZ, ROOT, manifest

_HALF = "\ud800"
"""Half of a surrogate pair: JSON may say it, no table and no file can hold it."""
_MARKS = {1: "0" * 16}
_ODD = {
    "marks": ({_HALF: {PISZ.writer: _MARKS}}, {"2816": {_HALF: _MARKS}}, {"2816": {"": _MARKS}}),
    "digests": ({_HALF: "abc"}, {"2816": _HALF}, {"../2816": "abc"}),
    "knowledge": ({_HALF: {}}, {"2816": {_HALF: 1}}),
    "waiting": ({"2816": {_HALF: [[1, 2]]}},),
    "doubled": ([_HALF], [7], ["x"]),
    "signed": ([_HALF], [7]),
    "made": (_HALF,),
    "app": (_HALF,),
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in _ODD.items() for value in values]
)
def test_no_odd_name_or_value_gets_past_the_door(name, value):
    said = json.loads(manifest(marks={"2816": {PISZ.writer: _MARKS}}).to_bytes())
    assert read_manifest(json.dumps(said).encode(), NETWORK, ROOT).marks
    data = json.dumps(said | {name: value}).encode()
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever kind: the file is refused
        read_manifest(data, NETWORK, ROOT)
