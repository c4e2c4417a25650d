"""JSON that is almost right: one value of it replaced, doubled, left out or put elsewhere."""

import copy
import json
from typing import Any

from hypothesis import strategies as st

_MARK = "\x00raw:"
_HALF = "\ud800"
"""Half of a surrogate pair: JSON may escape it, no table and no file can hold it."""
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    2**31,
    2**32,
    2**53,
    2**63,
    10**30,
    "",
    "x",
    " ",
    "\0",
    "../x",
    "/etc/passwd",
    "Ł" * 300,
    "a" * 70_000,
    "company",
    "erasure",
    "network",
    "office",
    "2805",
    "deleted",
    "id",
    "scope",
    [],
    {},
    [[]],
    [None],
    ["company", "firma-0", {"name": "x"}],
    {"": None},
    {"deleted": 7},
    {"name": {"a": 1}},
)
"""Values that do not belong there."""
RAW = (
    "NaN",
    "-Infinity",
    "1e999",
    "-0.0",
    "1E400",
    "9" * 5_000,
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u0000"',
    '"\\u0009"',
    "[" * 100_000,
    "[" * 500 + "]" * 500,
    '{"a":' * 3_000 + "1" + "}" * 3_000,
    '{"a":1,"a":2}',
    "tru",
    "",
    "1 2",
    "\ufeff1",
)
"""Texts in a value's place that the encoder would not write."""


def paths(value: Any, here: tuple = ()) -> list[tuple]:
    """Return the ways to every value inside one, itself first."""
    found = [here]
    if isinstance(value, dict):
        for key in value:
            found += paths(value[key], (*here, key))
    elif isinstance(value, list):
        for place in range(len(value)):
            found += paths(value[place], (*here, place))
    return found


@st.composite
def changed(draw, value: Any) -> str:
    """Return JSON of a value of which one thing or two were changed."""
    value = json.loads(json.dumps(value))
    for _ in range(draw(st.integers(1, 2))):
        value = _changed_once(draw, value)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for place, raw in enumerate(RAW):
        text = text.replace(json.dumps(f"{_MARK}{place}"), raw)
    return text.replace(_HALF, json.dumps(_HALF).strip('"'))


def _changed_once(draw, value: Any) -> Any:
    way = draw(st.sampled_from(paths(value)))
    if not way:
        return _odd(draw)
    *above, last = way
    holder = value
    for step in above:
        holder = holder[step]
    deed = draw(st.sampled_from(("odd", "odd", "drop", "double", "swap", "near")))
    if deed == "odd":
        holder[last] = _odd(draw)
    elif deed == "drop":
        del holder[last]
    elif deed == "double" and isinstance(holder, list):
        holder.insert(last, holder[last])
    elif deed == "double":
        holder[_other_name(draw, last)] = holder[last]
    elif deed == "near":
        holder[last] = _near(draw, holder[last])
    else:
        other = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else [0, -1]))
        holder[last], holder[other] = holder[other], holder[last]
    return value


def _near(draw, value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + draw(st.sampled_from((-1, 1, 2**32)))
    if isinstance(value, str) and value:
        place = draw(st.integers(0, len(value) - 1))
        return value[:place] + draw(st.sampled_from(("", "0", "ó", "~", "\n"))) + value[place + 1 :]
    return [value]


def _other_name(draw, name: str) -> str:
    return draw(
        st.sampled_from((f"{name}x", _HALF, "", "\0", "ł", "x" * 5_000, "../x", "-1", "9" * 5_000))
    )


def _odd(draw) -> Any:
    if draw(st.booleans()):
        return copy.deepcopy(draw(st.sampled_from(ODD)))  # it may be changed once more
    return f"{_MARK}{draw(st.integers(0, len(RAW) - 1))}"
