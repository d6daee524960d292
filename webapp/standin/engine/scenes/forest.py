"""Forests: ridges of firs in the mist, trunks and shafts of light, a clearing at night."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import mix, rgb
from webapp.standin.engine.draw.noise import Rng, curve, field
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.sky import sky
from webapp.standin.engine.scenes.wood import among_trunks
from webapp.standin.engine.things.creatures import flock
from webapp.standin.engine.things.light import light_side
from webapp.standin.engine.things.plants import treeline
from webapp.standin.engine.words import Brief, Hour

USUAL = (Hour.DAWN, Hour.SUNSET, Hour.DUSK, Hour.DAY)


def forest(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """Misty ridges from afar, or among the trunks."""
    if variation in (0, 2):
        _ridges(canvas, mood, rng, brief, variation)
    else:
        among_trunks(canvas, mood, rng, brief, variation)


def _ridges(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """Ridge after ridge of firs, mist between, the nearest almost black."""
    above, mist, birds = rng.spawn(3)
    unit, layers = canvas.unit, 6
    sky(canvas, mood, above, canvas.height * 0.74, clouds=0.5, disc=0.055)
    side = light_side(mood)
    for layer, stream in enumerate(rng.spawn(layers)):
        share = layer / (layers - 1)
        base = canvas.height * (0.42 + 0.5 * share**1.15)
        slope = (np.linspace(-0.5, 0.5, canvas.width, dtype=np.float32)) * (-1) ** layer * unit * 0.12
        crest = (
            base - curve(stream, canvas.width, 2.2 + layer * 0.5, 6) * unit * (0.085 - 0.02 * share) + slope
        ).astype(np.float32)
        deep = mix(mood.near, brief.colour_of("tree") or rgb("#1c3a2e"), 0.5 if mood.dark < 0.4 else 0.25)
        colour = mix(mix(mood.haze, mood.horizon, 0.3), deep, 0.16 + 0.84 * share**1.1)
        rim = mix(colour, mood.glow, (0.12 + 0.24 * share) * (0.5 if mood.moon else 1))
        tall = unit * (0.035 + 0.2 * share**1.5)
        canvas.lay(colour, np.clip(canvas.rows() - crest[None, :] + 0.5, 0, 1))
        treeline(canvas, stream, crest, tall, colour, rim, side, 1.9 - 0.9 * share)
        if layer < layers - 1:
            wisps = field(mist.spawn(1)[0], canvas.size, (2.4, 7), 5) * 0.5 + 0.62
            low = (canvas.rows() - crest[None, :] - unit * 0.05) / (unit * (0.12 + 0.05 * share))
            fog = np.clip(low, 0, 1) ** 0.8 * np.clip(wisps, 0, 1) * (0.78 - 0.3 * share)
            canvas.lay(mix(mood.haze, mood.glow, 0.35 if not mood.moon else 0.1), fog.astype(np.float32))
    flock(canvas, mood, birds, canvas.width * (0.5 - 0.15 * side), canvas.height * 0.26, unit * 0.014, 8)
