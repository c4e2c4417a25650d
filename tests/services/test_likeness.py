import pytest

from app.services.likeness import ENOUGH, WEIGHTS, Reason, compare, features, phones

NIP, OTHER_NIP, REGON = "5260250274", "5252248481", "123456785"


def company(name, **more):
    names = ("nip", "regon", "krs", "email", "phone", "town", "address")
    return features((name, name, *(more.get(one) for one in names)))


def likeness(one, other):
    found, turned = compare(one, other), compare(other, one)
    assert (found is None) == (turned is None)
    return found


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (("Dwa Młoty", {"nip": NIP}), ("Zakład Dwa Młoty sp. z o.o.", {"nip": NIP}), "nip name"),
        (("A", {"nip": NIP}), ("Z", {"nip": NIP}), "nip"),
        (("A", {"regon": REGON}), ("B", {"regon": REGON}), "regon"),
        (("A", {"regon": REGON + "00012"}), ("B", {"regon": REGON}), "branch"),
        (("Tartak Pisz", {"town": "Pisz"}), ("TARTAK PISZ s.c.", {"town": "pisz"}), "name town"),
        (
            ("PHU Kowalski", {"phone": "87 423 11 22", "email": "A@b.pl"}),
            ("Jan", {"phone": "+48 874231122", "email": "a@B.PL "}),
            "email phone",
        ),
        (
            ("Piekarnia Kłos", {"town": "Ełk", "address": "ul. Szkolna 1"}),
            ("Piekarnia Klosy", {"town": "ELK", "address": "Szkolna 1"}),
            "alike address town",
        ),
        (
            ("Tartak Nowak", {"town": "Ełk", "phone": "501501501"}),
            ("Tartak Nowak Południe", {"town": "Ełk", "phone": "501 501 501"}),
            "phone alike town",
        ),
    ],
)
def test_pairs_that_may_be_one_are_found_with_their_reasons(one, other, reasons):
    found = likeness(company(one[0], **one[1]), company(other[0], **other[1]))
    assert found is not None
    assert {reason.value for reason in found.reasons} >= set(reasons.split())
    assert ENOUGH <= found.score < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Szkoła nr 1", {"town": "Pisz"}), ("Szkoła nr 2", {"town": "Pisz"})),
        (
            ("Szkoła nr 1", {"town": "Pisz", "phone": "501501501"}),
            ("Szkoła nr 2", {"town": "Pisz", "phone": "501501501"}),
        ),
        (("Tartak", {"town": "Pisz"}), ("Tartak", {"town": "Ełk"})),
        (("Tartak Pisz", {"town": "Pisz"}), ("Tartak Kowalski", {"town": "Pisz"})),
        (
            ("Tartak Pisz", {"town": "Pisz", "nip": NIP}),
            ("Tartak Pisz", {"town": "Pisz", "nip": OTHER_NIP}),
        ),
        (("Jan", {"phone": "501501501"}), ("Ewa", {"phone": "501501501"})),
        (("sp. z o.o.", {}), ("s.c.", {})),
        (("", {}), ("", {})),
    ],
)
def test_pairs_that_share_too_little_are_left_alone(one, other):
    assert likeness(company(one[0], **one[1]), company(other[0], **other[1])) is None


def test_more_reasons_make_a_pair_likelier():
    less = likeness(company("A", nip=NIP), company("B", nip=NIP))
    more = likeness(company("A", nip=NIP, town="Pisz"), company("A", nip=NIP, town="Pisz"))
    assert less.score < more.score < 100


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("87 423 11 22", ["874231122"]),
        ("+48 (87) 423-11-22", ["874231122"]),
        ("0048874231122", ["874231122"]),
        ("874231122, 501 501 501", ["874231122", "501501501"]),
        ("+49 30 901820", ["+4930901820"]),
        ("wew. 12", ["12"]),
        ("brak", []),
    ],
)
def test_phones_are_brought_to_their_digits(typed, numbers):
    assert list(phones(typed)) == numbers


def test_every_reason_has_a_weight():
    assert set(WEIGHTS) == set(Reason)
