"""Folding for search and the order of the Polish alphabet."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from app.base import text as texts
from app.base.text import fold, fold_each, nfc, sort_key, sort_keys, within_words


def test_folding_takes_marks_case_and_the_stroke():
    assert fold("Łódź") == "lodz"
    assert fold("ZAŻÓŁĆ GĘŚLĄ JAŹŃ") == "zazolc gesla jazn"
    assert fold("Straße") == "strasse"
    assert fold("𝑨 ﬁrma") == "a firma"


def test_polish_letters_come_after_their_plain_ones():
    words = ["łoś", "lis", "zebra", "żaba", "źrebię", "ósmy", "okno", "ala", "ąkać", "bal"]
    ordered = ["ala", "ąkać", "bal", "lis", "łoś", "okno", "ósmy", "zebra", "źrebię", "żaba"]
    assert sorted(words, key=sort_key) == ordered


def test_foreign_letters_sort_beside_their_plain_ones():
    assert sorted(["zoo", "élan", "fala", "ekran"], key=sort_key) == [
        "ekran",
        "élan",
        "fala",
        "zoo",
    ]


@given(st.text())
@example("𝑨")
def test_folding_is_stable_and_blind_to_the_normal_form(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


_WRITTEN = st.text(st.sampled_from("aZżŁß¨ \xa0\u3000…„”éЖ𝑨ﬁ\0\u0301")) | st.text()


@given(st.lists(_WRITTEN))
@example(["¨a", "\xa0b ", " Łan", "…", "\0", ""])
def test_many_texts_come_out_as_each_does(written):
    assert fold_each(written) == [fold(text) for text in written]
    assert sort_keys(written) == [sort_key(text) for text in written]


@given(_WRITTEN)
def test_the_table_of_letters_says_what_unicode_does(written):
    assert fold(written) == texts._folded(written)
    assert sort_key(written) == texts._placed(written.strip().casefold())


@given(st.text())
def test_kept_text_is_composed_without_nul(text):
    kept = nfc(text)
    assert "\x00" not in kept
    assert unicodedata.is_normalized("NFC", kept)
    assert nfc(kept) == kept


def test_a_label_within_a_line_keeps_its_names():
    assert within_words("W Centrum") == "w Centrum"
    assert within_words("Łódka") == "łódka"
    assert within_words("") == ""
