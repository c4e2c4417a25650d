"""The network: one office and its devices."""

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.entity import NETWORK, About, Entity
from app.model.field import text


class Network(Entity):
    """The network's name; its id is the network's id in every exchange file."""

    __tablename__ = "network"
    about = About(N_("Network"), N_("Networks"), title=("name",), scope=NETWORK)

    name: Mapped[str] = text(N_("Name"), required=True)
