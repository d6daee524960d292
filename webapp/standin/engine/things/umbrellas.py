"""Umbrellas."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, scaled
from webapp.standin.engine.mood import Mood


def umbrella(canvas: Canvas, mood: Mood, x: float, hand: float, tall: float, colour: RGB) -> None:
    """An open umbrella held at (x, hand)."""
    rim, top, wide = hand - tall * 0.42, hand - tall * 0.86, tall * 0.62
    canvas.line(
        mix(mood.near, (0.2, 0.2, 0.2), 0.4), [(x, hand), (x, top - tall * 0.06)], max(0.8, tall * 0.028)
    )
    dome = [
        (x + wide * np.sin(t), rim - (rim - top) * np.cos(t)) for t in np.linspace(-np.pi / 2, np.pi / 2, 28)
    ]
    scallop = [
        (x + wide * (1 - 2 * t), rim + tall * 0.05 * (1 - abs(np.sin(t * np.pi * 5))) - tall * 0.05)
        for t in np.linspace(0, 1, 41)
    ]
    lit = mix(scaled(colour, 0.8), mood.light, 0.16)
    canvas.polygon(mix(scaled(colour, 0.62), lit, 0.25), [*dome, *scallop])
    for part, share in ((0.62, 0.5), (0.3, 0.85)):
        gore = [
            (
                x - wide * 0.06 + wide * part * np.sin(t),
                rim - tall * 0.03 - (rim - top - tall * 0.03) * np.cos(t),
            )
            for t in np.linspace(-np.pi / 2, np.pi / 2, 20)
        ]
        canvas.polygon(mix(scaled(colour, 0.7), lit, share), gore, 0.8)
    canvas.ellipse(mix(mood.near, colour, 0.3), (x - tall * 0.02, top - tall * 0.07, x + tall * 0.02, top))
