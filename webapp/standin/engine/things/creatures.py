"""Birds, fish, butterflies and a cat: light shapes that give a picture its scale."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.light import in_light


def bird(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """A gull on the wing, its span about twice `tall` px."""
    ink = in_light(mood, colour, 0.7) if colour else mix(mood.near, mood.haze, 0.12)
    span, lift, tilt = tall, rng.uniform(0.25, 0.6) * tall, rng.uniform(-0.12, 0.12) * tall
    upper, lower = [], []
    for t in np.linspace(-1, 1, 25):
        arch = np.sin(min(1.0, abs(t) * 1.15) * np.pi * 0.72) * lift
        thick = tall * 0.085 * (1 - abs(t)) ** 0.7 + tall * 0.012
        upper.append((x + t * span, y - arch + tilt * t - thick))
        lower.append((x + t * span, y - arch + tilt * t + thick))
    canvas.polygon(ink, [*upper, *reversed(lower)])
    canvas.ellipse(ink, (x - tall * 0.11, y - tall * 0.1, x + tall * 0.11, y + tall * 0.2))


def flock(canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, size: float, count: int) -> None:
    """A loose group of birds around a point, each about `size` px."""
    for _ in range(count):
        offset = rng.normal(0, 1, 2) * (size * 5.5, size * 2.2)
        bird(canvas, mood, rng, x + offset[0], y + offset[1], size * rng.uniform(0.5, 1.1))


def fish(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """A fish seen from the side, about twice as long as `tall` (px), middle at (x, y)."""
    body = colour or rgb("#e8823a")
    t = np.linspace(0, 1, 22)
    width = np.sin(np.pi * t**0.8) * tall * 0.42
    xs = x - tall * 0.85 + t * tall * 1.55
    points = [*zip(xs, y - width, strict=True), *zip(xs[::-1], y + width[::-1], strict=True)]
    stops = [
        (0.0, in_light(mood, mix(body, (0.1, 0.1, 0.2), 0.3), 0.9)),
        (0.6, in_light(mood, body, 1.0)),
        (1.0, in_light(mood, mix(body, (1, 1, 1), 0.6), 1.0)),
    ]
    tail = [
        (xs[-1] - tall * 0.1, y),
        (xs[-1] + tall * 0.36, y - tall * 0.34),
        (xs[-1] + tall * 0.24, y),
        (xs[-1] + tall * 0.36, y + tall * 0.34),
    ]
    canvas.polygon(in_light(mood, body, 0.7), tail)
    canvas.polygon(
        in_light(mood, body, 0.6),
        [
            (x - tall * 0.3, y - tall * 0.38),
            (x + tall * 0.1, y - tall * 0.66),
            (x + tall * 0.25, y - tall * 0.3),
        ],
    )
    top, bottom = min(p[1] for p in points), max(p[1] for p in points)
    ramp = canvas.ramp((float(xs[0]), top, float(xs[-1]), bottom), stops, down=True)
    if ramp.size:
        canvas.polygon(ramp, points)
    canvas.ellipse((0.96, 0.96, 0.92), (x - tall * 0.62, y - tall * 0.14, x - tall * 0.48, y))
    canvas.ellipse((0.06, 0.06, 0.08), (x - tall * 0.59, y - tall * 0.11, x - tall * 0.51, y - tall * 0.03))


def butterfly(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """A butterfly with spread wings, `tall` px high, middle at (x, y)."""
    wing = colour or (rgb("#e98a1f"), rgb("#3f7fd0"), rgb("#d9c23a"))[int(rng.integers(3))]
    dark = in_light(mood, mix(wing, (0.05, 0.04, 0.06), 0.85), 0.5)
    for side in (-1, 1):
        for lift, size in ((-0.2, 0.36), (0.22, 0.25)):
            cx, cy = x + side * tall * size * 0.85, y + lift * tall
            t = np.linspace(0, 2 * np.pi, 26)
            swell = 1 + 0.22 * np.cos(2 * (t - 0.6 * side * np.sign(lift)))
            for grow, ink in ((1.0, dark), (0.78, in_light(mood, wing, 0.9))):
                points = [
                    (cx + np.cos(a) * tall * size * s * grow, cy + np.sin(a) * tall * size * 0.85 * s * grow)
                    for a, s in zip(t, swell, strict=True)
                ]
                canvas.polygon(ink, points)
    canvas.ellipse(dark, (x - tall * 0.035, y - tall * 0.3, x + tall * 0.035, y + tall * 0.36))
    for side in (-1, 1):
        canvas.line(
            dark, [(x, y - tall * 0.28), (x + side * tall * 0.14, y - tall * 0.5)], max(0.6, tall * 0.014)
        )


def cat(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None = None
) -> None:
    """A sitting cat seen from behind, `tall` px high, its feet at (x, foot)."""
    fur = in_light(mood, colour, 0.75) if colour else mix(mood.near, (0.07, 0.07, 0.08), 0.5)
    wide = tall * 0.27
    canvas.ellipse(fur, (x - wide, foot - tall * 0.6, x + wide, foot + tall * 0.02))
    canvas.ellipse(fur, (x - wide * 0.72, foot - tall * 0.75, x + wide * 0.72, foot - tall * 0.2))
    head = foot - tall * 0.78
    canvas.ellipse(fur, (x - tall * 0.16, head - tall * 0.13, x + tall * 0.16, head + tall * 0.14))
    for side in (-1, 1):
        canvas.polygon(
            fur,
            [
                (x + side * tall * 0.155, head),
                (x + side * tall * 0.145, head - tall * 0.22),
                (x + side * tall * 0.03, head - tall * 0.11),
            ],
        )
    tail = [
        (x + tall * (0.2 + 0.22 * np.sin(t * 2.4)), foot - tall * (0.03 + 0.02 * t) - tall * 0.13 * t * t)
        for t in np.linspace(0, 1.4, 14)
    ]
    canvas.line(fur, tail, tall * 0.07)
