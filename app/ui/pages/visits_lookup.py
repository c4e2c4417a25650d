"""What the form of a visit finds as one types: people of the company first, materials in stock."""

from app.base.formats import format_number
from app.base.i18n import _
from app.base.text import fold
from app.services import centres, people, stock
from app.ui.context import Context
from app.ui.search_box import Found


def people_found(context: Context, company: str, typed: str) -> list[Found]:
    """Return people who fit what is typed, those of the company first."""
    own = context.read(people.of_company, company) if company else []
    named = [(one.id, " · ".join(filter(None, (one.name, one.function)))) for one in own]
    words = fold(typed).split()
    fitting = [found for found in named if all(word in fold(found[1]) for word in words)]
    known = {found[0] for found in fitting}
    more = context.lookup("person", typed) if words or not fitting else []
    return fitting + [found for found in more if found[0] not in known]


def with_stock(context: Context, material: str) -> str:
    """Return a material's name, with what one's own Centre has left of it."""
    centre = context.read(centres.own, context.who.promoter)
    name = context.title("material", material)
    if centre is None:
        return name
    left = context.read(stock.quantity, material, centre.id)
    return _("{material} ({n} left)").format(material=name, n=format_number(left))
