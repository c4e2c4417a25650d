"""A leaflet that a Centre prints, with its own texts."""

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.entity import About, Entity
from app.model.field import choice, long_text, reference, text
from app.model.person import PersonLanguage


class Leaflet(Entity):
    """A template filled for one Centre; empty texts mean the template's own."""

    __tablename__ = "leaflet"
    about = About(
        N_("Leaflet"),
        N_("Leaflets"),
        title=("title",),
        scope=("centre",),
        order=("title",),
        searched=("title",),
    )

    title: Mapped[str] = text(N_("Title"), required=True)
    template: Mapped[str] = text(N_("Template"), required=True)
    centre: Mapped[str] = reference(N_("Centre"), "centre", required=True)
    language: Mapped[str] = choice(N_("Language"), PersonLanguage, required=True)
    material: Mapped[str | None] = reference(N_("Material"), "material")
    headline: Mapped[str | None] = text(N_("Headline"))
    introduction: Mapped[str | None] = long_text(N_("Introduction"))
    link: Mapped[str | None] = text(N_("Link in the QR code"))
