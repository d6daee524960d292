"""Colours as float triples 0..1 (sRGB), mixed in OKLab so that gradients stay clean."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from webapp.standin.engine.draw.noise import Floats, floats

RGB = tuple[float, float, float]

_TO_LMS = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]], np.float32)  # fmt: skip
_TO_LAB = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]], np.float32)  # fmt: skip
_FROM_LAB = np.linalg.inv(_TO_LAB).astype(np.float32)
_FROM_LMS = np.linalg.inv(_TO_LMS).astype(np.float32)
# The same as plain numbers: single colours are mixed thousands of times a picture.
_LMS, _LAB, _BACK_LAB, _BACK_LMS = (m.tolist() for m in (_TO_LMS, _TO_LAB, _FROM_LAB, _FROM_LMS))


def rgb(code: str) -> RGB:
    """The colour of a code such as "#f2a65a"."""
    return int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255


def to_oklab(colours: Floats) -> Floats:
    """(..., 3) sRGB 0..1 to OKLab (lightness 0..1, a, b)."""
    low = colours / 12.92
    linear = np.where(colours <= 0.04045, low, ((np.maximum(colours, 0) + 0.055) / 1.055) ** 2.4)
    lab: Floats = (np.cbrt(linear.astype(np.float32) @ _TO_LMS.T) @ _TO_LAB.T).astype(np.float32)
    return lab


def from_oklab(lab: Floats) -> Floats:
    """(..., 3) OKLab to sRGB, cut to 0..1."""
    linear = np.maximum((lab @ _FROM_LAB.T) ** 3 @ _FROM_LMS.T, 0)
    curved = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.clip(curved, 0, 1).astype(np.float32)


def array(colour: RGB | Sequence[float]) -> Floats:
    """The colour as an array of three."""
    return np.asarray(colour, np.float32)


def triple(values: Floats) -> RGB:
    """An array of three as a colour."""
    return float(values[0]), float(values[1]), float(values[2])


@lru_cache(4096)
def mix(first: RGB, second: RGB, share: float) -> RGB:
    """From `first` (share 0) to `second` (share 1)."""
    a, b = _lab(first), _lab(second)
    return _colour((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share))


def _lab(colour: RGB) -> RGB:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    long, medium, short = (math.cbrt(m[0] * red + m[1] * green + m[2] * blue) for m in _LMS)
    return (
        _LAB[0][0] * long + _LAB[0][1] * medium + _LAB[0][2] * short,
        _LAB[1][0] * long + _LAB[1][1] * medium + _LAB[1][2] * short,
        _LAB[2][0] * long + _LAB[2][1] * medium + _LAB[2][2] * short,
    )


def _colour(lab: RGB) -> RGB:
    lms = [(m[0] * lab[0] + m[1] * lab[1] + m[2] * lab[2]) ** 3 for m in _BACK_LAB]
    linear = [max(0.0, m[0] * lms[0] + m[1] * lms[1] + m[2] * lms[2]) for m in _BACK_LMS]
    red, green, blue = (
        min(1.0, 12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055) for c in linear
    )
    return red, green, blue


def between(first: RGB, second: RGB, share: Floats) -> Floats:
    """Colours (..., 3) from `first` (share 0) to `second` (share 1), mixed as they are, without OKLab."""
    return array(first) + (array(second) - array(first)) * share[..., None]


def gradient(stops: Sequence[tuple[float, RGB]], at: Floats) -> Floats:
    """Colours (..., 3) of a gradient through `stops` (place, colour) at the places `at`."""
    places = np.array([place for place, _ in stops], np.float32)
    labs = to_oklab(np.array([colour for _, colour in stops], np.float32))
    steps = np.linspace(places[0], places[-1], 512, dtype=np.float32)
    table = from_oklab(
        np.stack([np.interp(steps, places, labs[:, i]) for i in range(3)], -1).astype(np.float32)
    )
    span = max(float(places[-1] - places[0]), 1e-6)
    position = np.clip((at - places[0]) / span, 0, 1) * 510
    index = position.astype(np.int32)
    share = (position - index)[..., None]
    return floats(table[index] * (1 - share) + table[index + 1] * share)


def towards(colour: RGB, hue: RGB, share: float) -> RGB:
    """`colour` with its hue drawn towards that of `hue`, its lightness mostly kept."""
    lab, goal = to_oklab(array(colour)), to_oklab(array(hue))
    chroma, goal_chroma = float(np.hypot(*lab[1:])), float(np.hypot(*goal[1:]))
    wanted = goal[1:] / max(goal_chroma, 1e-6) * min(goal_chroma, max(chroma, 0.6 * goal_chroma))
    lab[1:] += np.float32(share) * (wanted - lab[1:])
    lab[0] += np.float32(0.18 * share) * (goal[0] - lab[0])
    return triple(from_oklab(lab))


def scaled(colour: RGB, factor: float) -> RGB:
    """The colour made brighter or darker by a factor."""
    return colour[0] * factor, colour[1] * factor, colour[2] * factor
