from collections import Counter

from app.model.promoter import Role
from app.model.territory import NETWORK_COUNTIES
from app.services.demo import reference


def test_there_is_one_centre_in_each_county_and_the_regional_one_is_in_olsztyn(records):
    assert {house.scope for house in reference(7).houses} == set(NETWORK_COUNTIES)
    kinds = {centre.county: centre.kind for centre in records["centre"]}
    assert [county for county, kind in kinds.items() if kind == "regional"] == ["2862"]


def test_eighty_promoters_of_every_working_role(records):
    roles = Counter(promoter.role for promoter in records["promoter"])
    assert roles.total() == 80
    assert roles[Role.COORDINATOR] == 8
    assert roles[Role.OFFICE] == 3


def test_codes_and_names_of_promoters_are_their_own(records):
    promoters = records["promoter"]
    assert len({promoter.code for promoter in promoters}) == 80
    assert len({(promoter.first_name, promoter.last_name) for promoter in promoters}) == 80


def test_centres_tell_where_and_when(records):
    for centre in records["centre"]:
        assert centre.address
        assert centre.opening_hours
        assert " 000 " in centre.phone


def test_the_catalogue_has_three_languages_and_minimums(records):
    materials = records["material"]
    assert len(materials) == 12
    assert {m.language for m in materials} >= {"pl", "en", "uk"}
    assert all(material.minimum for material in materials)


def test_addresses_on_the_web_are_reserved_for_examples(records):
    for name in ("centre", "promoter", "company", "person"):
        emails = [record.email for record in records[name] if record.email]
        assert emails
        assert all(email.endswith(".example") for email in emails)


def test_the_named_network_is_the_one_in_the_rows(records):
    about = reference(7)
    assert about.network == records["network"][0].id
    assert about.house_of("2816").staff[0].code == "PIS-01"
