"""Mushrooms."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.light import in_light, light_side


def mushroom(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None = None
) -> None:
    """A toadstool `tall` px high with pale spots on its cap."""
    cap, stalk = colour or rgb("#c8321f"), rgb("#efe4cf")
    side = light_side(mood)
    rim, top, wide = foot - tall * 0.55, foot - tall, tall * 0.52
    stops = [(0.0, in_light(mood, stalk, 0.25)), (1.0, in_light(mood, stalk, 0.95))]
    if side < 0:
        stops = [(1 - a, c) for a, c in reversed(stops)]
    ramp = canvas.ramp((x - tall * 0.13, rim, x + tall * 0.13, foot), stops)
    if ramp.size:
        canvas.polygon(
            ramp,
            [
                (x - tall * 0.085, rim),
                (x + tall * 0.085, rim),
                (x + tall * 0.13, foot),
                (x - tall * 0.13, foot),
            ],
        )
    canvas.ellipse(
        in_light(mood, mix(stalk, rgb("#8a7358"), 0.5), 0.3),
        (x - wide * 0.92, rim - tall * 0.1, x + wide * 0.92, rim + tall * 0.08),
    )
    dome = [
        (x + wide * np.sin(t), rim - (rim - top) * np.cos(t)) for t in np.linspace(-np.pi / 2, np.pi / 2, 30)
    ]
    lower = [(x + wide * (1 - 2 * t), rim + tall * 0.05 * np.sin(np.pi * t)) for t in np.linspace(0, 1, 12)]
    stops = [
        (0.0, in_light(mood, cap, 0.2)),
        (0.6, in_light(mood, cap, 0.75)),
        (1.0, in_light(mood, mix(cap, (1, 0.85, 0.6), 0.2), 1.0)),
    ]
    if side < 0:
        stops = [(1 - a, c) for a, c in reversed(stops)]
    ramp = canvas.ramp((x - wide, top, x + wide, max(p[1] for p in lower)), stops)
    if ramp.size:
        canvas.polygon(ramp, [*dome, *lower])
    for _ in range(11):
        angle, lift = rng.uniform(-1.2, 1.2), rng.uniform(0.12, 0.88)
        px, py = x + wide * np.sin(angle) * (1 - lift * 0.62), rim - (rim - top) * lift * np.cos(angle * 0.6)
        size = tall * rng.uniform(0.022, 0.05)
        canvas.ellipse(
            in_light(mood, rgb("#f6eddc"), 0.85), (px - size, py - size * 0.8, px + size, py + size * 0.8)
        )
