"""Trees and grasses as shapes: conifers, broad crowns, bare trunks, blades."""

import numpy as np
from PIL import ImageDraw

from webapp.standin.engine.draw.canvas import Canvas, Place2D
from webapp.standin.engine.draw.colour import RGB, array, mix
from webapp.standin.engine.draw.noise import Floats, Rng, field, floats


def conifer(
    canvas: Canvas, rng: Rng, x: float, foot: float, tall: float, colour: RGB, rim: RGB, side: float
) -> None:
    """A fir of `tall` px standing at (x, foot); `rim` lights the edge towards `side` (-1 left, 1 right)."""
    wide = tall * rng.uniform(0.16, 0.22)
    tiers = int(np.clip(tall / canvas.unit * 130, 10, 34))
    heights = np.linspace(0.0, 0.9, tiers)
    reach = (heights / 0.9) ** 0.85 * (0.82 + 0.36 * rng.random(tiers))
    droop = rng.uniform(0.9, 1.7, tiers) * 0.9 / tiers
    lean = rng.uniform(-0.02, 0.02) * tall
    left: list[tuple[float, float]] = []
    right: list[tuple[float, float]] = []
    for level, span, sag in zip(heights, reach, droop, strict=True):
        y = foot - tall * (1 - level)
        here = x + lean * (1 - level)
        for points, sign in ((left, -1), (right, 1)):
            out = wide * span * rng.uniform(0.8, 1.15)
            points.append((here + sign * out * 0.35, y))
            points.append((here + sign * out, y + tall * sag))
            points.append((here + sign * out * 0.72, y + tall * sag * 0.72))
    box = (x - wide * 1.4, foot - tall - 2, x + wide * 1.4, foot + 2)

    def draw(pen: ImageDraw.ImageDraw, at: Place2D) -> None:
        pen.polygon([at(*p) for p in [(x + lean, foot - tall), *right, *reversed(left)]], fill=255)
        pen.rectangle((*at(x - tall * 0.012, foot - tall * 0.12), *at(x + tall * 0.012, foot)), fill=255)

    canvas.shape(_side_lit(canvas, box, colour, rim, side, rng), box, draw)


def treeline(
    canvas: Canvas,
    rng: Rng,
    crest: Floats,
    tall: float,
    colour: RGB,
    rim: RGB,
    side: float,
    dense: float = 1.0,
    gap: tuple[float, float] | None = None,
) -> None:
    """Firs along a crest (one row in px per column); `gap` (shares of the width) stays open."""
    count = int(canvas.width / tall * 5.5 * dense)
    for x, size in zip(np.sort(rng.random(count)), rng.uniform(0.45, 1.0, count) ** 1.2, strict=True):
        if gap and gap[0] < x < gap[1]:
            continue
        column = min(canvas.width - 1, int(x * canvas.width))
        conifer(
            canvas, rng, x * canvas.width, float(crest[column]) + tall * 0.06, tall * size, colour, rim, side
        )


def broad_tree(
    canvas: Canvas, rng: Rng, x: float, foot: float, tall: float, colour: RGB, lit: RGB, side: float
) -> None:
    """A lone broad tree: a forked trunk and a crown of leaves lit from `side`."""
    trunk = mix(colour, (0.13, 0.09, 0.08), 0.75)
    tips = _branches(canvas, rng, x, foot, tall, trunk, mix(trunk, lit, 0.35), side)
    middle = (x, foot - 0.68 * tall)
    for index in rng.permutation(len(tips)):
        tip = tips[index]
        toward = 0.5 + side * (tip[0] - middle[0]) / tall * 0.9 + (middle[1] - tip[1]) / tall * 0.9
        _leaves(
            canvas, rng, tip, tall * rng.uniform(0.075, 0.13), colour, lit, float(np.clip(toward, 0, 1)), side
        )


def _branches(
    canvas: Canvas, rng: Rng, x: float, foot: float, tall: float, colour: RGB, lit: RGB, side: float
) -> list[tuple[float, float]]:
    """Draw a trunk that forks; returns where its twigs end."""
    limbs: list[list[tuple[float, float]]] = []
    tips: list[tuple[float, float]] = []

    def grow(x0: float, y0: float, angle: float, length: float, width: float, left: int) -> None:
        x1, y1 = x0 + np.sin(angle) * length, y0 - np.cos(angle) * length
        nx, ny = np.cos(angle) * width / 2, np.sin(angle) * width / 2
        thin = 0.7 if left else 0.3
        limbs.append(
            [
                (x0 - nx, y0 - ny),
                (x0 + nx, y0 + ny),
                (x1 + nx * thin, y1 + ny * thin),
                (x1 - nx * thin, y1 - ny * thin),
            ]
        )
        if left <= 3:
            tips.append((x1, y1))
        if left == 0:
            return
        for turn in (-1, 1) if left > 1 else (-1, 0.2, 1):
            bend = angle * 0.85 + turn * rng.uniform(0.26, 0.62)
            grow(x1, y1, bend, length * rng.uniform(0.66, 0.86), width * 0.66, left - 1)

    grow(x, foot, rng.uniform(-0.1, 0.1), tall * 0.27, tall * 0.062, 5)
    flare = tall * 0.055
    limbs.append(
        [
            (x - flare, foot),
            (x - flare * 0.5, foot - flare * 1.2),
            (x + flare * 0.5, foot - flare * 1.2),
            (x + flare, foot),
        ]
    )

    def draw(pen: ImageDraw.ImageDraw, at: Place2D) -> None:
        for limb in limbs:
            pen.polygon([at(*p) for p in limb], fill=255)

    box = (x - tall, foot - tall * 1.3, x + tall, foot + 2)
    canvas.shape(colour, box, draw)
    shift = side * tall * 0.012

    def draw_lit(pen: ImageDraw.ImageDraw, at: Place2D) -> None:
        for limb in limbs[:8]:
            centre = sum(p[0] for p in limb) / 4, sum(p[1] for p in limb) / 4
            pen.polygon(
                [at(centre[0] + (px - centre[0]) * 0.4 + shift * 0.6, py) for px, py in limb], fill=255
            )

    canvas.shape(lit, box, draw_lit, 0.35, tall * 0.004)
    return tips


def _leaves(
    canvas: Canvas,
    rng: Rng,
    place: tuple[float, float],
    radius: float,
    dark: RGB,
    lit: RGB,
    toward: float,
    side: float,
) -> None:
    """A clump of leaves: dark below, lighter above and towards the light."""
    x, y = place
    count = int(np.clip(radius / canvas.unit * 1600, 26, 90))
    for share, tone in (
        (0.0, mix(dark, lit, 0.08 + 0.25 * toward)),
        (0.4, mix(dark, lit, 0.2 + 0.5 * toward)),
        (0.75, mix(dark, lit, 0.35 + 0.65 * toward)),
    ):
        angles, reach = (
            rng.random(count) * 2 * np.pi,
            np.sqrt(rng.random(count)) * radius * (1 - 0.42 * share),
        )
        sizes = rng.uniform(0.06, 0.15, count) * radius * (1.25 - 0.5 * share)
        turns = rng.uniform(-0.6, 0.6, count)
        cx, cy = x + side * radius * 0.3 * share, y - radius * 0.34 * share

        def draw(
            pen: ImageDraw.ImageDraw, at: Place2D, cx: float = cx, cy: float = cy, angles: Floats = angles,
            reach: Floats = reach, sizes: Floats = sizes, turns: Floats = turns,
        ) -> None:  # fmt: skip
            for angle, far, size, turn in zip(angles, reach, sizes, turns, strict=True):
                px, py = cx + np.cos(angle) * far * 1.25, cy + np.sin(angle) * far * 0.85
                dx, dy = np.cos(turn) * size * 1.5, np.sin(turn) * size * 1.5
                pen.polygon(
                    [
                        at(px - dx, py - dy),
                        at(px + dy * 0.6, py - dx * 0.6),
                        at(px + dx, py + dy),
                        at(px - dy * 0.6, py + dx * 0.6),
                    ],
                    fill=255,
                )

        canvas.shape(
            tone, (x - radius * 1.9, y - radius * 1.6, x + radius * 1.9, y + radius * 1.5), draw, 0.97
        )


def grasses(canvas: Canvas, rng: Rng, foot: Floats, tall: float, colour: RGB, tip: RGB, count: int) -> None:
    """Blades of up to `tall` px along a line of feet (one row in px per column)."""
    xs = rng.random(count) * canvas.width
    for part, shade in enumerate(np.linspace(0, 1, 3)):
        chosen = xs[part::3]
        lengths, leans = rng.uniform(0.4, 1, len(chosen)) * tall, rng.normal(0, 0.28, len(chosen))
        widths = rng.uniform(0.012, 0.03, len(chosen)) * tall

        def draw(
            pen: ImageDraw.ImageDraw, at: Place2D, chosen: Floats = chosen, lengths: Floats = lengths,
            leans: Floats = leans, widths: Floats = widths,
        ) -> None:  # fmt: skip
            for x, length, lean, width in zip(chosen, lengths, leans, widths, strict=True):
                y = float(foot[min(canvas.width - 1, int(x))])
                bend = (x + lean * length * 0.4, y - length * 0.6)
                top = (x + lean * length, y - length)
                pen.polygon(
                    [
                        at(x - width, y + 2),
                        at(*bend),
                        at(*top),
                        at(bend[0] + width, bend[1]),
                        at(x + width, y + 2),
                    ],
                    fill=255,
                )

        canvas.shape(
            mix(colour, tip, float(shade)),
            (0, max(0.0, float(foot.min()) - tall * 1.1), canvas.width, canvas.height),
            draw,
        )


def _side_lit(
    canvas: Canvas, box: tuple[float, float, float, float], colour: RGB, rim: RGB, side: float, rng: Rng
) -> Floats:
    left, top, right, bottom = canvas.clip(box)
    if left >= right or top >= bottom:
        return array(colour)
    across = np.linspace(-1, 1, max(2, int(box[2] - box[0])), dtype=np.float32) * np.float32(side)
    offset = left - int(np.floor(box[0]))
    line = np.interp(np.arange(right - left) + offset, np.arange(len(across)), across).astype(np.float32)
    patch = (
        field(rng, (right - left, bottom - top), (4, 9), 3)
        if right - left > 24
        else np.zeros((1, 1), np.float32)
    )
    lit = np.clip(line[None, :] * 0.75 + 0.1 + patch * 0.3 + np.zeros((bottom - top, 1), np.float32), 0, 1)[
        ..., None
    ]
    return floats(array(colour) + (array(rim) - array(colour)) * lit)
