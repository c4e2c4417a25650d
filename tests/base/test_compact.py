"""Compact JSON: what a stranger's reader makes of it."""

import json

import pytest

from app.base.compact import encode


@pytest.mark.parametrize(
    "value",
    ["Zażółć „gęślą” 🦊", "a\tb\nc\0d", 2**63 - 1, -0.0, None, ["a", {"b": [1, None]}]],
)
def test_every_reader_gets_back_what_was_written(value):
    written = encode(value)
    assert json.loads(written) == value
    assert b"\t" not in written
    assert b"\n" not in written
    assert b" " not in encode({"a": [1, 2]})
