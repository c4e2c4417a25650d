"""What a check found: named for a person, whatever its values are; in full for who helps."""

from app.services import companies, fault_words
from app.store.chains import Fault


def said(db, *faults):
    return db.read(fault_words.lines, [Fault(where, "is not what it was") for where in faults])


def test_records_are_named_and_counted_and_the_worst_comes_first(db):
    for n in range(7):
        db.write(companies.save, id=f"firma-{n}", name=f"Firma {n}", county="2816", label="-")
    lines = said(
        db, *(f"company firma-{n}" for n in range(7)), "meta tick", "search firma-1",
        "journal stream 3", "segment a b 1–2", "file",
    )  # fmt: skip
    named = ", ".join(f"Company: Firma {n}" for n in range(5))
    assert lines == [
        "The file of the records is damaged.",
        "The journal of changes is damaged in 2 places.",
        f"7 records are not what was saved: {named} and 2 more.",
        "2 things that the program notes for itself are damaged.",
    ]


def test_a_record_is_named_though_its_values_are_none(db):
    db.write(companies.save, id="firma-1", name="Firma", county="2816", label="-")
    with db.writing() as connection:
        connection.exec_driver_sql("UPDATE company SET size_date='no day', created_at='never'")
    assert said(db, "company firma-1") == ["1 record is not what was saved: Company: Firma."]
    assert said(db, "company gone") == ["1 record is not what was saved: Company."]


def test_an_attached_file_is_known_by_its_content_and_a_record_of_one_by_its_id(db):
    known = said(db, f"attachment {'a' * 64}", "attachment 0190")
    assert known[0].startswith("1 record is not what was saved: ")
    assert known[1] == "1 attached file is damaged or gone: aaaaaaaa."


def test_the_details_are_what_the_command_line_says():
    faults = [Fault("meta tick", "is behind"), Fault("file", "is torn")]
    assert fault_words.details(faults) == "meta tick: is behind\nfile: is torn"
