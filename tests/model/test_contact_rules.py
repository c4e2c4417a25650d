"""Identifiers are checked as typed, with the reason in words."""

import pytest

from app.model.company import Company
from app.model.contact_rules import (
    digits,
    krs_problems,
    nip_problems,
    normal_regon,
    regon_problems,
)


@pytest.mark.parametrize("typed", ["PL 526-000-12-46", "526 000 12 46", "5260001246"])
def test_pasted_identifiers_come_down_to_digits(typed):
    assert digits(typed) == "5260001246"
    assert list(nip_problems(digits(typed))) == []


@pytest.mark.parametrize(
    ("nip", "reason"),
    [("526000124", "ten digits"), ("5260001247", "check digit"), ("0000000000", "check digit")],
)
def test_a_wrong_nip_says_why(nip, reason):
    assert reason in next(nip_problems(nip)).message


def test_a_regon14_with_an_empty_tail_is_the_regon9():
    assert normal_regon("12345678500000") == "123456785"
    assert normal_regon("123 456 785") == "123456785"


@pytest.mark.parametrize("regon", ["12345678", "123456786", "000000000", "12345678512348"])
def test_a_wrong_regon_is_refused(regon):
    assert len(list(regon_problems(regon))) == 1


def test_right_regons_pass():
    assert list(regon_problems("123456785")) == []
    assert list(regon_problems("12345678512347")) == []


def test_krs_has_ten_digits_and_no_check_digit():
    assert list(krs_problems("0000123456")) == []
    assert list(krs_problems("123456"))
    assert list(krs_problems("0000000000"))


def test_nothing_typed_is_nothing_wrong():
    company = Company(id="1", name="A", kind="company")
    assert list(company.check()) == []


def test_who_must_not_be_contacted_needs_a_reason():
    company = Company(id="1", name="A", kind="company", do_not_contact=True)
    assert [problem.field for problem in company.check()] == ["do_not_contact_reason"]
