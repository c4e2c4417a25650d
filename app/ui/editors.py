"""Which editor a field gets, by what its entity says of it."""

from collections.abc import Callable
from functools import partial

from app.base.i18n import _
from app.model import territory
from app.model.field import Field, Kind
from app.ui.context import Context
from app.ui.day_fields import DateEditor, MomentEditor
from app.ui.form_fields import Editor, FlagEditor, LongTextEditor, NumberEditor, TextEditor
from app.ui.pick_fields import ChipsEditor, ManyEditor, PickEditor
from app.ui.search_box import Found, lookup_among

_FEW = 6
_WIDE_TARGETS = frozenset({"company"})
"""What has long names."""
_WIDE_KINDS = frozenset({Kind.LONG_TEXT, Kind.CHOICES, Kind.REFERENCES})


def editor_for(field: Field, context: Context) -> Editor:
    """Return an editor for a field.

    Args:
        field: described by its entity.
        context: finds and names the records that a reference may point to.
    """
    if is_county(field):
        return _county_editor(field)
    maker = _MAKERS.get(field.kind)
    if maker is not None:
        return maker(_(field.label))
    if field.choices is not None:
        return _choice_editor(field)
    lookup = partial(context.lookup, field.target)
    title = partial(context.title, field.target)
    picker = ManyEditor if field.kind is Kind.REFERENCES else PickEditor
    return picker(lookup, title, _(field.label))


def is_county(field: Field) -> bool:
    """Tell whether a field holds a county's code, or several."""
    return field.name == "county" or field.name.endswith(("_county", "counties"))


def is_wide(field: Field) -> bool:
    """Tell whether a form gives the field a whole line."""
    if field.kind in _WIDE_KINDS or field.target in _WIDE_TARGETS:
        return True
    return field.choices is not None and len(field.choices) <= _FEW and len(field.choices) > 4


def counties() -> list[Found]:
    """Return the network's counties and the city that works with one of them, by name."""
    codes = (*territory.NETWORK_COUNTIES, territory.OLSZTYN_CITY)
    return [(code, territory.county_name(code)) for code in codes]


def _county_editor(field: Field) -> Editor:
    label = _(field.label)
    if field.kind is Kind.REFERENCES:
        return ChipsEditor(counties(), label, several=True, required=field.required)
    return PickEditor(lookup_among(counties()), territory.county_name, label)


def _choice_editor(field: Field) -> Editor:
    label = _(field.label)
    options = [(str(one.value), _(one.label)) for one in field.choices or ()]
    several = field.kind is Kind.CHOICES
    if several or len(options) <= _FEW:
        return ChipsEditor(options, label, several=several, required=field.required)
    titles = dict(options)
    return PickEditor(lookup_among(options), lambda value: titles.get(value, value), label)


_MAKERS: dict[Kind, Callable[[str], Editor]] = {
    Kind.TEXT: TextEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.NUMBER: NumberEditor,
    Kind.FLAG: FlagEditor,
    Kind.DATE: DateEditor,
    Kind.MOMENT: MomentEditor,
}
