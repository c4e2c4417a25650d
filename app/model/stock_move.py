"""A stock move: the ledger of materials."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.model.entity import About, Entity, Problem
from app.model.field import Choice, choice, moment, number, reference, text


class MoveKind(Choice):
    """Why copies came or went."""

    RECEIPT = "receipt", N_("Receipt")
    TRANSFER = "transfer", N_("Transfer")
    HAND_OUT = "hand_out", N_("Hand-out")
    RETURN = "return", N_("Return")
    COUNT = "count", N_("Recount")
    LOSS = "loss", N_("Loss")
    CORRECTION = "correction", N_("Correction")


class StockMove(Entity):
    """Copies that left `from_centre`, came to `to_centre`, or both."""

    __tablename__ = "stock_move"
    about = About(
        N_("Stock move"),
        N_("Stock moves"),
        title=("material",),
        scope=("from_centre", "to_centre"),
        append_only=True,
    )

    material: Mapped[str] = reference(N_("Material"), "material", required=True)
    from_centre: Mapped[str | None] = reference(N_("From"), "centre")
    to_centre: Mapped[str | None] = reference(N_("To"), "centre")
    quantity: Mapped[int | None] = number(N_("Quantity"), required=True)
    kind: Mapped[str] = choice(N_("Kind"), MoveKind, required=True)
    moved_at: Mapped[datetime] = moment(N_("When"), required=True)
    promoter: Mapped[str | None] = reference(N_("Promoter"), "promoter")
    visit: Mapped[str | None] = reference(N_("Visit"), "visit")
    event: Mapped[str | None] = reference(N_("Event"), "event")
    reason: Mapped[str | None] = text(N_("Reason"))

    def check(self) -> Iterator[Problem]:
        """Yield a quantity or ends that no move can have."""
        if self.quantity is not None and self.quantity <= 0:
            yield Problem("quantity", _("A quantity is at least one."))
        if not self.from_centre and not self.to_centre:
            yield Problem("from_centre", _("Say from where or to where the copies went."))
        if self.from_centre and self.from_centre == self.to_centre:
            yield Problem("to_centre", _("A move needs two different Centres."))
