"""Still lifes on a table in the light of a window or a candle."""

from dataclasses import dataclass

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, array, between, mix, rgb, scaled
from webapp.standin.engine.draw.noise import PointNoise, Rng
from webapp.standin.engine.draw.smooth import blurred
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.flowers import blossom
from webapp.standin.engine.things.light import in_light, light_side
from webapp.standin.engine.things.turned import flame, shadow, stalk, turned
from webapp.standin.engine.words import Brief, Hour

_HALF_WIDTHS = {"bowl": 0.5, "bottle": 0.18, "vase": 0.25, "jug": 0.3, "candle": 0.14}

USUAL = (Hour.DAWN, Hour.SUNSET, Hour.NIGHT, Hour.DAY)
_WALLS = ("#b9a893", "#7f8f8a", "#3a3238", "#d8c8b4")
_FRUIT = (
    ("apple", "#b8322a"),
    ("orange", "#e28a26"),
    ("pear", "#a9a63c"),
    ("apple", "#7f9a34"),
    ("orange", "#e8b52e"),
)


@dataclass(frozen=True)
class _Table:
    """Where things are put: offsets count from its middle towards the light, in the canvas's units."""

    canvas: Canvas
    mood: Mood
    rng: Rng
    side: float
    candle: bool

    def put(
        self,
        shape: str,
        place: tuple[float, float],
        tall: float,
        colour: RGB,
        gloss: float = 0.6,
        band: RGB | None = None,
    ) -> tuple[float, float]:
        """Stand a turned thing and its shadow at `place` (offset, how far down); returns its top's middle."""
        unit = self.canvas.unit
        x = self.canvas.width * 0.5 + place[0] * self.side * unit
        foot, high = self.canvas.height * 0.86 + place[1] * unit, tall * unit
        wide = _HALF_WIDTHS.get(shape, 0.42) * high
        shadow(self.canvas, x, foot, wide, high * 0.95, self.side, 0.4 if self.candle else 0.5)
        light = 0.75 if self.candle else 1.05
        turned(self.canvas, self.mood, self.rng, x, foot, high, shape, colour, self.side, gloss, band, light)
        return x, foot - high

    def put_fruit(self, *places: tuple[float, float, float]) -> None:
        """Fruits of chance kinds at places (offset, down, size)."""
        for offset, down, size in places:
            shape, code = _FRUIT[int(self.rng.integers(len(_FRUIT)))]
            tall = size * (1.25 if shape == "pear" else 1)
            x, top = self.put(shape, (offset, down), tall, rgb(code), 0.55)
            if shape != "orange":
                unit = self.canvas.unit
                stalk(self.canvas, self.mood, self.rng, x, top + 0.004 * unit, size * unit * 0.16)


def still_life(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """A few well-lit things: flowers, fruit, a candle at night, plain pots."""
    wall, things = rng.spawn(2)
    hue = brief.colours[0] if brief.colours else None
    backdrop = mix(rgb(_WALLS[variation]), hue, 0.55) if hue else rgb(_WALLS[variation])
    table = _Table(canvas, mood, things, light_side(mood), variation == 2 or brief.says("candle"))
    _room(canvas, mood, wall, backdrop, canvas.height * 0.69, table.side, table.candle)
    (_with_flowers, _with_bowl, _with_candle, _with_pots)[variation](table, hue)


def _with_flowers(table: _Table, hue: RGB | None) -> None:
    table.put("jug", (-0.27, -0.045), 0.2, rgb("#8fa3a8"), 0.5)
    glaze = mix(rgb("#e6ddcb"), hue, 0.3) if hue else rgb("#e6ddcb")
    mouth = table.put("vase", (0.02, -0.02), 0.36, glaze, 0.8, rgb("#31577a"))
    _bouquet(table.canvas, table.mood, table.rng, mouth, 0.34 * table.canvas.unit, hue or rgb("#d9576f"))
    table.put_fruit((0.25, 0.035, 0.12), (0.345, 0.0, 0.11), (-0.2, 0.05, 0.115))


def _with_bowl(table: _Table, hue: RGB | None) -> None:
    table.put("bottle", (-0.2, -0.05), 0.52, rgb("#2f4a38"), 0.95)
    table.put_fruit((0.0, -0.13, 0.13), (0.12, -0.135, 0.125), (0.055, -0.2, 0.12))
    table.put_fruit((-0.09, -0.115, 0.11), (0.21, -0.115, 0.11))
    table.put("bowl", (0.06, -0.01), 0.17, hue or rgb("#3f6f86"), 0.75, rgb("#e8dfc8"))
    table.put_fruit((-0.25, 0.045, 0.125), (-0.145, 0.06, 0.115))


def _with_candle(table: _Table, hue: RGB | None) -> None:
    unit = table.canvas.unit
    x, top = table.put("candle", (0.02, -0.02), 0.3, rgb("#f3e6c8"), 0.25)
    table.canvas.line((0.1, 0.08, 0.07), [(x, top + 3), (x, top - 0.018 * unit)], max(1.0, 0.004 * unit))
    flame(table.canvas, x, top - 0.008 * unit, 0.085 * unit)
    table.put("cup", (0.27, 0.03), 0.13, hue or rgb("#7c4a3a"), 0.7)
    table.put_fruit((-0.2, 0.03, 0.13), (-0.3, 0.0, 0.12))


def _with_pots(table: _Table, hue: RGB | None) -> None:
    pots = (
        ("bottle", (-0.3, -0.04), 0.42, "#c9b08f"),
        ("jug", (-0.12, 0.0), 0.25, "#9fb0a6"),
        ("vase", (0.08, -0.03), 0.4, "#d99f83"),
        ("cup", (0.25, 0.02), 0.14, "#e9e0cf"),
        ("bottle", (0.33, -0.05), 0.32, "#7f8ea0"),
    )
    for shape, place, tall, code in pots:
        table.put(shape, place, tall, mix(rgb(code), hue, 0.35) if hue else rgb(code), 0.15)


def _room(canvas: Canvas, mood: Mood, rng: Rng, wall: RGB, edge: float, side: float, candle: bool) -> None:
    """The wall with the window's light on it, and a wooden table."""
    unit = canvas.unit
    x, y = canvas.columns(), canvas.rows()
    noise = PointNoise(rng)
    plaster = noise.fractal(x / unit * 5, y / unit * 5, 6, 0.6) - 0.5
    across = np.clip(0.5 + (x / canvas.width - 0.5) * side, 0, 1)
    shade = scaled(in_light(mood, wall, 0.3), 0.75) if candle else in_light(mood, wall, 0.35)
    base = between(shade, shade if candle else in_light(mood, wall, 0.85), across)
    canvas.px[:] = base * (1 + 0.1 * plaster[..., None])
    if not candle:
        slant = (y - canvas.height * 0.12) * 0.42 * side
        u = ((x - canvas.width * (0.5 - 0.08 * side)) + slant) / (0.26 * unit)
        v = (y - canvas.height * 0.36) / (0.24 * unit)
        pane = ((np.abs(u) < 1) & (np.abs(v) < 1) & (np.abs(u) > 0.05) & (np.abs(v + 0.1) > 0.035)).astype(
            np.float32
        )
        leaves = np.clip(noise.fractal(x / unit * 4 + 30, y / unit * 4, 4) * 3 - 1.0, 0, 1)
        canvas.light(
            mix(mood.glow, mood.light, 0.5),
            blurred(pane * (0.55 + 0.45 * leaves), unit * 0.007) * np.float32(0.42),
        )
    else:
        glow = np.exp(
            -(
                ((x - canvas.width / 2) / (0.5 * unit)) ** 2
                + ((y - canvas.height * 0.52) / (0.42 * unit)) ** 2
            )
        )
        canvas.light(rgb("#ff9b45"), glow.astype(np.float32) * np.float32(0.3))
    below = np.clip(y - edge + 0.5, 0, 1)
    depth = np.clip((y - edge) / (canvas.height - edge), 0.002, 1)
    span = (x - canvas.width / 2) / (0.55 + 0.75 * depth) / unit
    plank = np.floor(span * 3.2 + 50)
    grain = noise.fractal(span * 26 + plank * 7.7, depth * 2.2 + plank * 3.1, 5, 0.6)
    rings = 0.5 + 0.5 * np.sin(grain * 26 + span * 40)
    seam = np.clip(1 - np.abs(span * 3.2 + 50 - plank - 0.0) * 42, 0, 1)
    tone = (
        array(rgb("#6b4630")) * (0.66 + 0.5 * grain + 0.12 * rings)[..., None] * (1 - 0.5 * seam)[..., None]
    )
    tone = tone * (1 + 0.09 * np.sin(plank * 12.9))[..., None]
    lit = between(in_light(mood, (1, 1, 1), 0.5), in_light(mood, (1, 1, 1), 1.0), across)
    canvas.lay((tone * lit * 1.15).astype(np.float32), below)
    canvas.light(
        mix(mood.glow, mood.light, 0.4),
        (np.exp(-(((y - edge) / (0.02 * unit)) ** 2)) * below * 0.22 * across).astype(np.float32),
    )


def _bouquet(
    canvas: Canvas, mood: Mood, rng: Rng, mouth: tuple[float, float], tall: float, colour: RGB
) -> None:
    heads = []
    for n in range(17):
        angle = (n / 16 - 0.5) * 2.0 + rng.normal(0, 0.1)
        long = tall * rng.uniform(0.55, 1.0) * (1 - 0.22 * abs(angle))
        end = (mouth[0] + np.sin(angle) * long * 0.85, mouth[1] - np.cos(angle) * long)
        bend = (mouth[0] + np.sin(angle) * long * 0.3, mouth[1] - np.cos(angle) * long * 0.55)
        canvas.line(
            in_light(mood, rgb("#4b6a35"), float(rng.uniform(0.2, 0.8))),
            [mouth, bend, end],
            max(1.0, tall * 0.012),
        )
        for _ in range(2):
            t, turn = rng.uniform(0.35, 0.8), 1 if rng.random() < 0.5 else -1
            px, py = mouth[0] + (end[0] - mouth[0]) * t, mouth[1] + (end[1] - mouth[1]) * t
            leaf = tall * rng.uniform(0.09, 0.17)
            canvas.polygon(
                in_light(mood, rgb("#557a3c"), float(rng.uniform(0.2, 1))),
                [
                    (px, py),
                    (px + turn * leaf * 0.5, py - leaf * 0.45),
                    (px + turn * leaf, py - leaf * 0.3),
                    (px + turn * leaf * 0.55, py + leaf * 0.02),
                ],
            )
        heads.append(end)
    for x, y in sorted(heads, key=lambda p: p[1]):
        tone = mix(colour, rgb("#fbeee0"), float(rng.random()) * 0.75)
        size = tall * rng.uniform(0.07, 0.125)
        for ring in (1.0, 0.7, 0.42):
            blossom(canvas, mood, rng, x, y, size * ring, mix(tone, scaled(colour, 0.8), (1 - ring) * 0.6))
