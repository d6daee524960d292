"""Houses, lighthouses, cabins, windmills and lamps."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas, bounds, cover_of
from webapp.standin.engine.draw.colour import RGB, mix, rgb, scaled
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.light import in_light, light_side

_WALLS = tuple(
    rgb(code)
    for code in ("#d9a58a", "#c9523f", "#e8d8b8", "#7d98a8", "#e3b85c", "#b8c4b0", "#cf8a72", "#efe6d6")
)
_ROOFS = tuple(rgb(code) for code in ("#7a3b30", "#4a4450", "#8a4a34", "#3f4650"))
LAMP = rgb("#ffc66e")


def box_of(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
    """The corners of an upright rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def house(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None = None,
    wide: float | None = None, floors: int = 2,
) -> None:  # fmt: skip
    """A gabled house `tall` px high whose middle stands at (x, foot); its windows glow when it is dark."""
    wall = colour or _WALLS[int(rng.integers(len(_WALLS)))]
    roof = _ROOFS[int(rng.integers(len(_ROOFS)))]
    span = wide or tall * rng.uniform(0.62, 0.8)
    eaves = foot - tall * (0.68 if floors < 3 else 0.8)
    left, right = x - span / 2, x + span / 2
    toward = light_side(mood)
    stops = [
        (0.0, in_light(mood, wall, 0.62 - 0.28 * toward)),
        (1.0, in_light(mood, wall, 0.62 + 0.28 * toward)),
    ]
    ramp = canvas.ramp((left, eaves, right, foot), stops)
    if ramp.size:
        canvas.polygon(ramp, box_of(left, eaves, right, foot))
    over = span * 0.07
    canvas.polygon(
        in_light(mood, roof, 0.45 + 0.2 * toward),
        [(left - over, eaves), (x - span * 0.0, foot - tall), (right + over, eaves)],
    )
    gable = [(left + over * 0.4, eaves), (x, foot - tall + over * 1.2), (right - over * 0.4, eaves)]
    canvas.polygon(in_light(mood, wall, 0.5), gable)
    if rng.random() < 0.6:
        stack = x + span * 0.24
        canvas.polygon(
            in_light(mood, roof, 0.4),
            box_of(stack, foot - tall * 0.98, stack + span * 0.09, foot - tall * 0.8),
        )
    columns = max(2, round(span / (tall / (floors + 1)) * 1.6))
    half_wide, half_tall, half_door = span * 0.33 / columns, tall * 0.075, tall * 0.125
    for floor in range(floors):
        y = eaves + (foot - eaves) * (floor + 0.42) / floors
        for column in range(columns):
            at = left + span * (column + 0.5) / columns
            if floor == floors - 1 and column == columns // 2:
                _window(canvas, mood, rng, at, foot - half_door * 1.04, half_wide * 0.85, half_door, wall)
            else:
                _window(canvas, mood, rng, at, y, half_wide, half_tall, wall)
    if floors > 1:
        _window(canvas, mood, rng, x, eaves - tall * 0.09, span * 0.06, tall * 0.045, wall)


def _window(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, half_wide: float, half_tall: float, wall: RGB
) -> None:
    lit = mood.dark > 0.12 and rng.random() < 0.66
    pane = (
        scaled(mix(LAMP, rgb("#ff9d4a"), float(rng.random()) * 0.5), 1.1)
        if lit
        else in_light(mood, mix(mood.zenith, (0.1, 0.1, 0.14), 0.4), 0.25)
    )
    rim = half_wide * 0.28
    canvas.polygon(
        in_light(mood, mix(wall, (1, 1, 1), 0.6), 0.6),
        box_of(x - half_wide - rim, y - half_tall - rim, x + half_wide + rim, y + half_tall + rim),
    )
    canvas.polygon(pane, box_of(x - half_wide, y - half_tall, x + half_wide, y + half_tall))
    if half_wide > 2:
        bar = in_light(mood, mix(wall, (1, 1, 1), 0.5), 0.5)
        canvas.line(bar, [(x, y - half_tall), (x, y + half_tall)], rim * 0.6)
        canvas.line(bar, [(x - half_wide, y), (x + half_wide, y)], rim * 0.6)
    if lit:
        canvas.glow(x, y, half_tall * 5, rgb("#ffab55"), 0.3 * (0.4 + mood.dark))


def lighthouse(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None = None
) -> None:
    """A banded tower `tall` px high; its lamp sends beams when it is dark."""
    band = colour or rgb("#c0392f")
    white = rgb("#f2ece0")
    base, head = tall * 0.115, tall * 0.066
    shaft_top = foot - tall * 0.8
    toward = light_side(mood)
    levels = np.linspace(0, 1, 6)
    for n in range(5):
        low, high = levels[n], levels[n + 1]
        wide_low, wide_high = base + (head - base) * low, base + (head - base) * high
        y_low, y_high = foot + (shaft_top - foot) * low, foot + (shaft_top - foot) * high
        tone = band if n % 2 else white
        stops = [
            (0.0, in_light(mood, tone, 0.32)),
            (0.3, in_light(mood, tone, 0.75)),
            (0.62, in_light(mood, tone, 0.6)),
            (1.0, in_light(mood, tone, 0.1)),
        ]
        if toward > 0:
            stops = [(1 - a, c) for a, c in reversed(stops)]
        ramp = canvas.ramp((x - wide_low, y_high, x + wide_low, y_low), stops)
        if ramp.size:
            canvas.polygon(
                ramp,
                [
                    (x - wide_low, y_low),
                    (x - wide_high, y_high),
                    (x + wide_high, y_high),
                    (x + wide_low, y_low),
                ],
            )
    gallery = tall * 0.018
    canvas.polygon(
        in_light(mood, rgb("#33353d"), 0.4),
        box_of(x - head * 1.5, shaft_top - gallery, x + head * 1.5, shaft_top + gallery * 0.4),
    )
    lamp_top = shaft_top - tall * 0.1
    glow = mood.dark > 0.12
    canvas.polygon(
        scaled(rgb("#ffe9b0"), 1.25) if glow else in_light(mood, rgb("#bcd0d8"), 0.7),
        box_of(x - head * 0.78, lamp_top, x + head * 0.78, shaft_top - gallery),
    )
    for bar in (-0.78, -0.26, 0.26, 0.78):
        canvas.line(
            in_light(mood, rgb("#2e3038"), 0.4),
            [(x + bar * head, lamp_top), (x + bar * head, shaft_top)],
            max(0.6, tall * 0.005),
        )
    canvas.polygon(
        in_light(mood, band, 0.55),
        [(x - head * 1.1, lamp_top), (x, lamp_top - tall * 0.075), (x + head * 1.1, lamp_top)],
    )
    canvas.line(
        in_light(mood, rgb("#2e3038"), 0.4),
        [(x, lamp_top - tall * 0.07), (x, foot - tall)],
        max(0.6, tall * 0.008),
    )
    for n in range(3):
        wy = foot + (shaft_top - foot) * (0.22 + 0.26 * n)
        canvas.polygon(
            LAMP if glow else in_light(mood, rgb("#39424e"), 0.3),
            box_of(x - tall * 0.011, wy - tall * 0.02, x + tall * 0.011, wy + tall * 0.02),
        )
    if glow:
        lamp_y = (lamp_top + shaft_top) / 2
        canvas.glow(x, lamp_y, tall * 0.55, rgb("#ffdf9a"), 0.75)
        for direction in (-1, 1):
            reach = tall * 3.2
            beam = [
                (x, lamp_y - head * 0.3),
                (x + direction * reach, lamp_y - reach * 0.13),
                (x + direction * reach, lamp_y + reach * 0.035),
                (x, lamp_y + head * 0.3),
            ]
            beam_light(canvas, beam, rgb("#ffe7b4"), (x, lamp_y), reach, 0.3 * max(0.4, mood.dark))


def beam_light(
    canvas: Canvas,
    points: list[tuple[float, float]],
    colour: RGB,
    origin: tuple[float, float],
    reach: float,
    strength: float,
) -> None:
    """Light inside a polygon, fading with the distance from its origin."""
    box = canvas.clip(bounds(points))
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    cover = cover_of(
        box, lambda pen, at: pen.polygon([at(*p) for p in points], fill=255), blur=reach * 0.008, oversample=2
    )
    dx = (np.arange(box[0], box[2], dtype=np.float32) - origin[0])[None, :]
    dy = (np.arange(box[1], box[3], dtype=np.float32) - origin[1])[:, None]
    fall = np.clip(1 - np.sqrt(dx * dx + dy * dy) / reach, 0, 1) ** 1.6
    canvas.light(colour, (cover * fall * strength).astype(np.float32), box)


def lantern(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None = None
) -> None:
    """A street lamp `tall` px high with a glowing four-sided head."""
    iron = in_light(mood, rgb("#23262d"), 0.25)
    shine = colour or LAMP
    canvas.line(iron, [(x, foot), (x, foot - tall * 0.8)], tall * 0.022)
    canvas.line(iron, [(x, foot), (x, foot - tall * 0.16)], tall * 0.042)
    canvas.line(
        iron, [(x - tall * 0.07, foot - tall * 0.7), (x + tall * 0.07, foot - tall * 0.7)], tall * 0.016
    )
    low, high = foot - tall * 0.8, foot - tall * 0.95
    narrow, wide = tall * 0.042, tall * 0.072
    canvas.glow(x, (low + high) / 2, tall * 0.75, shine, 0.4 + 0.35 * mood.dark, 2.4)
    canvas.polygon(
        scaled(mix(shine, (1, 0.96, 0.86), 0.45), 1.2),
        [(x - narrow, low), (x - wide, high), (x + wide, high), (x + narrow, low)],
    )
    for offset in (-1.0, -0.33, 0.33, 1.0):
        canvas.line(iron, [(x + offset * narrow, low), (x + offset * wide, high)], tall * 0.009)
    canvas.polygon(
        iron,
        [
            (x - wide * 1.25, high),
            (x - wide * 0.3, foot - tall),
            (x + wide * 0.3, foot - tall),
            (x + wide * 1.25, high),
        ],
    )
    canvas.line(iron, [(x - narrow * 1.2, low), (x + narrow * 1.2, low)], tall * 0.018)
    canvas.glow(x, (low + high) / 2, tall * 0.2, mix(shine, (1, 1, 0.9), 0.4), 0.8, 1.6)
