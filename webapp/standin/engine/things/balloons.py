"""Hot-air balloons."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.light import in_light, light_side


def balloon(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """A hot-air balloon whose basket hangs at y, `tall` px high."""
    main = colour or (rgb("#d8432f"), rgb("#e39a2d"), rgb("#2f7f8c"), rgb("#7a4aa0"))[int(rng.integers(4))]
    other = mix(main, rgb("#fff1d6"), 0.72)
    radius = tall * 0.36
    centre = y - tall + radius
    neck = y - tall * 0.17
    side = light_side(mood)
    # The envelope's outline from its top to the neck: most of a circle, then a straight taper.
    angles = np.linspace(0, np.pi * 0.72, 40)
    taper = np.linspace(0, 1, 14)[1:]
    profile, ys = np.sin(angles), centre - np.cos(angles) * radius
    profile = np.concatenate([profile, profile[-1] + (0.17 - profile[-1]) * taper**0.9])
    ys = np.concatenate([ys, ys[-1] + (neck - ys[-1]) * taper])
    gores = 12
    edges = np.sin(np.linspace(-np.pi / 2, np.pi / 2, gores + 1))
    for gore in range(gores):
        a, b = edges[gore], edges[gore + 1]
        middle = (a + b) / 2
        lit = float(np.clip(0.5 + 0.55 * side * middle + 0.1, 0.04, 1))
        points = [(x + radius * p * a - 0.3, yy) for p, yy in zip(profile, ys, strict=True)]
        points += [(x + radius * p * b + 0.3, yy) for p, yy in zip(profile[::-1], ys[::-1], strict=True)]
        canvas.polygon(in_light(mood, main if gore % 2 else other, lit), points)
    if mood.dark > 0.3:
        canvas.glow(x, neck - tall * 0.12, tall * 0.42, rgb("#ffb65a"), 0.55 * mood.dark)
    basket = tall * 0.055
    for offset in (-1, 1):
        canvas.line(
            in_light(mood, rgb("#3d2c20"), 0.4),
            [(x + offset * radius * 0.16, neck), (x + offset * basket, y - basket * 1.6)],
            max(0.6, tall * 0.005),
        )
    canvas.polygon(
        in_light(mood, rgb("#7a5232"), 0.6),
        [
            (x - basket, y - basket * 1.7),
            (x + basket, y - basket * 1.7),
            (x + basket * 0.86, y),
            (x - basket * 0.86, y),
        ],
    )
