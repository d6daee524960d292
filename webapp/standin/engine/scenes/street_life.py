"""What enlivens a street: signs, lamps, lanterns, passers-by."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb, scaled
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.vista import HALF_WIDE, Vista
from webapp.standin.engine.things.buildings import box_of, lantern
from webapp.standin.engine.things.umbrellas import umbrella
from webapp.standin.engine.words import Brief

_SIGNS = tuple(rgb(code) for code in ("#ff3f7f", "#26d7e8", "#ffb13d", "#8f5bff", "#4dff9a", "#ff5a3d"))
_RED = rgb("#c8362f")


def add_lights(canvas: Canvas, mood: Mood, rng: Rng, vista: Vista, brief: Brief) -> None:
    """Signs when it is dark, street lamps, strings of lanterns where the words ask, people far off."""
    if mood.dark > 0.2:
        many = brief.says("neon", "cyberpunk", "tokyo")
        for z in sorted(rng.uniform(2.0, 10.5, 16 if many else 6), reverse=True):
            _sign(canvas, mood, rng, vista, float(z))
    colour = brief.colour_of("lantern") or rgb("#ffc66e")
    for z in (9.0, 6.2, 4.2, 2.75):
        for side in (-1, 1):
            x, foot = vista.at(side * HALF_WIDE * 0.84, 0, z)
            lantern(canvas, mood, rng, x, foot, 0.92 * vista.focal / z, colour)
    if brief.says("lantern", "lanterns", "festival", "tokyo"):
        _strings_of_lanterns(canvas, vista)
    for z, across in zip((11.0, 9.5, 8.0, 6.6), rng.uniform(-0.6, 0.6, 4), strict=True):
        _walker(canvas, mood, rng, vista, float(across), z, None)


def add_passer_by(canvas: Canvas, mood: Mood, rng: Rng, vista: Vista, brief: Brief) -> None:
    """Somebody on the way home, under an umbrella when it is dark or the words say so."""
    shown = mood.dark > 0.2 or "umbrella" in brief.things
    colour = (brief.colour_of("umbrella") or _RED) if shown else None
    _walker(canvas, mood, rng, vista, float(rng.uniform(-0.3, 0.3)), 3.9, colour)


def _sign(canvas: Canvas, mood: Mood, rng: Rng, vista: Vista, z: float) -> None:
    """A lit sign with a few strokes of writing, standing out from one wall."""
    side = -1 if rng.random() < 0.5 else 1
    colour = _SIGNS[int(rng.integers(len(_SIGNS)))]
    low, tall, wide = rng.uniform(0.6, 1.5), rng.uniform(0.3, 0.75), rng.uniform(0.14, 0.24)
    inner, outer = vista.at(side * (HALF_WIDE - wide), low + tall, z), vista.at(side * HALF_WIDE, low, z)
    left, right, top, foot = min(inner[0], outer[0]), max(inner[0], outer[0]), inner[1], outer[1]
    span, middle = right - left, (left + right) / 2
    canvas.glow(middle, (top + foot) / 2, span * 3.4, colour, 0.4 * mood.dark, 2.2)
    canvas.polygon(mix(colour, (0.05, 0.04, 0.08), 0.86), box_of(left, top, right, foot))
    gap = span * 0.1
    border = box_of(left + gap, top + gap, right - gap, foot - gap)
    canvas.line(scaled(colour, 1.15), [*border, border[0]], max(1.0, span * 0.06))
    marks = max(2, int(tall / wide * 1.4))
    ink = mix(scaled(colour, 1.3), (1, 1, 1), 0.55)
    for n in range(marks):
        y = top + (foot - top) * (n + 0.5) / marks
        reach = min(span * 0.24, (foot - top) / marks * 0.34)
        for ends in rng.uniform(-1, 1, (3, 2, 2)) * reach:
            stroke = [(middle + float(dx), y + float(dy)) for dx, dy in ends]
            canvas.line(ink, stroke, max(0.8, span * 0.055))


def _strings_of_lanterns(canvas: Canvas, vista: Vista) -> None:
    for z in (7.5, 5.2, 3.7):
        for across in np.linspace(-0.85, 0.85, 7):
            x, y = vista.at(float(across) * HALF_WIDE, 1.46 + 0.16 * float(across) ** 2, z)
            _paper_lantern(canvas, x, y, 0.085 * vista.focal / z)


def _paper_lantern(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A ribbed paper lantern lit from within."""
    canvas.glow(x, y, size * 3.2, rgb("#ff9a4a"), 0.5)
    for share, tone in ((1.0, "#c9451f"), (0.82, "#ee6f2d"), (0.58, "#ffa04a"), (0.32, "#ffd596")):
        canvas.ellipse(
            scaled(rgb(tone), 1.05), (x - size * 0.78 * share, y - size, x + size * 0.78 * share, y + size)
        )
    for level in (-0.6, -0.2, 0.2, 0.6):
        half = size * 0.78 * (1 - level * level) ** 0.5
        arc = [(x + half * t, y + size * (level + 0.06 * (1 - t * t))) for t in np.linspace(-1, 1, 9)]
        canvas.line(rgb("#b8401c"), arc, max(0.6, size * 0.035), 0.6)
    for end in (-1.0, 1.0):
        canvas.polygon(
            rgb("#2b1a16"),
            box_of(
                x - size * 0.3, y + end * size - size * 0.09, x + size * 0.3, y + end * size + size * 0.09
            ),
        )


def _walker(
    canvas: Canvas, mood: Mood, rng: Rng, vista: Vista, across: float, z: float, colour: RGB | None
) -> None:
    """A passer-by in a long coat, from behind, under an umbrella where a colour for it is given."""
    x, foot = vista.at(across, 0, z)
    tall = 0.5 * vista.focal / z
    ink = mix(mix(mood.near, (0.03, 0.03, 0.05), 0.4), mood.haze, min(0.8, (z / 15) ** 1.2))
    wide, sway = tall * 0.125, tall * 0.03 * float(rng.uniform(-1, 1))
    # Half of the coat's outline, from the collar to the hem, in shares of the walker's width and height.
    half = ((0.5, 0.82), (0.95, 0.76), (1.05, 0.52), (1.25, 0.27))
    right = [(x + share * wide + (sway if up < 0.3 else 0), foot - up * tall) for share, up in half]
    left = [(x - share * wide + (sway if up < 0.3 else 0), foot - up * tall) for share, up in half]
    canvas.polygon(ink, [*right, *reversed(left)])
    canvas.ellipse(ink, (x - tall * 0.06, foot - tall * 0.965, x + tall * 0.06, foot - tall * 0.81))
    for side in (-1, 1):
        heel, hip = x + side * wide * (0.5 + 0.2 * rng.random()), x + side * wide * 0.45
        canvas.line(ink, [(hip, foot - tall * 0.3), (heel, foot - tall * 0.015)], tall * 0.062)
        toe = tall * 0.045
        canvas.ellipse(ink, (heel - toe, foot - tall * 0.03, heel + toe, foot + tall * 0.012))
        canvas.line(ink, [(hip, foot), (hip, foot + tall * 0.3)], tall * 0.08, 0.35)
    if colour:
        umbrella(canvas, mood, x + tall * 0.05, foot - tall * 0.66, tall * 0.66, mix(colour, ink, 0.1))
