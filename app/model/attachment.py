"""The record of an attached file; the file itself is named by its SHA-256."""

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.entity import About, Entity
from app.model.field import number, reference, text


class Attachment(Entity):
    """A photo or paper that belongs to a company, a visit or an event."""

    __tablename__ = "attachment"
    about = About(
        N_("Attachment"),
        N_("Attachments"),
        title=("name",),
        scope=("company", "visit", "event"),
        searched=("name",),
    )

    sha256: Mapped[str] = text(N_("SHA-256"), required=True)
    name: Mapped[str] = text(N_("File name"), required=True)
    media_type: Mapped[str | None] = text(N_("Type"))
    size: Mapped[int | None] = number(N_("Size in bytes"))
    alt_text: Mapped[str | None] = text(N_("Description for screen readers"), personal=True)
    company: Mapped[str | None] = reference(N_("Company"), "company")
    visit: Mapped[str | None] = reference(N_("Visit"), "visit")
    event: Mapped[str | None] = reference(N_("Event"), "event")
