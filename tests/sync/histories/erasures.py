"""Erasing in a history: by the service for people, and as an earlier version wrote of companies."""

from app.model.erasure import Erasure
from app.model.every_entity import entity_named
from app.services import erasure
from app.store import veil
from tests.sync.histories.oracle import Oracle
from tests.sync.histories.working import Row
from tests.sync.living_network import LivingNetwork, Place

_TABLES = ("entry", "waiting", "person", "visit", "sibling", "quarantine", "undo_step")
"""All that is made of what people type."""


class Erasures:
    """Whoever may write a county may erase in it."""

    network: LivingNetwork
    oracle: Oracle
    typed: dict[str, set[str]]

    def _erase(self, place: Place, row: Row, how: int) -> None:
        if how % 3:  # people are erased less often than they are written about
            return
        entity, key = row
        if place.value(key, "deleted", entity):
            return
        before = self.oracle.held(place)
        self.oracle.erased.add(key)
        if entity == "person":
            ids = place.sql("SELECT id FROM visit WHERE instr(people, ?)", key)
            self.oracle.erased |= {visit for (visit,) in ids}
            erasure.erase_person(place.db, key)
        else:
            place.db.write(name_in_the_clear, entity, key, label="Erased", undoable=False)
            erasure.finish(place.db)
        self.oracle.note(place, before)

    def nothing_is_left_of_the_erased(self, place: Place) -> None:
        """Look for every word that was typed about a row that was erased."""
        erased = {row for (row,) in place.sql("SELECT row FROM erased")}
        words = {word for row in erased for word in self.typed.get(row, ())}
        found = (repr(tuple(row)) for name in _TABLES for row in place.sql(f"SELECT * FROM {name}"))
        written = "\n".join(found)
        assert {word for word in words if word in written} == set(), place.name


def name_in_the_clear(session, entity: str, key: str) -> None:
    """Erase as an earlier version did: the fields are named in the clear."""
    row = session.get(entity_named(entity), key)
    name = Erasure.id_for(row.scope, entity, key)
    if session.get(Erasure, name) is None:
        names = "name phone" if entity == "company" else " ".join(veil.personal_fields(entity))
        session.add(Erasure(id=name, scope=row.scope, entity=entity, row=key, names=names))
