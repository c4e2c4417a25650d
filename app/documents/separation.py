"""Screen colours as printing inks: what cyan, magenta, yellow and black give a colour on paper.

The forward way is the model of Neugebauer (1937): a raster of four inks shows sixteen colours of
its own, paper and overprints, each by the share of the sheet that it covers (Demichel). Their
values are those of offset on coated paper by ISO 12647-2, and dots grow as they do there. The way
back is searched for with two of the coloured inks and black, so that no third ink dulls a colour;
only in deep grounds a third one takes over a part of the black, which alone looks grey.
"""

import math
from functools import lru_cache

Colour = tuple[float, float, float]
Inks = tuple[float, float, float, float]
"""Shares of cyan, magenta, yellow and black, each from 0 to 1."""

REGISTRATION = "all"
"""The colour of marks that every printing plate shows."""
EVERY_PLATE: Inks = (1.0, 1.0, 1.0, 1.0)

_PAPER = (95.0, 0.0, -2.0)
_BLACK_SHARE = 0.022  # of the light that a full black ink lets through, whatever lies below
# CIELAB of full inks, ISO 12647-2 for coated paper, by (cyan, magenta, yellow).
_SOLIDS: dict[tuple[int, int, int], Colour] = {
    (0, 0, 0): _PAPER,
    (1, 0, 0): (55.0, -37.0, -50.0),
    (0, 1, 0): (48.0, 74.0, -3.0),
    (0, 0, 1): (89.0, -5.0, 93.0),
    (0, 1, 1): (47.0, 68.0, 48.0),
    (1, 0, 1): (50.0, -65.0, 27.0),
    (1, 1, 0): (24.0, 22.0, -46.0),
    (1, 1, 1): (23.0, 0.0, 0.0),
}
_GAIN = 0.14  # how much a dot of half the sheet grows in print
_LEAST_INK, _LEAST_BLACK = 0.03, 0.09  # thinner rasters are uneven, or only dull a colour
_WHITE, _GREY = 99.5, 1.0  # lightness of no ink, colourfulness of a pure grey
_NOTHING: Inks = (0.0, 0.0, 0.0, 0.0)
_MUCH_BLACK, _BLACK_KEPT = 0.45, 0.35  # of deep grounds: black above the first is kept by a share
_DARK, _GREYISH = 48.0, 14.0  # lightness and colourfulness up to which text is black alone
# Signs whose inks are laid down: the EU flag's blue and yellow (its graphics guide).
_AGREED: dict[str, Inks] = {
    "#003399": (1.0, 0.8, 0.0, 0.0),
    "#FFCC00": (0.0, 0.0, 1.0, 0.0),
}


@lru_cache(maxsize=512)
def inks_of(colour: str) -> Inks:
    """Return the inks of a colour `#RRGGBB`, or of `REGISTRATION`, in whole hundredths."""
    found = _few_inks_of(colour)
    if found[3] <= _MUCH_BLACK or not any(found[:3]) or colour == REGISTRATION:
        return found
    less = _MUCH_BLACK + _BLACK_KEPT * (found[3] - _MUCH_BLACK)
    return _clean(_searched(_lab_of(colour), (*found[:3], less), [0, 1, 2])[1])


@lru_cache(maxsize=512)
def text_inks_of(colour: str) -> Inks:
    """Return the inks of text: never more than two and black; dark greyish letters black alone.

    Small letters of several inks have coloured edges as soon as the plates are a hair off.
    """
    if colour != REGISTRATION:
        wanted = _lab_of(colour)
        if wanted[0] <= _DARK and _chroma(wanted) <= _GREYISH:
            return _black_alone(wanted[0])
    return _few_inks_of(colour)


def _few_inks_of(colour: str) -> Inks:
    """Return the inks of a colour, of the coloured ones no more than two."""
    if colour == REGISTRATION:
        return EVERY_PLATE
    agreed = _AGREED.get(colour.upper())
    if agreed is not None:
        return agreed
    wanted = _lab_of(colour)
    if wanted[0] > _WHITE:
        return _NOTHING
    if _chroma(wanted) < _GREY:
        return _black_alone(wanted[0])
    tries = (_searched(wanted, _NOTHING, [n for n in range(4) if n != left]) for left in range(3))
    return _clean(min(tries, key=lambda one: one[0])[1])


def seen_on_paper(inks: Inks) -> Colour:
    """Return the CIELAB colour that inks show, measured against the paper's white."""
    cyan, magenta, yellow, black = (_grown(share) for share in inks)
    under = 1 - black * (1 - _BLACK_SHARE)
    light = [0.0, 0.0, 0.0]
    for (c, m, y), solid in _LIGHTS.items():
        share = (
            (cyan if c else 1 - cyan) * (magenta if m else 1 - magenta)
            * (yellow if y else 1 - yellow) * under
        )  # fmt: skip
        for n in range(3):
            light[n] += share * solid[n]
    return _lab((light[0], light[1], light[2]))


def _black_alone(lightness: float) -> Inks:
    """Return the black that shows a lightness, by halving."""
    low, high = 0.0, 1.0
    while high - low > 1e-3:
        middle = (low + high) / 2
        is_lighter = seen_on_paper((0.0, 0.0, 0.0, middle))[0] > lightness
        low, high = (middle, high) if is_lighter else (low, middle)
    return (0.0, 0.0, 0.0, round(high, 2))


def _searched(wanted: Colour, start: Inks, free: list[int]) -> tuple[float, Inks]:
    """Return how far off the best inks are, and those.

    Args:
        wanted: the colour.
        start: the inks to begin with.
        free: the places of those that may change.
    """
    inks = [*start]
    best = _distance(inks, wanted)
    step = 0.4
    while step > 0.004:
        moved = False
        for n in free:
            for by in (step, -step):
                tried = [*inks]
                tried[n] = min(1.0, max(0.0, inks[n] + by))
                off = _distance(tried, wanted)
                if off < best - 1e-9:
                    inks, best, moved = tried, off, True
        step = step if moved else step / 2
    return best, (inks[0], inks[1], inks[2], inks[3])


def _distance(inks: list[float], wanted: Colour) -> float:
    seen = seen_on_paper((inks[0], inks[1], inks[2], inks[3]))
    return math.dist(seen, wanted)


def _clean(inks: Inks) -> Inks:
    c, m, y = (round(share, 2) if share >= _LEAST_INK else 0.0 for share in inks[:3])
    return c, m, y, round(inks[3], 2) if inks[3] >= _LEAST_BLACK else 0.0


def _grown(share: float) -> float:
    return share + 4 * _GAIN * share * (1 - share)


def _chroma(colour: Colour) -> float:
    return math.hypot(colour[1], colour[2])


def _lab_of(colour: str) -> Colour:
    """Return the CIELAB colour of sRGB (IEC 61966-2-1) against its own white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4 for n in parts)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    return _lab((x, y, z))


def _lab(light: Colour) -> Colour:
    x, y, z = (n ** (1 / 3) if n > 0.008856 else 7.787 * n + 4 / 29 for n in light)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _light(colour: Colour) -> Colour:
    """Return the shares of light of a CIELAB colour."""
    y = (colour[0] + 16) / 116
    parts = (y + colour[1] / 500, y, y - colour[2] / 200)
    x, y, z = (n**3 if n > 6 / 29 else (n - 4 / 29) / 7.787 for n in parts)
    return x, y, z


def _against_paper(colour: Colour) -> Colour:
    x, y, z = (a / b for a, b in zip(_light(colour), _light(_PAPER), strict=True))
    return x, y, z


_LIGHTS = {inks: _against_paper(solid) for inks, solid in _SOLIDS.items()}
