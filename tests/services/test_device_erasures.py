"""What a device erased before it was revoked is shown to the office."""

import pytest

from app.services import device_erasures, devices, erasure, exchange
from app.services.device_erasures import listed, words

from .network import Network


@pytest.fixture
def network(tmp_path, time):
    made = Network(tmp_path)
    yield made
    made.close()


def test_what_a_lost_laptop_erased_in_time_is_listed_with_its_day_and_author(network):
    people = [network.person("Nowak"), network.person("Łoś"), network.person("Kot")]
    exchange.take_in(network.office, [network.hand_over("a")])
    device = network.promoter.who.device
    assert network.office.read(listed, device) == []
    for person in people[:2]:
        erasure.erase_person(network.promoter, person)
    exchange.take_in(network.office, [network.hand_over("b")])
    erasure.erase_person(network.office, people[2])
    found = network.office.read(listed, device)
    assert {one.people for one in found} == {(people[0],), (people[1],)}
    assert all(one.scope == "2816" and one.author for one in found)
    said = words(found)
    assert "of 2 people" in said[0]
    assert "piski" in said[1]
    assert len(said) == 3
    assert words(found, most=1)[-1] == "and 1 earlier action"
    devices.revoke(network.office, device)
    assert network.office.read(device_erasures.listed, device) == found
