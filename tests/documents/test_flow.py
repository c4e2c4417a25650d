"""Rows onto pages: none is lost or cut, heads come again, headings stay with what follows."""

from hypothesis import given
from hypothesis import strategies as st

from app.documents.compose import Row
from app.documents.flow import Part, flow
from app.documents.ink import Words, all_words

PAGE = 100.0


def row(text, height=10.0):
    return Row(height, (Words(0, height, text, "SourceSans", 8, "#000000"),))


def said(flowed):
    return [[words.text for words in all_words(page)] for page in flowed.pages]


def test_a_table_repeats_its_head():
    part = Part(tuple(row(str(n)) for n in range(20)), head=(row("head"),))
    pages = said(flow([part], PAGE, PAGE))
    assert [page[0] for page in pages] == ["head"] * 3
    assert [text for page in pages for text in page[1:]] == [str(n) for n in range(20)]


def test_a_heading_goes_with_the_first_row_of_what_follows():
    parts = [
        Part(tuple(row(str(n)) for n in range(8))),
        Part((row("heading"),), binds=True),
        Part((row("a"), row("b")), head=(row("head"),)),
    ]
    assert said(flow(parts, PAGE, PAGE))[1] == ["heading", "head", "a", "b"]


def test_what_stays_whole_is_not_broken():
    parts = [Part((row("a", 60),)), Part((row("b", 30), row("c", 30)), whole=True)]
    assert said(flow(parts, PAGE, PAGE)) == [["a"], ["b", "c"]]


def test_a_bookmark_knows_its_page_and_place():
    parts = [Part((row("a", 95),)), Part((row("b"),), above=8, bookmark="B")]
    [mark] = flow(parts, PAGE, PAGE).bookmarks
    assert (mark.title, mark.page, mark.y) == ("B", 1, 0.0)


@given(
    st.lists(
        st.tuples(
            st.lists(st.floats(1, 90), max_size=30), st.booleans(), st.booleans(), st.booleans()
        ),
        max_size=8,
    ),
    st.floats(100, 300),
    st.floats(100, 300),
)
def test_no_row_is_lost_doubled_or_over_the_edge(made, first, later):
    parts, wanted = [], []
    for place, (heights, binds, whole, headed) in enumerate(made):
        texts = [f"{place}.{n}" for n in range(len(heights))]
        wanted += texts
        head = (row("head", 9),) if headed else ()
        rows = tuple(row(text, high) for text, high in zip(texts, heights, strict=True))
        parts.append(Part(rows, 7.0, head, binds=binds, whole=whole))
    flowed = flow(parts, first, later)
    found = [text for page in said(flowed) for text in page if text != "head"]
    assert found == wanted
    for number, page in enumerate(flowed.pages):
        room = later if number else first
        assert all(words.y <= room + 0.1 for words in all_words(page))
