"""Space: nebulae, stars, planets with atmospheres and rings."""

import numpy as np
from PIL import Image

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, array, gradient, mix, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng, field
from webapp.standin.engine.draw.smooth import resized
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.planets import planet
from webapp.standin.engine.words import Brief, Hour

USUAL = (Hour.NIGHT,)

_SCHEMES = (
    ("#05060f", "#1c1440", "#6d2f86", "#e0679b", "#ffd7b0"),
    ("#03070f", "#0a2740", "#17678a", "#58c4c4", "#fff0c9"),
    ("#070510", "#2a1030", "#8a2f4a", "#f0874f", "#fff0c0"),
    ("#04060e", "#101f4a", "#3458b8", "#9a8bea", "#f6e6ff"),
)


def space(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """A nebula with stars; a planet, a ringed one, two, or a galaxy."""
    clouds, stars, balls = rng.spawn(3)
    scheme = [rgb(code) for code in _SCHEMES[variation]]
    for hue in brief.colours[:1]:
        scheme = [
            mix(scheme[0], hue, 0.04),
            mix(scheme[1], hue, 0.25),
            mix(scheme[2], hue, 0.7),
            mix(scheme[3], hue, 0.6),
            mix(scheme[4], hue, 0.25),
        ]
    galaxy = brief.says("galaxy", "galaxies", "spiral", "milky") or variation == 3
    if galaxy:
        _galaxy(canvas, clouds, scheme)
    else:
        _nebula(canvas, clouds, scheme)
    _stars(canvas, stars)
    unit = canvas.unit
    angle = float(rng.uniform(0, 2 * np.pi))
    light = (np.cos(angle) * 0.75, -abs(np.sin(angle)) * 0.55 - 0.25, 0.45)
    colour = brief.colour_of("planet")
    if variation == 0:
        planet(
            canvas,
            balls,
            canvas.width * 0.63,
            canvas.height * 0.6,
            unit * 0.26,
            colour or rgb("#c98a5e"),
            light,
            "bands",
        )
        planet(
            canvas,
            balls,
            canvas.width * 0.24,
            canvas.height * 0.27,
            unit * 0.055,
            rgb("#b9b2a8"),
            light,
            "rock",
        )
    elif variation == 1:
        planet(
            canvas,
            balls,
            canvas.width * 0.5,
            canvas.height * 0.53,
            unit * 0.2,
            colour or rgb("#d9b98a"),
            light,
            "bands",
            ring=True,
        )
    elif variation == 2:
        planet(
            canvas,
            balls,
            canvas.width * 0.36,
            canvas.height + unit * 0.34,
            unit * 0.78,
            colour or rgb("#3f7fb0"),
            light,
            "earth",
        )
        planet(
            canvas,
            balls,
            canvas.width * 0.74,
            canvas.height * 0.3,
            unit * 0.085,
            rgb("#cfc3b4"),
            light,
            "rock",
        )
    elif "planet" in brief.things or not brief.says("galaxy", "spiral"):
        planet(
            canvas,
            balls,
            canvas.width * 0.2,
            canvas.height * 0.8,
            unit * 0.1,
            colour or rgb("#5f9fb0"),
            light,
            "earth",
        )


def _nebula(canvas: Canvas, rng: Rng, scheme: list[RGB]) -> None:
    size = (canvas.width // 2 + 1, canvas.height // 2 + 1)
    x = np.arange(size[0], dtype=np.float32)[None, :] * 2 / np.float32(canvas.unit)
    y = np.arange(size[1], dtype=np.float32)[:, None] * 2 / np.float32(canvas.unit)
    noise = PointNoise(rng)
    shift = rng.uniform(0, 90, 4).astype(np.float32)
    u, v = x * 1.5 + shift[0], y * 1.5 + shift[1]
    bend_x, bend_y = noise.fractal(u, v, 4), noise.fractal(u + 31, v + 17, 4)
    body = noise.fractal(u + 2.4 * bend_x, v + 2.4 * bend_y, 6, 0.55)
    fold = 1 - np.abs(2 * noise.fractal(u * 1.3 + 1.6 * bend_y + 9, v * 1.3 - 1.6 * bend_x, 5, 0.55) - 1)
    dust = noise.fractal(u * 2.2 + bend_y * 3 + shift[2], v * 2.2 + bend_x * 3, 5, 0.58)
    angle = float(rng.uniform(0.3, 1.1))
    band = np.exp(-((((x - x.mean()) * np.sin(angle) - (y - y.mean()) * np.cos(angle)) / 0.42) ** 2))
    glow = (
        np.clip((body - 0.3) * 1.7, 0, 1) * (0.3 + 0.8 * band)
        + 0.28 * band * np.clip(fold - 0.45, 0, 1) * 1.6
    )
    glow = np.clip(glow * (1 - 0.75 * np.clip((dust - 0.52) * 5, 0, 1) * band), 0, 1)
    colour = gradient(
        [(0, scheme[0]), (0.22, scheme[1]), (0.5, scheme[2]), (0.78, scheme[3]), (1, scheme[4])], glow
    )
    other = gradient([(0, scheme[0]), (0.5, mix(scheme[2], scheme[1], 0.6)), (1, scheme[3])], bend_x)
    share = np.clip((bend_y - 0.45) * 3, 0, 0.5)[..., None] * glow[..., None]
    _set(canvas, colour + (other - colour) * share)


def _galaxy(canvas: Canvas, rng: Rng, scheme: list[RGB]) -> None:
    size = (canvas.width // 2 + 1, canvas.height // 2 + 1)
    unit = np.float32(canvas.unit)
    x = (np.arange(size[0], dtype=np.float32)[None, :] * 2 - canvas.width * 0.5) / unit
    y = (np.arange(size[1], dtype=np.float32)[:, None] * 2 - canvas.height * 0.48) / unit
    turn = float(rng.uniform(-0.6, 0.6))
    u, v = x * np.cos(turn) + y * np.sin(turn), (y * np.cos(turn) - x * np.sin(turn)) * 2.1
    radius = np.sqrt(u * u + v * v) + 1e-4
    noise = PointNoise(rng)
    swirl = np.arctan2(v, u) + 5.2 * np.log(radius + 0.06)
    wobble = noise.fractal(u * 6 + 40, v * 6 + 40, 5, 0.55)
    arms = 0.5 + 0.5 * np.cos(2 * swirl + (wobble - 0.5) * 3.4)
    arms = arms**1.6 * np.exp(-((radius / 0.36) ** 1.7))
    knots = noise.fractal(u * 14 + 9, v * 14 + 70, 4, 0.6)
    lanes = np.clip((noise.fractal(u * 9 + swirl, v * 9 + 3, 4) - 0.5) * 4, 0, 1) * np.clip(radius * 6, 0, 1)
    core = np.exp(-((radius / 0.085) ** 1.25))
    glow = np.clip(
        arms * (0.35 + 1.1 * knots) * (1 - 0.55 * lanes) + core * 1.1 + 0.16 * np.exp(-radius / 0.25), 0, 1
    )
    base = field(rng, size, (3, 3), 5)
    colour = gradient(
        [(0, scheme[0]), (0.2, scheme[1]), (0.45, scheme[2]), (0.72, scheme[3]), (1, scheme[4])],
        np.clip(glow + 0.03 * base, 0, 1),
    )
    _set(canvas, colour + array(scheme[4]) * (core**1.5)[..., None] * 0.4)


def _set(canvas: Canvas, half: Floats) -> None:
    """Fill the canvas with a picture drawn at half its size; clouds have no edges that would show it."""
    canvas.px[:] = resized(half, canvas.size, Image.Resampling.BICUBIC)


def _stars(canvas: Canvas, rng: Rng) -> None:
    count = 1500
    xs, ys = rng.random(count) * canvas.width, rng.random(count) * canvas.height
    power, tone = rng.pareto(1.9, count) + 0.15, rng.random(count)
    for x, y, strength, warm in zip(xs, ys, power, tone, strict=True):
        colour = mix((0.68, 0.8, 1), (1, 0.86, 0.7), float(warm))
        radius = max(0.8, canvas.unit * 0.0009 * min(2.6, 0.7 + 0.45 * strength))
        canvas.glow(x, y, radius * 1.8, colour, min(1.5, 0.35 + 0.6 * strength), 1.2)
        if strength > 7:
            canvas.glow(x, y, radius * 9, colour, 0.35, 2.6)
            reach = canvas.unit * 0.006 * min(3.0, strength / 7)
            for dx, dy in ((reach, 0.0), (0.0, reach)):
                canvas.line(
                    mix(colour, (1, 1, 1), 0.5),
                    [(x - dx, y - dy), (x + dx, y + dy)],
                    max(0.5, canvas.unit * 0.0008),
                    0.5,
                )
