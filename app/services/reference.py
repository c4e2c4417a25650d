"""The reference data of a new network: its Centres and the first materials."""

from collections.abc import Iterator

from app.base.i18n import N_, _
from app.model import territory
from app.model.centre import Centre, CentreKind
from app.model.entity import Entity
from app.model.material import Material, MaterialKind
from app.model.person import PersonLanguage
from app.services import records

_TOWNS = {
    "2805": "Ełk",
    "2806": "Giżycko",
    "2807": "Iława",
    "2808": "Kętrzyn",
    "2809": "Lidzbark Warmiński",
    "2814": "Olsztyn",
    "2815": "Ostróda",
    "2816": "Pisz",
}
_REGIONAL = "2814"
_MATERIALS = (
    ("UL-CSR", N_("Leaflet “CSR in a small company”"), MaterialKind.LEAFLET, "trifold"),
    ("UL-FLEX", N_("Leaflet “Flexicurity for employers”"), MaterialKind.LEAFLET, "trifold"),
    ("BR-STD", N_("Brochure “CSR standards”"), MaterialKind.BROCHURE, None),
)


def rows() -> Iterator[Entity]:
    """Yield a regional Centre, seven county Centres and the first materials, unsaved."""
    for county in territory.NETWORK_COUNTIES:
        regional = county == _REGIONAL
        name = _("Regional CSR Centre in {town}") if regional else _("CSR Centre in {town}")
        yield records.new(
            Centre,
            code=f"C{county[2:]}",
            name=name.format(town=_TOWNS[county]),
            kind=CentreKind.REGIONAL if regional else CentreKind.COUNTY,
            county=territory.OLSZTYN_CITY if regional else county,
            opening_hours=_("Mon–Fri 8:00–16:00"),
        )
    for code, name, kind, template in _MATERIALS:
        yield records.new(
            Material,
            code=code,
            name=_(name),
            kind=kind,
            language=PersonLanguage.PL,
            minimum=50,
            template=template,
        )
