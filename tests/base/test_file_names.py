"""A file's name is safe on every system and says what the file is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.file_names import ending_of, safe_file_name, with_ending


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("Umowa – Żółć.pdf", "Umowa – Żółć.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Anna\\zdjęcie.jpg", "zdjęcie.jpg"),
        ('a<b>c:d"e|f?g*h.png', "a_b_c_d_e_f_g_h.png"),
        ("faktura\u202egpj.exe", "faktura gpj.exe"),
        ("  .hidden.  ", "hidden"),
        ("two\nlines\x00.txt", "two lines.txt"),
        ("CON.jpg", "_CON.jpg"),
        ("com1", "_com1"),
        ("lpt9.tar.gz", "_lpt9.tar.gz"),
        ("...", "file"),
        ("", "file"),
        (".", "file"),
        ("zażo\u0301łc\u0301.pdf", "zażółć.pdf"),
    ],
)
def test_a_name_is_made_safe(given_name, safe):
    assert safe_file_name(given_name) == safe


def test_a_long_name_keeps_its_ending():
    safe = safe_file_name("a" * 300 + ".pdf")

    assert len(safe) <= 120
    assert safe.endswith("aaa.pdf")


@given(st.text())
def test_a_safe_name_stays_as_it_is(text):
    safe = safe_file_name(text)

    assert safe_file_name(safe) == safe
    assert safe
    assert not set(safe) & set('<>:"/\\|?*\x00\n\r')
    assert safe.strip(". ") == safe


def test_endings():
    assert ending_of("A.B.PDF") == "pdf"
    assert ending_of("README") == ""
    assert ending_of(".bashrc") == ""
    assert with_ending("photo.webp", "jpg") == "photo.jpg"
    assert with_ending("photo", "jpg") == "photo.jpg"
