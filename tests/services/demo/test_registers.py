from stdnum.pl import nip as nip_register
from stdnum.pl import regon as regon_register

from app.services.demo import registers


def test_numbers_have_right_check_digits():
    for n in range(3000):
        assert nip_register.is_valid(registers.nip(n))
        regon = registers.regon(n)
        assert regon_register.is_valid(regon)
        assert regon_register.is_valid(registers.regon14(regon, n % 9 + 1))


def test_numbers_are_nobodys():
    for n in range(500):
        assert registers.nip(n).startswith("0")
        assert registers.regon(n).startswith("99")
        assert registers.krs(n).startswith("0009")
        assert len(registers.krs(n)) == 10


def test_different_companies_have_different_numbers():
    assert len({registers.nip(n) for n in range(50_000)}) == 50_000
    assert len({registers.regon(n) for n in range(50_000)}) == 50_000


def test_in_a_network_only_the_company_typed_twice_and_the_branches_share_their_nip(records):
    counties = {}
    for company in records["company"]:
        if company.nip:
            counties.setdefault(company.nip, []).append(company.scope)
    shared = sorted(sorted(found) for found in counties.values() if len(found) > 1)
    assert shared == [["2805", "2816"], ["2815", "2815"]]
