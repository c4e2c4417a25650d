"""The translations: one .mo per language, merged from the fragments in i18n/<language>/*.po."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "pl", "uk")
DOMAIN = "centrum-csr"


def fragments(language: str) -> dict[str, Catalog]:
    """Return each fragment of a language by its file's name, sorted."""
    found = {}
    for path in sorted((ROOT / "i18n" / language).glob("*.po")):
        with path.open("rb") as file:
            found[path.name] = read_po(file, locale=language, domain=DOMAIN, abort_invalid=True)
    return found


def merge(language: str) -> Catalog:
    """Return one catalogue of all fragments; of a text in several, the first translation.

    A text that stands both alone and with a plural keeps the plural; `app/base/i18n.py` finds
    both in it.
    """
    whole = Catalog(locale=language, domain=DOMAIN, project=DOMAIN, fuzzy=False)
    for fragment in fragments(language).values():
        for message in fragment:
            if message.id and message.string and not message.fuzzy:
                known = whole.get(message.id)
                if known is None or (message.pluralizable and not known.pluralizable):
                    whole.add(message.id, message.string)
    return whole


def compile_to(folder: Path) -> list[Path]:
    """Write `<language>/LC_MESSAGES/centrum-csr.mo` under the folder and return the files."""
    made = []
    for language in LANGUAGES:
        binary = io.BytesIO()
        write_mo(binary, merge(language))
        path = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(binary.getvalue())
        made.append(path)
    return made


if __name__ == "__main__":
    compile_to(ROOT / "i18n" / "build")
