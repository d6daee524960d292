"""Small emblems: a window, a star, a heart, a kite."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb, scaled
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.buildings import LAMP, box_of
from webapp.standin.engine.things.light import in_light, light_side


def window(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """A warmly lit window with glazing bars and a sill, middle at (x, y)."""
    frame, half = in_light(mood, rgb("#e9e0d0"), 0.7), tall * 0.36
    top, foot = y - tall * 0.46, y + tall * 0.42
    shine = colour or LAMP
    canvas.glow(x, y, tall * 0.95, shine, 0.55, 2)
    canvas.polygon(frame, box_of(x - half, top, x + half, foot))
    inner = tall * 0.05
    panes = canvas.ramp(
        (x - half, top, x + half, foot),
        [(0.0, scaled(mix(shine, (1, 1, 0.9), 0.4), 1.08)), (1.0, scaled(shine, 0.86))],
        down=True,
    )
    box = canvas.clip((x - half + inner, top + inner, x + half - inner, foot - inner))
    if panes.size and box[0] < box[2] and box[1] < box[3]:
        ramp = canvas.ramp(
            (x - half + inner, top + inner, x + half - inner, foot - inner),
            [(0.0, scaled(mix(shine, (1, 1, 0.9), 0.4), 1.08)), (1.0, scaled(shine, 0.86))],
            down=True,
        )
        canvas.polygon(ramp, box_of(x - half + inner, top + inner, x + half - inner, foot - inner))
    canvas.line(frame, [(x, top), (x, foot)], inner * 0.8)
    for share in (0.36, 0.68):
        canvas.line(
            frame,
            [(x - half, top + (foot - top) * share), (x + half, top + (foot - top) * share)],
            inner * 0.6,
        )
    canvas.polygon(
        in_light(mood, rgb("#cfc3ae"), 0.9),
        box_of(x - half * 1.16, foot, x + half * 1.16, foot + tall * 0.06),
    )


def star(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """A bright star with rays, middle at (x, y)."""
    shine = colour or rgb("#fff0c0")
    canvas.glow(x, y, tall * 0.55, shine, 0.8, 2.2)
    canvas.glow(x, y, tall * 0.16, mix(shine, (1, 1, 1), 0.6), 1.6, 1.2)
    turn = float(rng.uniform(0, 0.5))
    for n in range(8):
        angle, reach = turn + n * np.pi / 4, tall * (0.48 if n % 2 == 0 else 0.24)
        side = tall * 0.018
        tip = (x + np.cos(angle) * reach, y + np.sin(angle) * reach)
        canvas.polygon(
            mix(shine, (1, 1, 1), 0.5),
            [
                (x - np.sin(angle) * side, y + np.cos(angle) * side),
                tip,
                (x + np.sin(angle) * side, y - np.cos(angle) * side),
            ],
            0.9,
        )


def heart(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """A rounded heart, middle at (x, y)."""
    tone = colour or rgb("#d2364b")
    t = np.linspace(0, 2 * np.pi, 70)
    xs, ys = 16 * np.sin(t) ** 3, -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
    side = light_side(mood)
    for grow, lift, lit in ((1.0, 0.0, 0.35), (0.9, 0.012, 0.7), (0.62, 0.06, 0.95)):
        points = [
            (x + side * lift * tall + px * tall / 34 * grow, y - lift * tall + (py - 2) * tall / 34 * grow)
            for px, py in zip(xs, ys, strict=True)
        ]
        canvas.polygon(in_light(mood, tone, lit), points, 0.96, tall * 0.01)


def kite(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, y: float, tall: float, colour: RGB | None = None
) -> None:
    """A diamond kite with a tail of bows, middle at (x, y)."""
    tone = colour or rgb("#d2462f")
    top, foot, wide = (x + tall * 0.06, y - tall * 0.46), (x - tall * 0.05, y + tall * 0.16), tall * 0.27
    left, right = (x - wide, y - tall * 0.2), (x + wide, y - tall * 0.16)
    middle = (x, y - tall * 0.18)
    for corners, share in (
        ((top, left, middle), 0.6),
        ((top, right, middle), 1.0),
        ((foot, left, middle), 0.3),
        ((foot, right, middle), 0.75),
    ):
        other = tone if corners[1] == left else mix(tone, rgb("#fff0d0"), 0.55)
        canvas.polygon(in_light(mood, other, share), list(corners))
    tail = [
        (foot[0] - tall * 0.12 * np.sin(t * 3.6) - tall * 0.04 * t, foot[1] + tall * 0.32 * t)
        for t in np.linspace(0, 1, 18)
    ]
    canvas.line(in_light(mood, rgb("#efe6d6"), 0.8), tail, max(0.8, tall * 0.008))
    for px, py in tail[4::5]:
        bow = tall * 0.04
        canvas.polygon(
            in_light(mood, tone, 0.8),
            [
                (px - bow, py - bow * 0.6),
                (px + bow, py + bow * 0.6),
                (px + bow, py - bow * 0.6),
                (px - bow, py + bow * 0.6),
            ],
        )
