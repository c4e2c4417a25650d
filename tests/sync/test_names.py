"""Names of files survive mail programs and sticks."""

from datetime import date

import pytest

from app.sync.names import exchange_name, invitation_name

DAY = date(2026, 11, 30)


def test_polish_names_become_plain():
    assert (
        exchange_name("Łucja Żółć-Gęś", "Biuro / Olsztyn", DAY, 7)
        == "centrum-csr_lucja-zolc-ges_biuro-olsztyn_2026-11-30_7.csrx"
    )
    assert invitation_name("Ełk", DAY) == "centrum-csr_elk_2026-11-30.csri"


@pytest.mark.parametrize("name", ["", "../..", "日本", "a" * 500, "con\n", "_"])
def test_any_name_gives_one_safe_file_name(name):
    made = exchange_name(name, name, DAY, 1)
    assert made.isascii()
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert len(made) < 120
    assert made.count("_") == 4
