"""Companies joined, parted and told apart in a history, and the faces that follow from it."""

from app.services import merging
from tests.sync.histories.working import Row
from tests.sync.living_network import LivingNetwork, Place


class Joinings:
    """Judgements on pairs; what a store refuses is no step."""

    network: LivingNetwork

    def _join(self, place: Place, row: Row, how: int) -> None:
        self._judge(place, merging.join, row, how)

    def _apart(self, place: Place, row: Row, how: int) -> None:
        self._judge(place, merging.keep_apart, row, how)

    def _part(self, place: Place, row: Row, how: int) -> None:
        self.write(place, lambda: place.db.write(merging.part, row[1], label="Parted"))

    def _judge(self, place: Place, deed, row: Row, how: int) -> None:
        companies = [key for entity, key in self.here(place) if entity == "company"]
        if companies:
            pair = row[1], companies[how % len(companies)]
            self.write(place, lambda: place.db.write(deed, *pair, label="Judged"))

    def the_faces_are_right(self, place: Place) -> None:
        """Compare which company shows which with what brute force says."""
        faces = expected_faces(place)
        assert dict(place.sql("SELECT row, face FROM face")) == faces, place.name
        for row, key in place.sql("SELECT id, sort_key FROM company WHERE name IS NOT NULL"):
            assert (key is None) == (faces.get(row, row) != row), (place.name, row)


def expected_faces(place: Place) -> dict[str, str]:
    """Find by brute force which company shows which: join until nothing changes any more."""
    edges = place.sql("SELECT one, other FROM merge_edge WHERE verdict='same' AND NOT deleted")
    group = {row: {row} for edge in edges for row in edge}
    for _ in edges:
        for one, other in edges:
            both = group[one] | group[other]
            group.update(dict.fromkeys(both, both))
    live = place.sql("SELECT id FROM company WHERE NOT deleted AND name IS NOT NULL")
    standing = {row for (row,) in live}
    return {row: min(members & standing or members) for row, members in group.items()}
