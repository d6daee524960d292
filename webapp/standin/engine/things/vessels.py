"""What floats: sailing boats, fishing boats, rowing boats."""

from collections.abc import Callable

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb, scaled
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.light import in_light, light_side

Vessel = Callable[[Canvas, Mood, Rng, float, float, float, RGB | None], None]

_HULLS = tuple(rgb(code) for code in ("#b23a2e", "#2f5d73", "#e9e4d6", "#28445c", "#c98a3a", "#3f6b54"))


def sailboat(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """A small yacht `tall` px high with its waterline at y. A colour is its hull's."""
    face = 1.0 if rng.random() < 0.5 else -1.0
    hull = colour or _HULLS[int(rng.integers(len(_HULLS)))]
    length = tall * 0.62
    deck = y - tall * 0.075
    bow, stern = x + face * length * 0.52, x - face * length * 0.46
    lit = 0.5 + 0.35 * face * light_side(mood)
    sail = rgb("#f4eee2") if colour is None or sum(colour) < 1.2 else mix(colour, rgb("#fff6ea"), 0.55)
    mast_x, top = x + face * length * 0.04, y - tall
    boom = y - tall * 0.16
    main = [(mast_x, top + tall * 0.02)]
    main += [
        (
            mast_x - face * length * 0.42 * t**0.8 - face * length * 0.05 * np.sin(np.pi * t),
            top + (boom - top) * t,
        )
        for t in np.linspace(0, 1, 14)
    ]
    main += [(mast_x, boom)]
    jib = [(mast_x + face * 1, top + tall * 0.1)]
    jib += [
        (mast_x + face * length * 0.44 * t, top + tall * 0.1 + (deck - top - tall * 0.12) * (t**1.15))
        for t in np.linspace(0.05, 1, 10)
    ]
    jib += [(mast_x + face * length * 0.05, boom + tall * 0.03)]
    for points, share in ((main, lit * 0.85), (jib, 1 - 0.3 * lit)):
        xs = [p[0] for p in points]
        box = (min(xs), top, max(xs), deck)
        inner = [
            (0.0, in_light(mood, sail, share * 0.55)),
            (0.6, in_light(mood, sail, share)),
            (1.0, in_light(mood, sail, min(1, share * 1.15))),
        ]
        left, up, right, down = canvas.clip(
            (min(xs), min(p[1] for p in points), max(xs), max(p[1] for p in points))
        )
        ramp = canvas.ramp(
            (box[0], up, box[2], down), inner if face > 0 else [(1 - a, c) for a, c in reversed(inner)]
        )
        if ramp.size and left < right:
            canvas.polygon(ramp, points, 0.98)
    canvas.line(in_light(mood, rgb("#6b5138"), 0.5), [(mast_x, deck), (mast_x, top)], max(0.8, tall * 0.011))
    canvas.line(
        in_light(mood, rgb("#6b5138"), 0.4),
        [(mast_x, boom), (mast_x - face * length * 0.44, boom)],
        max(0.7, tall * 0.009),
    )
    _hull(canvas, mood, (bow, stern, deck, y), hull, lit, tall)


def _hull(
    canvas: Canvas, mood: Mood, place: tuple[float, float, float, float], colour: RGB, lit: float, tall: float
) -> None:
    bow, stern, deck, water = place
    rise = tall * 0.035
    span = bow - stern
    top = [
        (stern + span * t, deck - rise * (2 * t - 0.9) ** 2 * (1.7 if t > 0.45 else 0.5))
        for t in np.linspace(0, 1, 12)
    ]
    under = [(bow - span * 0.09, water), (stern + span * 0.04, water)]
    body = [*top, *under]
    dark, bright = in_light(mood, colour, lit * 0.35), in_light(mood, colour, lit)
    left, right = min(bow, stern), max(bow, stern)
    stops = [(0.0, bright), (1.0, dark)] if light_side(mood) < 0 else [(0.0, dark), (1.0, bright)]
    tops = min(p[1] for p in body)
    ramp = canvas.ramp((left, tops, right, water), stops)
    if ramp.size:
        canvas.polygon(ramp, body)
    canvas.line(in_light(mood, rgb("#f2e8d4"), lit), top, max(0.8, tall * 0.014))


def fishing_boat(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """A sturdy wooden boat with a wheelhouse, a lit window and a mast, `tall` px high, waterline at y."""
    face = 1.0 if rng.random() < 0.5 else -1.0
    hull = colour or _HULLS[int(rng.integers(len(_HULLS)))]
    lit = 0.5 + 0.35 * face * light_side(mood)
    length = tall * 1.35
    deck = y - tall * 0.2
    bow, stern = x + face * length * 0.52, x - face * length * 0.46
    house = (x - face * length * 0.3, x - face * length * 0.02)
    left, right = min(house), max(house)
    roof = deck - tall * 0.34
    canvas.line(
        in_light(mood, rgb("#5a4634"), 0.5),
        [(x + face * length * 0.1, deck), (x + face * length * 0.1, y - tall)],
        max(0.8, tall * 0.017),
    )
    boom_end = (x + face * length * 0.36, deck - tall * 0.34)
    canvas.line(
        in_light(mood, rgb("#5a4634"), 0.5),
        [(x + face * length * 0.1, deck - tall * 0.12), boom_end],
        max(0.7, tall * 0.012),
    )
    for a, b in (
        ((x + face * length * 0.1, y - tall), (bow, deck)),
        ((x + face * length * 0.1, y - tall), (stern, deck)),
    ):
        canvas.line(in_light(mood, rgb("#3a3632"), 0.3), [a, b], max(0.5, tall * 0.005), 0.8)
    walls = [(0.0, in_light(mood, rgb("#efe7d8"), 0.3)), (1.0, in_light(mood, rgb("#efe7d8"), 0.95))]
    stops = walls if light_side(mood) > 0 else [(1 - a, c) for a, c in reversed(walls)]
    ramp = canvas.ramp((left, roof, right, deck + tall * 0.05), stops)
    if ramp.size:
        canvas.polygon(
            ramp, [(left, roof), (right, roof), (right, deck + tall * 0.05), (left, deck + tall * 0.05)]
        )
    over = tall * 0.03
    canvas.polygon(
        in_light(mood, hull, 0.6),
        [
            (left - over, roof - over),
            (right + over, roof - over),
            (right + over, roof + over * 0.4),
            (left - over, roof + over * 0.4),
        ],
    )
    pane = rgb("#ffcf7a") if mood.dark > 0.1 else mix(mood.zenith, (1, 1, 1), 0.3)
    wide = (right - left) / 3.4
    for n in range(2):
        start = left + wide * (0.5 + n * 1.4)
        canvas.polygon(
            pane,
            [
                (start, roof + tall * 0.07),
                (start + wide, roof + tall * 0.07),
                (start + wide, roof + tall * 0.19),
                (start, roof + tall * 0.19),
            ],
        )
    if mood.dark > 0.1:
        canvas.glow(
            (left + right) / 2, roof + tall * 0.13, tall * 0.5, rgb("#ffb45c"), 0.5 * max(0.35, mood.dark)
        )
    _hull(canvas, mood, (bow, stern, deck, y), hull, lit, tall * 1.5)
    band = y - tall * 0.035
    canvas.polygon(
        in_light(mood, rgb("#2a2320"), 0.3),
        [
            (stern + (bow - stern) * 0.03, band),
            (bow - (bow - stern) * 0.075, band),
            (bow - (bow - stern) * 0.09, y),
            (stern + (bow - stern) * 0.04, y),
        ],
        0.85,
    )


def rowboat(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """An empty rowing boat, three times as long as it is `tall` (px)."""
    hull = colour or _HULLS[int(rng.integers(len(_HULLS)))]
    length, toward = tall * 3.2, light_side(mood)
    t = np.linspace(0, 1, 24)
    sheer = tall * (0.7 + 0.3 * np.abs(2 * t - 1) ** 2.4)
    xs = x + length * (t - 0.5)
    near = list(zip(xs, y - sheer, strict=True))
    far = list(zip(xs, y - sheer - tall * 0.26 * np.sin(np.pi * t) ** 0.8, strict=True))
    canvas.polygon(in_light(mood, scaled(hull, 0.5), 0.2), [*near, *far[::-1]])
    canvas.line(in_light(mood, rgb("#e6d5b4"), 0.6), far, max(0.8, tall * 0.05))
    for share in (0.32, 0.62):
        seat = x + length * (share - 0.5)
        canvas.line(
            in_light(mood, rgb("#a98457"), 0.7),
            [(seat, y - tall * 0.74), (seat + tall * 0.1, y - tall * 0.94)],
            tall * 0.11,
        )
    bright, dark = in_light(mood, hull, 0.95), in_light(mood, hull, 0.25)
    stops = [
        (0.0, bright if toward < 0 else dark),
        (0.5, in_light(mood, hull, 0.6)),
        (1.0, dark if toward < 0 else bright),
    ]
    body = [*near, (x + length * 0.37, y), (x - length * 0.37, y)]
    ramp = canvas.ramp((x - length / 2, y - tall, x + length / 2, y), stops)
    if ramp.size:
        canvas.polygon(ramp, body)
    for level in (0.34, 0.64):
        plank = [(px + (x - px) * 0.2 * level, py + (y - py) * level) for px, py in near]
        canvas.line(in_light(mood, scaled(hull, 0.6), 0.3), plank, max(0.7, tall * 0.025), 0.8)
    canvas.line(in_light(mood, rgb("#f0e3c6"), 0.9), near, max(0.9, tall * 0.075))
