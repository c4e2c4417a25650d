"""The record of an attached file; the file itself is named by its SHA-256."""

import re
from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.model.entity import About, Entity, Problem
from app.model.field import flag, number, reference, text

LARGEST = 100_000_000
"""Bytes of one attached file: what a stick and a slow laptop carry without a thought."""
OWNERS = ("company", "visit", "event", "leaflet")
"""The fields of which one says to which record a file is attached."""

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Attachment(Entity):
    """A photo or paper that belongs to a company, a visit, an event or a leaflet."""

    __tablename__ = "attachment"
    about = About(
        N_("Attachment"),
        N_("Attachments"),
        title=("name",),
        scope=OWNERS,
        searched=("name",),
    )

    sha256: Mapped[str] = text(N_("SHA-256"), required=True, personal=True)
    name: Mapped[str] = text(N_("File name"), required=True, personal=True)
    media_type: Mapped[str | None] = text(N_("Type"))
    size: Mapped[int | None] = number(N_("Size in bytes"))
    alt_text: Mapped[str | None] = text(N_("Description for screen readers"), personal=True)
    company: Mapped[str | None] = reference(N_("Company"), "company")
    visit: Mapped[str | None] = reference(N_("Visit"), "visit")
    event: Mapped[str | None] = reference(N_("Event"), "event")
    leaflet: Mapped[str | None] = reference(N_("Leaflet"), "leaflet")
    people_shown: Mapped[str | None] = text(N_("Who is seen"), personal=True)
    people_agreed: Mapped[bool | None] = flag(N_("They agreed to being shown"))

    def check(self) -> Iterator[Problem]:
        """Yield a content that no file can have, and that nothing says where it belongs."""
        if not is_content_name(self.sha256):
            yield Problem("sha256", _("An attached file is named by its SHA-256, 64 digits."))
        if self.size is not None and not 0 <= self.size <= LARGEST:
            yield Problem("size", _("An attached file has at most 100 MB."))
        if not any(getattr(self, name) for name in OWNERS):
            yield Problem(
                "visit", _("Say to which company, visit, event or leaflet the file belongs.")
            )


def is_content_name(sha256: object) -> bool:
    """Tell whether a value can name a content; one from another store may be anything."""
    return isinstance(sha256, str) and _SHA256.fullmatch(sha256) is not None
