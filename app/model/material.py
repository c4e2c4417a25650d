"""A material that promoters hand out."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.model.entity import NETWORK, About, Entity, Problem
from app.model.field import Choice, choice, number, text
from app.model.person import PersonLanguage


class MaterialKind(Choice):
    """What sort of material it is."""

    LEAFLET = "leaflet", N_("Leaflet")
    BROCHURE = "brochure", N_("Brochure")
    POSTER = "poster", N_("Poster")
    GADGET = "gadget", N_("Gift")
    FORM = "form", N_("Paper form")
    OTHER = "other", N_("Other")


class Material(Entity):
    """An item of the catalogue; its stock is the sum of its moves, never typed."""

    __tablename__ = "material"
    about = About(
        N_("Material"),
        N_("Materials"),
        title=("name",),
        scope=NETWORK,
        order=("name",),
        searched=("name", "code"),
    )

    code: Mapped[str] = text(N_("Code"), required=True)
    name: Mapped[str] = text(N_("Name"), required=True)
    kind: Mapped[str] = choice(N_("Kind"), MaterialKind, required=True)
    version: Mapped[str | None] = text(N_("Version"))
    language: Mapped[str | None] = choice(N_("Language"), PersonLanguage)
    minimum: Mapped[int | None] = number(N_("Minimum stock"))
    template: Mapped[str | None] = text(N_("Leaflet template"))

    def check(self) -> Iterator[Problem]:
        """Yield a negative minimum."""
        if self.minimum is not None and self.minimum < 0:
            yield Problem("minimum", _("A minimum cannot be negative."))
