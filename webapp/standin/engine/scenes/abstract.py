"""Abstract pictures: cut paper, flowing marble, plain geometry, ribbons of light."""

import numpy as np
from PIL import ImageDraw

from webapp.standin.engine.draw.canvas import Canvas, Pen, Place2D
from webapp.standin.engine.draw.colour import RGB, array, gradient, mix, rgb, scaled
from webapp.standin.engine.draw.noise import PointNoise, Rng, curve
from webapp.standin.engine.draw.smooth import blurred
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.words import Brief, Hour

USUAL = (Hour.SUNSET, Hour.DUSK, Hour.DAY, Hour.NIGHT)

_PALETTES = (
    ("#1d2b53", "#29578c", "#3f8fa6", "#f2c17d", "#ef7f5a", "#f7ead2"),
    ("#17161f", "#2f2a4a", "#7a3f6d", "#d8735f", "#f2b872", "#f6ead6"),
    ("#efe6d6", "#d94f30", "#1f3a5f", "#e8a92f", "#3c7d76", "#22222a"),
    ("#0a0d1f", "#1b2a6b", "#5b3fb8", "#d0549a", "#ff9a6b", "#ffe7c2"),
)


def abstract(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """One of four manners, in the prompt's colours where it names some."""
    palette = [rgb(code) for code in _PALETTES[variation]]
    if brief.colours:
        pulls = (0.55, 0.65, 0.7, 0.5, 0.6, 0.2)
        palette = [
            mix(tone, brief.colours[n % len(brief.colours)], pulls[n]) for n, tone in enumerate(palette)
        ]
    (_paper, _marble, _geometry, _ribbons)[variation](canvas, rng, palette)


def _paper(canvas: Canvas, rng: Rng, palette: list[RGB]) -> None:
    """Sheets of cut paper in a deep frame, each throwing its shadow on the next."""
    unit, layers = canvas.unit, 9
    canvas.px[:] = gradient(
        [(0, palette[5]), (1, mix(palette[3], palette[5], 0.3))], canvas.rows() / canvas.height
    ) * np.ones((1, canvas.width, 1), np.float32)
    sun = (canvas.width * 0.58, canvas.height * 0.34)
    canvas.glow(sun[0], sun[1], unit * 0.5, palette[5], 0.5, 2)
    canvas.ellipse(
        mix(palette[4], palette[3], 0.35),
        (sun[0] - unit * 0.13, sun[1] - unit * 0.13, sun[0] + unit * 0.13, sun[1] + unit * 0.13),
    )
    x = np.linspace(0, 1, canvas.width, dtype=np.float32)
    for layer, stream in enumerate(rng.spawn(layers)):
        share = layer / (layers - 1)
        line = canvas.height * (0.36 + 0.54 * share) + unit * (
            0.085 * curve(stream, canvas.width, 2.2, 2) + 0.05 * np.sin(x * 6 + layer * 1.9)
        )
        tone = gradient(
            [(0, palette[3]), (0.35, palette[4]), (0.62, palette[2]), (0.82, palette[1]), (1, palette[0])],
            np.array([share], np.float32),
        )[0]
        cover = np.clip(canvas.rows() - line[None, :] + 0.5, 0, 1)
        shade = np.roll(blurred(cover, unit * 0.016), -int(unit * 0.014), axis=0)
        canvas.lay((0.03, 0.02, 0.06), shade * np.float32(0.42))
        fibre = (
            PointNoise(stream).fractal(
                canvas.columns() / unit * 130,
                canvas.rows() / unit * 130,
                2,
            )
            - 0.5
        )
        fade = 1 - 0.16 * np.clip((canvas.rows() - line[None, :]) / (0.3 * unit), 0, 1)
        canvas.lay(tone * (fade * (1 + 0.07 * fibre))[..., None], cover)
        edge = np.exp(-(((canvas.rows() - line[None, :] - 1.2) / (0.0018 * unit)) ** 2))
        canvas.light((1, 0.97, 0.9), edge * np.float32(0.3))


def _marble(canvas: Canvas, rng: Rng, palette: list[RGB]) -> None:
    """Paint poured and folded, with veins of gold."""
    unit = np.float32(canvas.unit)
    noise, shift = PointNoise(rng), rng.uniform(0, 90, 2).astype(np.float32)
    u = canvas.columns() / unit * 1.3 + shift[0]
    v = canvas.rows() / unit * 1.3 + shift[1]
    a, b = noise.fractal(u, v, 4), noise.fractal(u + 5.2, v + 1.3, 4)
    c, d = (
        noise.fractal(u + 3.6 * a + 1.7, v + 3.6 * b + 9.2, 4),
        noise.fractal(u + 3.6 * a + 8.3, v + 3.6 * b + 2.8, 4),
    )
    value = noise.fractal(u + 3.4 * c, v + 3.4 * d, 5)
    colour = gradient(
        [
            (0.2, palette[0]),
            (0.38, palette[1]),
            (0.5, palette[2]),
            (0.6, palette[3]),
            (0.7, palette[4]),
            (0.85, palette[5]),
        ],
        value,
    )
    slope = np.gradient(value, axis=0) + np.gradient(value, axis=1)
    light = np.clip(-slope * unit * 0.03, -1, 1)
    colour = colour * (1 + 0.35 * light)[..., None]
    bands = value * 9
    vein = np.exp(-(((bands - np.round(bands)) / 0.035) ** 2)) * np.clip((c - 0.42) * 5, 0, 1)
    gold = gradient(
        [(0, rgb("#7a5420")), (0.5, rgb("#e0b455")), (1, rgb("#fff2c0"))],
        np.clip(0.5 + light * 0.5 + (d - 0.5), 0, 1),
    )
    canvas.px[:] = colour + (gold - colour) * vein[..., None]


def _geometry(canvas: Canvas, rng: Rng, palette: list[RGB]) -> None:
    """Discs, arcs and bars on a grid, printed slightly unevenly on warm paper."""
    unit = canvas.unit
    canvas.px[:] = array(palette[0])
    side = round(unit / 4)
    columns, rows = int(np.ceil(canvas.width / side)), int(np.ceil(canvas.height / side))
    left, top = (canvas.width - columns * side) // 2, (canvas.height - rows * side) // 2
    for row in range(rows):
        for column in range(columns):
            x, y = left + column * side, top + row * side
            order = rng.permutation(5) + 1
            ground, ink, third = (palette[int(n)] for n in order[:3])
            if rng.random() < 0.62:
                canvas.polygon(
                    ground if rng.random() < 0.55 else palette[0],
                    [(x, y), (x + side, y), (x + side, y + side), (x, y + side)],
                )
            _tile(canvas, rng, (x, y, side), ink if ink != ground else third, third)
    fibre = (
        PointNoise(rng).fractal(
            canvas.columns() / unit * 90,
            canvas.rows() / unit * 90,
            3,
        )
        - 0.5
    )
    blotch = (
        PointNoise(rng).fractal(
            canvas.columns() / unit * 3,
            canvas.rows() / unit * 3,
            4,
        )
        - 0.5
    )
    canvas.px *= (1 + 0.1 * fibre + 0.09 * blotch)[..., None]


def _tile(canvas: Canvas, rng: Rng, place: tuple[float, float, float], ink: RGB, other: RGB) -> None:
    x, y, side = place
    corners = ((x, y), (x + side, y), (x, y + side), (x + side, y + side))
    cx, cy = corners[int(rng.integers(4))]
    box = (x, y, x + side, y + side)
    kind = int(rng.integers(7))
    if kind == 0:
        canvas.ellipse(ink, (x + side * 0.1, y + side * 0.1, x + side * 0.9, y + side * 0.9))
        canvas.ellipse(other, (x + side * 0.34, y + side * 0.34, x + side * 0.66, y + side * 0.66))
    elif kind in (1, 2):
        for share, tone in ((1.0, ink), (0.66, other), (0.33, ink)) if kind == 1 else ((1.0, ink),):
            reach = side * share
            canvas.shape(tone, box, _disc(cx, cy, reach))
    elif kind == 3:
        for n in range(5):
            canvas.polygon(
                ink,
                [
                    (x, y + side * (n + 0.15) / 5),
                    (x + side, y + side * (n + 0.15) / 5),
                    (x + side, y + side * (n + 0.62) / 5),
                    (x, y + side * (n + 0.62) / 5),
                ],
            )
    elif kind == 4:
        canvas.polygon(ink, [p for p in corners if p != (cx, cy)])
    elif kind == 5:
        for n in range(16):
            px, py = x + side * (0.125 + 0.25 * (n % 4)), y + side * (0.125 + 0.25 * (n // 4))
            canvas.ellipse(ink, (px - side * 0.065, py - side * 0.065, px + side * 0.065, py + side * 0.065))
    else:
        half = rng.integers(2)
        canvas.shape(
            ink,
            box,
            lambda pen, at: pen.pieslice(
                (*at(x, y + side * 0.5 * half), *at(x + side, y + side * (1 + 0.5 * half))),
                180,
                360,
                fill=255,
            ),
        )


def _disc(x: float, y: float, radius: float) -> Pen:
    def draw(pen: ImageDraw.ImageDraw, at: Place2D) -> None:
        pen.ellipse((*at(x - radius, y - radius), *at(x + radius, y + radius)), fill=255)

    return draw


def _ribbons(canvas: Canvas, rng: Rng, palette: list[RGB]) -> None:
    """Sheets of light that fold over a dark ground."""
    unit = canvas.unit
    x = (canvas.columns() - canvas.width / 2) / unit
    y = (canvas.rows() - canvas.height / 2) / unit
    canvas.px[:] = gradient(
        [(0, palette[0]), (1, mix(palette[0], palette[1], 0.55))], np.clip(np.sqrt(x * x + y * y), 0, 1)
    )
    for ribbon in range(5):
        phase, slope, wave = rng.uniform(0, 6.3), rng.uniform(-0.5, 0.5), rng.uniform(2.2, 4.2)
        centre = (
            0.5 * (ribbon / 4 - 0.5)
            + 0.16 * np.sin(x * wave + phase)
            + slope * x * 0.5
            + 0.05 * np.sin(x * wave * 2.3 + phase * 2)
        )
        wide = 0.085 + 0.06 * np.sin(x * wave * 0.8 + phase * 1.7)
        across = (y - centre) / np.maximum(np.abs(wide), 0.012)
        inside = np.clip((1 - np.abs(across)) * np.abs(wide) * unit * 0.6, 0, 1)
        tone = gradient(
            [(0, palette[1]), (0.3, palette[2]), (0.6, palette[3]), (0.85, palette[4]), (1, palette[5])],
            np.clip(0.5 + 0.42 * across + 0.14 * np.sin(x * 5 + phase), 0, 1),
        )
        silk = 0.84 + 0.16 * np.sin(across * 34 + 3 * np.sin(x * 7 + phase))
        fold = np.clip(0.62 + 0.4 * np.cos(x * wave + phase + 0.5), 0.25, 1)
        shade = np.roll(blurred(inside.astype(np.float32), unit * 0.02), int(unit * 0.022), axis=0)
        canvas.lay((0.01, 0.01, 0.03), shade * np.float32(0.5))
        canvas.lay(
            (tone * (silk * fold)[..., None]).astype(np.float32), inside.astype(np.float32) * np.float32(0.95)
        )
        edge = np.exp(-(((np.abs(across) - 0.97) * np.abs(wide) * unit / (0.0016 * unit)) ** 2))
        canvas.light(scaled(palette[5], 1.0), (edge * fold * 0.55).astype(np.float32))
    canvas.glow(canvas.width * 0.3, canvas.height * 0.25, unit * 0.7, palette[3], 0.2, 2)
