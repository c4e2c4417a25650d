import pytest

from app.documents.centre_card import CentreCard


@pytest.fixture
def centre() -> CentreCard:
    return CentreCard(
        name="Centrum CSR w Ełku",
        address="ul. Żółwia 12\n19-300 Ełk",
        phone="+48 87 555 01 23",
        email="elk@centrum-csr.example",
        hours="pon.–pt. 8.00–16.00",
        www="centrum-csr.example/elk",
    )
