"""What a Centre's documents say of it; what only asks for Centres awaits no drawing."""

from app.documents.centre_card import CentreCard
from app.model.centre import Centre
from app.services import logo_packs


def card_of(centre: Centre) -> CentreCard:
    """Return what documents say of a Centre."""
    return CentreCard(
        name=centre.name or "",
        address=centre.address or "",
        phone=centre.phone or "",
        email=centre.email or "",
        hours=centre.opening_hours or "",
        www=centre.www or "",
        logo_pack=logo_packs.chosen(),
    )
