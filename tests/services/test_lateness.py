"""Who is late: two weeks without a file, counted from the last one or from the invitation."""

from datetime import date, timedelta

import pytest

from app.services import exchange, lateness

from .conftest import NOW
from .network import Network


@pytest.fixture
def network(tmp_path, time):
    made = Network(tmp_path)
    yield made
    made.close()


def late(network):
    return list(
        network.office.read(lateness.late_since, exchange.status(network.office).devices).values()
    )


def test_a_device_is_late_two_weeks_after_its_invitation_or_its_last_file(network, time):
    time(NOW + timedelta(days=14))
    assert late(network) == [], "the last day is in time"
    time(NOW + timedelta(days=15))
    assert late(network) == [date(2026, 12, 7)]
    exchange.take_in(network.office, [network.hand_over()])
    assert late(network) == []
    time(NOW + timedelta(days=40))
    assert late(network) == [date(2026, 12, 22)]


def test_a_revoked_device_owes_nothing(network, time):
    device = exchange.status(network.office).devices[0].device
    with network.office.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE device SET revoked_since='2026-11-24' WHERE id=?", (device,)
        )
    time(NOW + timedelta(days=40))
    assert late(network) == []
