import uuid
from datetime import UTC, datetime

from app.services.demo.dice import Dice, Weighted

BORN = datetime(2026, 5, 5, 12, tzinfo=UTC)


def test_ids_are_of_version_7_and_of_their_time():
    found = uuid.UUID(Dice(1).new_id(BORN))
    assert (found.version, found.variant) == (7, uuid.RFC_4122)
    assert found.int >> 80 == int(BORN.timestamp() * 1000)


def test_ids_differ():
    dice = Dice(1)
    assert len({dice.new_id(BORN) for _ in range(1000)}) == 1000


def test_several_are_different_and_never_more_than_there_are():
    assert sorted(Dice(1).several("abc", 9)) == ["a", "b", "c"]
    assert len(set(Dice(1).several(range(50), 20))) == 20


def test_between_reaches_both_ends():
    dice = Dice(1)
    assert {dice.between(1, 3) for _ in range(200)} == {1, 2, 3}


def test_weights_decide_how_often():
    dice, weighted = Dice(1), Weighted((("often", 9), ("never", 0), ("seldom", 1)))
    drawn = [dice.draw(weighted) for _ in range(1000)]
    assert drawn.count("never") == 0
    assert 50 < drawn.count("seldom") < 170
