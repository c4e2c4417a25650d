"""What happens to files: written for anybody, doubled, dropped, delayed, carried third-hand."""

import contextlib
from pathlib import Path

import pytest

from app.base.errors import UserError
from app.store import streams
from app.sync import lacking
from tests.sync.histories.oracle import Oracle
from tests.sync.living_network import LivingNetwork, Place

_ENOUGH = 3
"""Rounds in which everybody must have everything: a lost content is asked for in the first."""


class Exchanging:
    """Files on their way; one that nobody ever takes in was lost."""

    network: LivingNetwork
    oracle: Oracle
    revoked: str | None
    granted: bool

    def __init__(self) -> None:
        self.files: list[tuple[str, Path]] = []
        self.exchanges = 0

    def take(self, place: Place, *files: Path):
        """Take files in that must be good."""
        self.exchanges += len(files)
        report = place.take(*files)
        assert not report.refused, [file.reason for file in report.files]
        assert not any(file.unequal for file in report.files), "same numbers, other history"
        self.oracle.note(place, self.oracle.held(place))  # an import may complete an erasure
        return report

    def receiver(self, place: Place, what: int, how: int) -> str:
        """Return whom a file of a place is for."""
        others = [name for name in self.network.places if name != place.name]
        return "office" if how % 3 and place.name != "office" else others[what % len(others)]

    def _export(self, place: Place, what: int, how: int) -> None:
        """Write a file: mostly for the office, else for any other computer of the network."""
        to = self.receiver(place, what, how)
        refusal = UserError if self.may_be_unknown(to) else ()
        with contextlib.suppress(refusal), pytest.MonkeyPatch.context() as patch:
            if how > 8:  # as if the receiver had confirmed what it does not hold: leaves gaps
                patch.setattr(lacking, "held_by", _all_but_the_last)
            self.files.append((to, place.export(to)))

    def _import(self, place: Place, what: int, how: int) -> None:
        """Take in any file that was ever made for the place, the latest more often."""
        mine = [file for to, file in self.files if to == place.name]
        if not mine:
            return
        file = mine[-1] if how % 2 else mine[what % len(mine)]
        before = self.oracle.held(place)
        told = place.take(file, dry_run=True) if how == 5 else None
        assert self.oracle.held(place) == before, "a dry run changed something"
        report = self.take(place, *([file] * (1 + (how == 7))))
        assert told is None or _sums(told) == _sums(report)
        assert self.revoked or self.granted or self.oracle.held(place) >= before

    def _meet(self, place: Place, what: int, how: int) -> None:
        """Let a laptop hand over to the office, and take its answer in more often than not."""
        laptop = place if place.name != "office" else self.network["P1"]
        office = self.network["office"]
        self.take(office, laptop.export())
        if how % 4 and laptop.name != self.revoked:
            self.take(laptop, office.export(laptop.name))

    def everybody_meets(self) -> None:
        """Exchange until nobody lacks anything; no file is lost any more."""
        self.office_gives_back()
        self._round()
        self.office_decides()
        for _ in range(_ENOUGH):
            self._round()
            if self._is_at_rest():
                return

    def _round(self) -> None:
        office = self.network["office"]
        for laptop in self.standing():
            self.take(office, laptop.export())
        for laptop in self.standing():
            self.take(laptop, office.export(laptop.name))

    def _is_at_rest(self) -> bool:
        """Tell whether nobody lacks a change of the office's, nor a content that anybody has."""
        everything = self.oracle.held(self.network["office"])
        scopes = {name: self.network[name].scopes for name in self.network.places}
        return all(
            self.oracle.held(place) == {one for one in everything if one[1] in scopes[place.name]}
            and not self.lacking(place)
            for place in self.taking_part()
        )


def _all_but_the_last(connection, device) -> dict[tuple[str, str], int]:
    held = streams.named_knowledge(connection)
    return {(w, scope): last - 1 for scope, writers in held.items() for w, last in writers.items()}


def _sums(report) -> tuple:
    taken = report.files[0].taken
    return report.files[0].result, taken.new, taken.known, taken.waiting, report.conflicts
