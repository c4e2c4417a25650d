from datetime import date

from app.base.clock import to_local
from app.model.merge_edge import MergeEdge


def test_names_that_break_programs_are_there(records):
    names = {company.name for company in records["company"]}
    assert {"=SUM(A1)", "-", "Żółwik"} <= names
    assert any('"' in name for name in names)
    assert max(len(name) for name in names) == 250


def test_people_with_one_name_or_another_script_are_there(records):
    people = {(person.first_name, person.last_name) for person in records["person"]}
    assert ("Олена", "Коваленко-Гончар") in people
    assert ("Łucja", None) in people
    assert (None, "=1+1") in people


def test_a_company_moved_county_within_a_quarter(records):
    moved = next(c for c in records["company"] if c.scope == "2806" and c.county == "2805")
    sites = [site for site in records["site"] if site.company == moved.id]
    before, after = sorted(sites, key=lambda site: site.county, reverse=True)
    assert (before.valid_to - after.valid_from).days == -1
    assert after.valid_from == date(2026, 8, 15)


def test_two_branches_share_a_register_number(records):
    company = next(c for c in records["company"] if c.name == "=SUM(A1)")
    branches = {site.regon14 for site in records["site"] if site.company == company.id}
    assert len(branches) == 2
    assert all(branch.startswith(company.regon) for branch in branches)


def test_an_event_of_two_counties_runs_over_new_year(records):
    event = next(e for e in records["event"] if e.counties == ("2805", "2806"))
    assert to_local(event.starts).year + 1 == to_local(event.ends).year


def test_town_and_rural_commune_of_one_name_are_both_there(records):
    communes = {site.commune for site in records["site"]}
    assert {"2806011", "2806042"} <= communes
    assert {"2862", "2814"} <= {company.county for company in records["company"]}


def test_pairs_that_were_entered_twice_are_there_judged_and_unjudged(records):
    verdicts = {edge.verdict: edge for edge in records["merge_edge"]}
    assert verdicts.keys() == {"same", "different"}
    for edge in records["merge_edge"]:
        assert edge.id == MergeEdge.id_for(edge.one, edge.other)
        pair = [c for c in records["company"] if c.id in (edge.one, edge.other)]
        assert len(pair) == 2
        assert {company.scope for company in pair} == {edge.scope}
    judged = {row for edge in records["merge_edge"] for row in (edge.one, edge.other)}
    open_ones = [c for c in records["company"] if "LIP" in c.name.upper() and c.id not in judged]
    assert len(open_ones) >= 2
