"""Which companies are worth comparing: those that share something that few have in common.

Nobody compares a hundred thousand companies each with each: only those are compared that share a
register's number, a phone, an e-mail, a rare word of the name, or the town with the beginning of
the name or with the address. In a block too large for that, neighbours by name are compared.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.services.likeness import Features

_ALL_PAIRS_UP_TO = 20
_NEIGHBOURS = 6
_RARE = 30
"""In how many companies' names a word may be to be a block of its own."""
_PREFIX = 5

Block = list[Features]
Key = tuple[str, ...]


def blocks(known: Sequence[Features]) -> list[Block]:
    """Return the companies in blocks of those that share something; most are in several."""
    often = Counter(word for one in known for word in set(one.name.split()))
    shared: dict[Key, Block] = {}
    for one in known:
        for key in (*_numbers(one), *_words(one, often)):
            shared.setdefault(key, []).append(one)
    return [block for block in shared.values() if len(block) > 1]


def pairs(block: Block) -> Iterator[tuple[Features, Features]]:
    """Yield the pairs of a block that are to be compared."""
    reach = len(block) if len(block) <= _ALL_PAIRS_UP_TO else _NEIGHBOURS
    ordered = sorted(block, key=lambda one: (one.name, one.id))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + reach]:
            yield one, other


def _numbers(one: Features) -> Iterator[Key]:
    for kind, value in (("nip", one.nip), ("regon", one.regon[:9]), ("krs", one.krs)):
        if value:
            yield (kind, value)
    for contact in (*one.emails, *one.phones):
        yield ("contact", contact)


def _words(one: Features, often: Counter[str]) -> Iterator[Key]:
    if one.name:
        yield ("name", one.name)
        yield ("begins", one.town, one.name[:_PREFIX])
    if one.address:
        yield ("address", one.town, one.address)
    for word in one.name.split():
        if often[word] <= _RARE and len(word) > 2:
            yield ("word", word)
