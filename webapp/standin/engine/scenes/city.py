"""Cities: a skyline over water, a street in the rain, roofs in the haze."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb, scaled
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.sky import sky
from webapp.standin.engine.scenes.street import street
from webapp.standin.engine.scenes.water import water
from webapp.standin.engine.things.buildings import box_of
from webapp.standin.engine.things.light import light_side
from webapp.standin.engine.words import Brief, Hour

USUAL = (Hour.NIGHT, Hour.DUSK, Hour.NIGHT, Hour.SUNSET)
_PANES = tuple(rgb(code) for code in ("#ffd48a", "#ffc46b", "#ffe9bf", "#cfe4ff", "#ffb457"))


def city(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """Streets for street words, skylines else; both among four."""
    streets = brief.says("street", "alley", "neon", "cyberpunk", "rain", "lantern", "tokyo")
    if variation == 1 or (streets and variation != 3):
        street(canvas, mood, rng, brief, variation)
    else:
        _skyline(canvas, mood, rng, brief, variation)


def _skyline(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    above, far, middle, near, waves = rng.spawn(5)
    horizon = canvas.height * (0.68, 0.7, 0.7, 0.66)[variation]
    sky(canvas, mood, above, horizon, clouds=0.55, disc=0.05)
    haze = mix(mood.haze, mood.glow, 0.25)
    if mood.dark > 0.3:
        canvas.light(
            mix(rgb("#ff9a5a"), mood.glow, 0.4),
            np.exp(-(((canvas.rows() - horizon) / (0.22 * canvas.unit)) ** 2)) * 0.3,
        )
    for layer, (stream, tall, fade) in enumerate(
        ((far, 0.34, 0.72), (middle, 0.46, 0.42), (near, 0.34, 0.08))
    ):
        _block(canvas, mood, stream, horizon, tall * canvas.unit, mix(mood.near, haze, fade), layer)
        mist = np.exp(-(((canvas.rows() - horizon) / (0.1 * canvas.unit)) ** 2)) * (
            0.34 if layer < 2 else 0.1
        )
        canvas.lay(haze, np.repeat(mist * (canvas.rows() < horizon), canvas.width, axis=1).astype(np.float32))
    edge = horizon + 0.002 * canvas.unit
    canvas.polygon(
        mix(mood.near, haze, 0.12), box_of(-2, horizon - 0.012 * canvas.unit, canvas.width + 2, edge)
    )
    for x in np.arange(0.01, 1, 0.028):
        canvas.glow(
            (x + near.normal(0, 0.004)) * canvas.width,
            horizon - 0.012 * canvas.unit,
            canvas.unit * 0.016,
            rgb("#ffb964"),
            0.9 * mood.dark,
        )
    water(canvas, mood, waves, edge, 0.5)
    if variation == 2:
        _bridge(canvas, mood, near, horizon)


def _block(
    canvas: Canvas, mood: Mood, rng: Rng, horizon: float, tall: float, colour: RGB, layer: int
) -> None:
    """One row of towers; the middle of the town stands highest."""
    x = -0.05 * canvas.unit
    while x < canvas.width + 0.05 * canvas.unit:
        wide = canvas.unit * rng.uniform(0.045, 0.11) * (0.8 + 0.25 * layer)
        crown = np.exp(-(((x / canvas.width - 0.5) / 0.33) ** 2))
        height = tall * (0.35 + 0.75 * crown) * rng.uniform(0.55, 1.35)
        tower(
            canvas,
            mood,
            rng,
            x,
            horizon + 1,
            wide,
            height,
            mix(colour, mood.haze, float(rng.uniform(0, 0.12))),
            0.55 + 0.25 * layer,
        )
        x += wide * rng.uniform(0.82, 1.12)


def tower(
    canvas: Canvas,
    mood: Mood,
    rng: Rng,
    left: float,
    foot: float,
    wide: float,
    tall: float,
    colour: RGB,
    bright: float,
) -> None:
    """A high building with a grid of windows, some lit, and one of a few crowns."""
    top = foot - tall
    side = light_side(mood)
    edge = mix(colour, mood.glow if not mood.moon else mood.light, 0.16)
    stops = [(0.0, edge), (0.5, colour), (1.0, scaled(colour, 0.8))]
    if side > 0:
        stops = [(1 - a, c) for a, c in reversed(stops)]
    kind = int(rng.integers(5))
    parts = [(left, top, left + wide)]
    if kind == 1:
        parts = [
            (left, top + tall * 0.2, left + wide),
            (left + wide * 0.16, top + tall * 0.08, left + wide * 0.84),
            (left + wide * 0.32, top, left + wide * 0.68),
        ]
    for a, y, b in parts:
        ramp = canvas.ramp((a, y, b, foot), stops)
        if ramp.size:
            canvas.polygon(ramp, box_of(a, y, b, foot))
    if kind == 2:
        canvas.polygon(
            colour, [(left, top + 1), (left + wide * 0.5, top - wide * 0.5), (left + wide, top + 1)]
        )
    if kind in (1, 3):
        canvas.line(
            colour, [(left + wide * 0.5, top), (left + wide * 0.5, top - tall * 0.16)], max(0.8, wide * 0.03)
        )
        if mood.dark > 0.3:
            canvas.glow(left + wide * 0.5, top - tall * 0.16, wide * 0.22, rgb("#ff4a3d"), 1.0, 1.5)
    if kind == 4:
        canvas.polygon(colour, [(left, top + 1), (left, top - wide * 0.3), (left + wide, top + 1)])
    _windows(
        canvas,
        mood,
        rng,
        (left, top + tall * (0.22 if kind == 1 else 0.04), wide, tall * (0.74 if kind == 1 else 0.92)),
        colour,
        bright,
    )


def _windows(
    canvas: Canvas, mood: Mood, rng: Rng, place: tuple[float, float, float, float], colour: RGB, bright: float
) -> None:
    left, top, wide, tall = place
    step = canvas.unit * 0.0125
    columns, floors = max(2, int(wide / step)), max(3, int(tall / (step * 1.25)))
    share = 0.1 + 0.42 * mood.dark
    lit = rng.random((floors, columns)) < share * rng.uniform(0.4, 1.2, (floors, 1))
    tones = rng.integers(len(_PANES), size=(floors, columns))
    fade = rng.uniform(0.45, 1, (floors, columns))
    pane_w, pane_h = wide / columns * 0.5, tall / floors * 0.46
    dim = mix(colour, mood.middle if mood.dark < 0.3 else scaled(colour, 0.6), 0.35)
    for tone in range(-1, len(_PANES)):
        chosen = ~lit if tone < 0 else lit & (tones == tone)
        rows, cols = np.nonzero(chosen)
        if not len(rows):
            continue
        x, y = left + wide * (cols + 0.5) / columns, top + tall * (rows + 0.5) / floors
        boxes = np.stack([x - pane_w / 2, y - pane_h / 2, x + pane_w / 2, y + pane_h / 2], -1).tolist()
        strength = 0.7 if tone < 0 else bright * float(fade.mean()) * (0.55 + 0.6 * mood.dark)
        canvas.rectangles(dim if tone < 0 else scaled(_PANES[tone], 1.1), boxes, min(1.0, strength))


def _bridge(canvas: Canvas, mood: Mood, rng: Rng, horizon: float) -> None:
    """A suspension bridge across the front."""
    unit, width = canvas.unit, canvas.width
    ink = mix(mood.near, mood.haze, 0.06)
    deck = horizon + 0.05 * unit
    for x0 in (0.2, 0.8):
        x = x0 * width
        for offset in (-1, 1):
            canvas.line(
                ink,
                [
                    (x + offset * 0.016 * unit, deck + 0.07 * unit),
                    (x + offset * 0.012 * unit, deck - 0.3 * unit),
                ],
                unit * 0.008,
            )
        for level in (0.08, 0.19, 0.29):
            canvas.line(
                ink,
                [(x - 0.015 * unit, deck - level * unit), (x + 0.015 * unit, deck - level * unit)],
                unit * 0.008,
            )
    t = np.linspace(-0.35, 1.35, 90)
    sag = [
        (
            width * (0.2 + 0.6 * v),
            deck
            - 0.29
            * unit
            * (
                (2 * (v % 1 if 0 <= v <= 1 else (-v if v < 0 else v - 1) * 0.5) - 1) ** 2
                if 0 <= v <= 1
                else max(0.0, 1 - (abs(v - 0.5) - 0.5) * 2.6)
            )
            - 0.006 * unit,
        )
        for v in t
    ]
    canvas.line(ink, sag, unit * 0.005)
    for x, y in sag[::2]:
        canvas.line(ink, [(x, y), (x, deck)], max(0.6, unit * 0.0014), 0.85)
    canvas.polygon(ink, box_of(-2, deck - 0.004 * unit, width + 2, deck + 0.012 * unit))
    for x in np.arange(0.02, 1, 0.06):
        canvas.glow(x * width, deck - 0.02 * unit, unit * 0.024, rgb("#ffc777"), 0.9 * max(0.2, mood.dark))
