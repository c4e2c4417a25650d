"""An erasure: a row whose personal values no store keeps any more."""

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.base.ids import derived_id
from app.model.entity import About, Entity
from app.model.field import text


class Erasure(Entity):
    """Names one row; it lives where the row lives, wins against every change and never ends.

    Who may write the records of a county may erase in it; the office may everywhere.
    """

    __tablename__ = "erasure"
    about = About(
        N_("Erasure"), N_("Erasures"), title=("entity",), scope=("entity",), append_only=True
    )

    entity: Mapped[str] = text(N_("Kind of record"), required=True)
    row: Mapped[str] = text(N_("Erased record"), required=True)
    names: Mapped[str | None] = text(
        N_("Erased fields"), help=N_("With spaces between; for changes written in the clear.")
    )

    @staticmethod
    def id_for(scope: str, entity: str, row: str) -> str:
        """Return the id of a row's erasure, so that two people who erase one row meet."""
        return derived_id("erasure", scope, entity, row)
