"""A person typed in one line."""

import pytest

from app.services import typed_person


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("Anna Żak", {"first_name": "Anna", "last_name": "Żak"}),
        ("Anna Maria Żak-Nowak", {"first_name": "Anna Maria", "last_name": "Żak-Nowak"}),
        ("Олена", {"last_name": "Олена"}),
        (
            "Jan Kowal 600 100 200 jan@x.pl",
            {
                "first_name": "Jan",
                "last_name": "Kowal",
                "phone": "600 100 200",
                "email": "jan@x.pl",
            },
        ),
        ("jan@x.pl, Jan Kowal", {"first_name": "Jan", "last_name": "Kowal", "email": "jan@x.pl"}),
        ("+48 600-100-200", {"phone": "+48 600-100-200"}),
        ("  ", {}),
    ],
)
def test_names_phone_and_mail_are_told_apart(typed, fields):
    assert typed_person.read(typed) == fields


def test_the_title_is_what_was_understood():
    assert typed_person.title("600100200 Kowal") == "Kowal 600100200"
