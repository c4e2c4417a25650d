"""Every entity of the model, in the order in which reference data comes before its users."""

from functools import cache

from app.model.affiliation import Affiliation
from app.model.attachment import Attachment
from app.model.attendance import Attendance
from app.model.centre import Centre
from app.model.certificate import Certificate
from app.model.company import Company
from app.model.device import Device
from app.model.entity import Entity, entity_name
from app.model.erasure import Erasure
from app.model.event import Event
from app.model.leaflet import Leaflet
from app.model.leaflet_block import LeafletBlock
from app.model.material import Material
from app.model.merge_edge import MergeEdge
from app.model.network import Network
from app.model.participation import Participation
from app.model.person import Person
from app.model.promoter import Promoter
from app.model.session import EventSession
from app.model.shift import Shift
from app.model.site import Site
from app.model.stock_move import StockMove
from app.model.tally import Tally
from app.model.task import Task
from app.model.test_result import KnowledgeResult
from app.model.visit import Visit

ENTITIES: tuple[type[Entity], ...] = (
    Network,
    Centre,
    Promoter,
    Device,
    Material,
    Company,
    MergeEdge,
    Site,
    Person,
    Affiliation,
    Visit,
    Task,
    Event,
    EventSession,
    Participation,
    Attendance,
    KnowledgeResult,
    Certificate,
    StockMove,
    Shift,
    Tally,
    Leaflet,
    LeafletBlock,
    Attachment,
    Erasure,
)


@cache
def entities_by_name() -> dict[str, type[Entity]]:
    """Return every entity under the name that files and commands use."""
    return {entity_name(entity): entity for entity in ENTITIES}


def entity_named(name: str) -> type[Entity]:
    """Return the entity of a name.

    Raises:
        KeyError: when this version knows no such entity.
    """
    return entities_by_name()[name]
