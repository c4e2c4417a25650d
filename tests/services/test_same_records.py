"""Whether two stores hold the same where both may have it."""

from app.services.same_records import differences
from app.store.identity import Founding
from tests.services.conftest import make_store


def test_a_record_in_a_shared_county_counts_and_one_elsewhere_does_not(db, tmp_path):
    founding = Founding("net", "dev-both", "office", None, "2814", ("2816", "2805"))
    office = make_store(tmp_path / "both", founding)
    assert differences(office, db) == []
    fields = {"name": "Tylko tu", "kind": "company", "county": "2805"}
    office.write_bulk([("2805", ("company", "elk", fields))], label="In another county")
    assert differences(office, db) == []
    fields = {"name": "Tylko tu", "kind": "company", "county": "2816"}
    office.write_bulk([("2816", ("company", "pisz", fields))], label="In the shared county")
    (line,) = differences(office, db)
    assert '"id": "pisz"' in line
    office.close()
