"""What stands of rows that changes are merged into, and what comes of it in their tables."""

from app.store import standing
from app.store.engine import driver
from app.store.verify import verify

COUNTY = "2816"


def change(database, rows, **fields):
    database.write_bulk([(COUNTY, ("company", row, fields)) for row in rows], label="Bench")


def test_siblings_come_with_their_rows_be_they_few_or_many(database):
    change(database, ["c-1", "c-2", "c-3"], name="Tartak")
    with database.writing() as connection:
        raw = driver(connection)
        raw.executemany(
            "INSERT INTO sibling(row, field, dot, entity, value, differs) VALUES(?,?,?,?,?,1)",
            [
                ("c-1", "phone", 1, "company", "11"),
                ("c-1", "phone", 2, "company", "12"),
                ("c-3", "town", 3, "company", "Pisz"),
            ],
        )
        few = standing.rows(raw, ["c-1"])
        many = standing.rows(raw, ["c-1", "c-2", "c-3", "c-4"])
    assert few["c-1"].siblings == many["c-1"].siblings == {"phone": {1: "11", 2: "12"}}
    assert many["c-2"].siblings == {}
    assert many["c-3"].siblings == {"town": {3: "Pisz"}}
    assert many.keys() == {"c-1", "c-2", "c-3"}
    assert all(held.stood for held in many.values())


def test_a_row_that_lacks_in_its_table_is_there_after_its_next_change(database):
    change(database, ["c-1", "c-2"], name="Tartak", town="Pisz")
    with database.writing() as connection:
        driver(connection).execute("DELETE FROM company WHERE id='c-1'")
    change(database, ["c-1", "c-2"], name="Stolarnia")
    with database.reading() as connection:
        found = connection.exec_driver_sql("SELECT id, name, sort_key FROM company ORDER BY id")
        told = [(row, name, bool(key)) for row, name, key in found]
    assert told == [("c-1", "Stolarnia", True), ("c-2", "Stolarnia", True)]
    assert verify(database) != [], "what was lost by hand is lost until a repair"


def test_who_was_deleted_and_is_written_to_again_is_found_again(database):
    change(database, ["c-1", "c-2"], name="Tartak")
    change(database, ["c-1"], deleted=1)
    change(database, ["c-1", "c-2"], name="Stolarnia")
    with database.reading() as connection:
        query = "SELECT count(*) FROM search WHERE search MATCH ?"
        counts = [
            connection.exec_driver_sql(query, (word,)).scalar() for word in ("tartak", "stolarnia")
        ]
    assert counts == [0, 2]
    assert verify(database) == []
