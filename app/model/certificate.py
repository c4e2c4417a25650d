"""A certificate: the number under which one participation was certified."""

from datetime import date

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.entity import About, Entity
from app.model.field import day, reference, text


class Certificate(Entity):
    """A given certificate; two of one participation, given out apart, both stay in the register."""

    __tablename__ = "certificate"
    about = About(
        N_("Certificate of attendance"),
        N_("Certificates of attendance"),
        title=("number",),
        scope=("participation",),
        order=("number",),
        searched=("number",),
    )

    number: Mapped[str] = text(N_("Number"), required=True)
    participation: Mapped[str] = reference(N_("Participation"), "participation", required=True)
    issued: Mapped[date] = day(N_("Issued on"), required=True)
    reissued: Mapped[date | None] = day(N_("Printed again on"), merge="latest")
