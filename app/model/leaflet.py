"""A leaflet that a Centre prints, with its own texts."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.model.entity import About, Entity, Problem
from app.model.field import Choice, choice, flag, long_text, number, reference, text
from app.model.person import PersonLanguage

FLAP_MM = (90, 98)
"""The narrowest and the widest flap of a tri-fold: it folds in between the two other panels."""


class LeafletTemplate(Choice):
    """What a leaflet is printed as; the stored texts are the names that the documents know."""

    TRIFOLD = "trifold", N_("A4 tri-fold")
    A5 = "a5", N_("A5 leaflet")
    A6 = "a6", N_("A6 card")
    POSTER_A4 = "poster-a4", N_("A4 poster")
    POSTER_A3 = "poster-a3", N_("A3 poster")


class Leaflet(Entity):
    """A template filled for one Centre; empty texts mean the template's own.

    Its own blocks are `leaflet_block` rows; `headline`, `introduction` and `link` stand in for
    the template's where it has none of its own.
    """

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
    template: Mapped[str] = choice(N_("Template"), LeafletTemplate, required=True)
    centre: Mapped[str] = reference(N_("Centre"), "centre", required=True)
    language: Mapped[str] = choice(N_("Language"), PersonLanguage, required=True)
    material: Mapped[str | None] = reference(N_("Material"), "material")
    headline: Mapped[str | None] = text(N_("Headline"))
    introduction: Mapped[str | None] = long_text(N_("Introduction"))
    link: Mapped[str | None] = text(N_("Link in the QR code"))
    design: Mapped[str | None] = text(N_("Design"))
    version: Mapped[int | None] = number(N_("Version"), help=N_("Empty is the first one."))
    origin: Mapped[str | None] = reference(N_("Made from"), "leaflet")
    is_template: Mapped[bool | None] = flag(N_("Template of the Centre"))
    flap_mm: Mapped[int | None] = number(
        N_("Width of the flap in mm"), help=N_("Of a tri-fold; empty is 97.")
    )

    def check(self) -> Iterator[Problem]:
        """Yield a version below one and a flap that could not be folded in."""
        if self.version is not None and self.version < 1:
            yield Problem("version", _("The first version is number 1."))
        least, most = FLAP_MM
        if self.flap_mm is not None and not least <= self.flap_mm <= most:
            text = _("The flap is {least} to {most} mm wide.")
            yield Problem("flap_mm", text.format(least=least, most=most))
