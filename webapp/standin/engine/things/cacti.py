"""Cacti."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.light import in_light, light_side


def cactus(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None = None
) -> None:
    """A saguaro `tall` px high."""
    body = colour or rgb("#4f7346")
    shade, lit = in_light(mood, body, 0.12), in_light(mood, body, 1.0)
    side = light_side(mood)
    canvas.ellipse(
        mix(mood.near, (0.2, 0.12, 0.1), 0.5),
        (
            x - tall * 0.3 - side * tall * 0.2,
            foot - tall * 0.02,
            x + tall * 0.3 - side * tall * 0.2,
            foot + tall * 0.025,
        ),
        0.5,
        tall * 0.012,
    )
    limbs: list[tuple[list[tuple[float, float]], float]] = [([(x, foot), (x, foot - tall * 0.93)], 0.15)]
    for arm in (-1, 1):
        low, rise, out = rng.uniform(0.32, 0.55), rng.uniform(0.2, 0.34), rng.uniform(0.17, 0.23)
        bend = [
            (x + arm * tall * out * np.sin(t), foot - tall * (low + 0.08 * (1 - np.cos(t))))
            for t in np.linspace(0, np.pi / 2, 8)
        ]
        limbs.insert(0, ([*bend, (x + arm * tall * out, foot - tall * (low + rise))], 0.1))
    for points, wide in limbs:
        for share, colour_at in ((1.0, shade), (0.7, mix(shade, lit, 0.5)), (0.3, lit)):
            shift = side * tall * wide * (1 - share) * 0.38
            moved = [(px + shift, py) for px, py in points]
            canvas.line(colour_at, moved, tall * wide * share)
            end, radius = moved[-1], tall * wide * share / 2
            canvas.ellipse(colour_at, (end[0] - radius, end[1] - radius, end[0] + radius, end[1] + radius))
