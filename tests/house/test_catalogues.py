"""Every text for people is in Polish, with the same places to fill and all three plurals."""

import gettext
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from catalogues import compile_to, fragments, merge

from app.base import i18n

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
Text = str | tuple[str, ...]


@pytest.fixture(scope="module")
def wanted() -> dict[Text, str]:
    """Return each text in the code with the place where it stands first."""
    app = Path(__file__).resolve().parents[2] / "app"
    found = {}
    for file, line, message, _comments, _context in extract_from_dir(
        app, method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        found.setdefault(message, f"{file}:{line}")
    return found


@pytest.fixture(scope="module")
def polish() -> Catalog:
    return merge("pl")


def forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def places(text: str) -> set[str]:
    """Return the names of a text's {places}."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def translation(catalogue: Catalog, message: Text) -> tuple[str, ...]:
    entry = catalogue.get(message if isinstance(message, str) else message[0])
    return forms(entry.string) if entry else ()


def test_every_text_has_its_polish(wanted, polish):
    assert len(wanted) > 100, "the walk finds the texts"
    missing = [
        f"{where}: {message}"
        for message, where in wanted.items()
        if not any(translation(polish, message))
    ]

    assert missing == []


def test_every_plural_has_three_polish_forms(wanted, polish):
    wrong = [
        f"{where}: {message}"
        for message, where in wanted.items()
        if not isinstance(message, str)
        and [bool(form) for form in translation(polish, message)] != [True] * 3
    ]

    assert wrong == []


def test_translations_fill_the_same_places(wanted, polish):
    wrong = []
    for message, where in wanted.items():
        asked = places(forms(message)[-1])
        given = translation(polish, message)
        # "One visit" may do without its number; the other plurals may not.
        strict = given[1:] if len(given) > 1 else given
        if any(places(form) != asked for form in strict) or any(
            not places(form) <= asked for form in given
        ):
            wrong.append(f"{where}: {message} → {given}")

    assert wrong == []


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_fragments_agree_on_a_shared_text(language):
    seen: dict[Text, tuple[str, object]] = {}
    clashes = []
    for name, fragment in fragments(language).items():
        for message in fragment:
            if not message.id or not message.string:
                continue
            key = forms(message.id)
            first, string = seen.setdefault(key, (name, message.string))
            if string != message.string:
                clashes.append(f"{key!r}: {first} {string!r}, {name} {message.string!r}")

    assert clashes == []


def test_polish_uses_polish_quotes_and_dots(wanted, polish):
    careless = [
        form
        for message in wanted
        for form in translation(polish, message)
        if ('"' in form and '"' not in forms(message)[0]) or "..." in form
    ]

    assert careless == []


def test_the_compiled_catalogue_counts_in_polish(tmp_path, wanted):
    compile_to(tmp_path)
    texts = gettext.translation("centrum-csr", tmp_path, languages=["pl"])
    plurals = [message for message in wanted if not isinstance(message, str)]

    assert plurals
    for one, many in plurals:
        few = [texts.ngettext(one, many, count) for count in (2, 3, 4, 22, 104)]
        lots = [texts.ngettext(one, many, count) for count in (0, 5, 11, 12, 14, 21, 112)]
        assert len(set(few)) == 1
        assert len(set(lots)) == 1
        assert texts.ngettext(one, many, 1) not in {one, many}


def test_a_text_alone_and_with_a_plural_keeps_both(tmp_path, monkeypatch):
    folder = tmp_path / "i18n" / "pl"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    plural = 'msgid "visit"\nmsgid_plural "visits"\n' + "".join(
        f'msgstr[{number}] "{word}"\n' for number, word in enumerate(["wizyta", "wizyty", "wizyt"])
    )
    (folder / "a.po").write_text(head + 'msgid "visit"\nmsgstr "wizyta"\n', encoding="utf-8")
    (folder / "b.po").write_text(head + plural, encoding="utf-8")
    monkeypatch.setattr("catalogues.ROOT", tmp_path)

    compile_to(tmp_path)
    monkeypatch.setattr(i18n, "catalogues", lambda: tmp_path)

    with i18n.speaking("pl"):
        assert i18n._("visit") == "wizyta"
        said = [i18n.ngettext("visit", "visits", n) for n in (1, 3, 12)]
    assert said == ["wizyta", "wizyty", "wizyt"]
