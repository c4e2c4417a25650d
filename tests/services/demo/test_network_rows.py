import json
import unicodedata
from collections import Counter
from datetime import date

from app.model.entity import NETWORK, field_map, missing_fields
from app.model.every_entity import entity_named
from app.model.field import Kind
from app.model.territory import NETWORK_COUNTIES, scope_of
from app.services.demo import expected_rows, rows

DAY = date(2027, 1, 1)


def as_bytes(stream):
    return json.dumps(list(stream), ensure_ascii=False).encode()


def test_every_record_keeps_its_own_rules(records):
    problems = [
        (type(record).__name__, problem)
        for listed in records.values()
        for record in listed
        for problem in (*missing_fields(record), *record.check())
    ]
    assert problems == []


def test_companies_are_normal_already(records):
    for company in records["company"]:
        before = (company.nip, company.regon, company.krs)
        company.normalise()
        assert (company.nip, company.regon, company.krs) == before


def test_values_fit_their_columns_and_choices(stream):
    for _scope, name, _row, raw in stream:
        fields = field_map(entity_named(name))
        for key, value in raw.items():
            field = fields[key]
            assert value is not None
            assert field.accepts(value)
            if field.choices:
                chosen = [value] if field.kind is Kind.CHOICE else json.loads(value)
                assert set(chosen) <= set(field.choices)


def test_texts_are_composed_and_tidy(stream):
    for *_, raw in stream:
        for value in raw.values():
            if isinstance(value, str):
                assert value == unicodedata.normalize("NFC", value).strip() != ""


def test_every_row_comes_after_what_it_points_to(stream):
    known = {}
    for _scope, name, row, raw in stream:
        fields = field_map(entity_named(name))
        for key, value in raw.items():
            target = fields[key].target
            if target and target != "county":
                pointed = [value] if fields[key].kind is Kind.REFERENCE else json.loads(value)
                assert [known.get(one) for one in pointed] == [target] * len(pointed)
        assert row not in known
        known[row] = name


def test_every_entity_but_devices_is_there(records):
    expected = {
        "network", "centre", "promoter", "material", "company", "site", "person", "affiliation",
        "visit", "task", "event", "session", "participation", "attendance", "stock_move",
        "shift", "tally", "leaflet", "leaflet_block", "merge_edge", "test_result", "certificate",
        "attachment",
    }  # fmt: skip
    assert set(records) == expected


def test_rows_say_who_made_them_and_when(records, today):
    promoters = {promoter.id for promoter in records["promoter"]}
    for listed in records.values():
        for record in listed:
            assert record.created_by in promoters
            assert record.created_at.date() <= today
            assert record.deleted is False


def test_reference_data_lives_in_the_network_and_the_rest_in_counties(stream):
    scopes = {}
    for scope, name, *_ in stream:
        scopes.setdefault(name, set()).add(scope)
    for name, found in scopes.items():
        if entity_named(name).about.scope == NETWORK:
            assert found == {NETWORK}
        elif name != "merge_edge":  # companies entered twice are in two counties alone
            assert found == set(NETWORK_COUNTIES)


def test_records_live_where_the_model_would_put_them(stream):
    rows_by_id = {row: (scope, name, raw) for scope, name, row, raw in stream}

    def home(name, raw):
        born = entity_named(name).about.scope
        if isinstance(born, str):
            return born
        for key in born:
            value = raw.get(key)
            if value:
                if field_map(entity_named(name))[key].kind is not Kind.REFERENCE:
                    return scope_of(value)
                scope, _name, target = rows_by_id[value]
                return scope if scope != NETWORK else scope_of(target["county"])
        return None

    moved = 0
    for scope, name, _row, raw in stream:
        expected = home(name, raw)
        moved += expected not in (None, scope)
    assert moved == 1  # the company that has moved to another county since


def test_same_seed_scale_and_day_give_the_same_bytes():
    assert as_bytes(rows(3, 0.02, DAY)) == as_bytes(rows(3, 0.02, DAY))


def test_another_seed_or_day_gives_other_rows():
    assert as_bytes(rows(3, 0.02, DAY)) != as_bytes(rows(4, 0.02, DAY))
    assert as_bytes(rows(3, 0.02, DAY)) != as_bytes(rows(3, 0.02, date(2027, 1, 4)))


def test_a_county_alone_is_the_same_as_among_the_others():
    alone = [row for row in rows(3, 0.02, DAY, ["2816"]) if row[0] == "2816"]
    among = [row for row in rows(3, 0.02, DAY) if row[0] == "2816"]
    assert alone == among


def test_companies_grow_with_the_scale():
    counts = {
        scale: Counter(name for _, name, *_ in rows(1, scale, DAY, ["2807"]))
        for scale in (0.1, 1.0, 3.0)
    }
    assert [counts[scale]["company"] for scale in (0.1, 1.0, 3.0)] == [16, 160, 480]
    assert counts[3.0]["visit"] > 2 * counts[1.0]["visit"]


def test_the_expected_count_is_near_the_real_one(stream):
    assert 0.6 < len(stream) / expected_rows(0.3) < 1.4


def test_a_network_of_real_size_has_what_the_promise_says():
    counts = Counter(name for _, name, *_ in rows(1, 1.0, DAY))
    assert counts["centre"] == 8
    assert counts["promoter"] == 80
    assert 1200 <= counts["company"] <= 1218
    assert counts["visit"] > 1500
    assert counts["shift"] > 2000
