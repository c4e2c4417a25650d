"""A conflict described for a person: what can be answered, and what no record would take."""

import pytest

from app.services import conflicts, exchange

from .network import Network, change


@pytest.mark.parametrize(
    ("field", "here", "there", "both"),
    [
        ("town", "Pisz", "Orzysz", True),
        ("phone", "87 423 11 00", "87 423 22 00", True),
        ("email", "biuro@stolarz.example", "jan@stolarz.example", False),
        ("nip", "0000000017", "0000000023", False),
    ],
)
def test_both_are_offered_where_a_record_takes_them(tmp_path, time, field, here, there, both):
    network = Network(tmp_path)
    company = network.company("Stolarz")
    exchange.take_in(network.office, [network.hand_over("first")])
    change(network.office, company, **{field: here})
    change(network.promoter, company, **{field: there})
    exchange.take_in(network.office, [network.hand_over("second")])
    (asked,) = network.office.read(conflicts.listed)
    assert (asked.field, asked.is_text) == (field, both)
    network.close()
