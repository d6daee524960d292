"""A flower's head."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.light import in_light


def blossom(canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, size: float, colour: RGB) -> None:
    """A flower's head of radius `size` px, seen a little from the side."""
    petals, turn, squash = int(rng.integers(5, 9)), rng.uniform(0, 6.3), rng.uniform(0.55, 0.95)
    tone = mix(colour, (1, 1, 1), float(rng.uniform(0, 0.2)))
    for n in range(petals):
        angle = turn + n * 2 * np.pi / petals
        lit = float(np.clip(0.55 - 0.4 * np.sin(angle), 0, 1))
        cx, cy = x + np.cos(angle) * size * 0.55, y + np.sin(angle) * size * 0.55 * squash
        reach = size * 0.5
        canvas.ellipse(
            in_light(mood, tone, lit), (cx - reach, cy - reach * squash, cx + reach, cy + reach * squash)
        )
    heart = mix(rgb("#f2cf4a"), rgb("#3a2a1c"), 0.75 if colour[0] > 0.8 and colour[1] < 0.5 else 0.1)
    canvas.ellipse(
        in_light(mood, heart, 0.7),
        (x - size * 0.3, y - size * 0.3 * squash, x + size * 0.3, y + size * 0.3 * squash),
    )
