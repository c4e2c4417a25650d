"""Values as compact JSON, the form in which the journal and the exchange hold them."""

import orjson


def encode(value: object) -> bytes:
    """Return a value as JSON in UTF-8, without spaces.

    orjson takes a tenth of the time of the standard library, and every save writes five of them.
    """
    return orjson.dumps(value)
