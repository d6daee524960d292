"""The light a hole stands in, read from the picture, so that what is drawn there belongs."""

from dataclasses import replace

import numpy as np
from PIL import Image

from webapp.standin.engine.draw.colour import RGB, mix
from webapp.standin.engine.draw.noise import Bits, Floats
from webapp.standin.engine.mood import MOODS, Mood
from webapp.standin.engine.words import Hour


def mood_around(base: Image.Image, hole: Bits, box: tuple[int, int, int, int]) -> Mood:
    """A mood whose light and shade are those of the picture; `hole` lies in `box` of it."""
    small = base.copy()
    small.thumbnail((96, 96), Image.Resampling.BOX)
    pixels = np.asarray(small, dtype=np.float32) / 255
    grey = pixels @ np.array((0.3, 0.59, 0.11), np.float32)
    around = _around(base, hole, box)
    brightest = pixels[grey >= np.quantile(grey, 0.94)].mean(axis=0)
    darkest = pixels[grey <= np.quantile(grey, 0.06)].mean(axis=0)
    top = pixels[: max(1, len(pixels) // 4)].mean(axis=(0, 1))
    weights = np.clip(grey - np.quantile(grey, 0.9), 0, None) + 1e-6
    sun_x = float((weights * np.linspace(0, 1, grey.shape[1])).sum() / weights.sum())
    dark = float(np.clip((0.42 - grey.mean()) * 3.2, 0, 1))
    plain = MOODS[Hour.NIGHT if dark > 0.55 else Hour.DAY][0]
    warm = _lifted(_triple(brightest), 0.92)
    ambient = _triple(around)
    deepest = _triple(darkest)
    return replace(
        plain,
        zenith=mix(_triple(top), ambient, 0.4),
        middle=ambient,
        horizon=mix(ambient, warm, 0.4),
        glow=mix(warm, plain.glow, 0.25),
        light=mix(warm, plain.light, 0.4),
        cloud=mix(warm, (1.0, 1.0, 1.0), 0.4),
        cloud_shade=mix(ambient, deepest, 0.3),
        haze=ambient,
        near=mix(deepest, ambient, 0.15),
        deep=mix(ambient, deepest, 0.45),
        dark=dark,
        sun_x=sun_x,
    )


def _around(base: Image.Image, hole: Bits, box: tuple[int, int, int, int]) -> Floats:
    crop = np.asarray(base.crop(box), dtype=np.float32)
    known = crop[~hole] if not hole.all() else crop.reshape(-1, 3)
    mean: Floats = known.mean(axis=0) / 255
    return mean


def _triple(values: Floats) -> RGB:
    return float(values[0]), float(values[1]), float(values[2])


def _lifted(colour: RGB, top: float) -> RGB:
    """The colour as bright as its strongest channel may be."""
    scale = top / max(0.05, *colour)
    return tuple(c * max(1.0, scale) for c in colour)  # type: ignore[return-value]
