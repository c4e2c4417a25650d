"""A task: what somebody is to do by a day."""

from datetime import date

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.entity import About, Entity
from app.model.field import day, flag, reference, text


class Task(Entity):
    """Something to do, linked to any record."""

    __tablename__ = "task"
    about = About(
        N_("Task"),
        N_("Tasks"),
        title=("title",),
        scope=("company", "visit"),
        searched=("title",),
    )

    title: Mapped[str] = text(N_("Title"), required=True)
    due: Mapped[date] = day(N_("Due"), required=True)
    owner: Mapped[str] = reference(N_("Owner"), "promoter", required=True)
    company: Mapped[str | None] = reference(N_("Company"), "company")
    visit: Mapped[str | None] = reference(N_("Visit"), "visit")
    link_entity: Mapped[str | None] = text(N_("Linked to"), hidden=True)
    link_row: Mapped[str | None] = text(N_("Linked record"), hidden=True)
    done: Mapped[bool | None] = flag(N_("Done"))
    snoozed_to: Mapped[date | None] = day(N_("Snoozed to"))
