"""Trees and grasses as shapes: conifers, broad crowns, bare trunks, blades."""

import numpy as np
from PIL import ImageDraw

from webapp.standin.engine.draw.canvas import Canvas, Place2D
from webapp.standin.engine.draw.colour import RGB, array, mix
from webapp.standin.engine.draw.noise import Floats, Rng, field


def conifer(canvas: Canvas, rng: Rng, x: float, foot: float, tall: float, colour: RGB, rim: RGB, side: float) -> None:
    """A fir of `tall` px standing at (x, foot); `rim` lights the edge towards `side` (-1 left, 1 right)."""
    wide = tall * rng.uniform(0.16, 0.22)
    tiers = int(np.clip(tall / 6, 10, 34))
    heights = np.linspace(0.0, 0.9, tiers)
    reach = (heights / 0.9) ** 0.85 * (0.82 + 0.36 * rng.random(tiers))
    droop = rng.uniform(0.9, 1.7, tiers) * 0.9 / tiers
    lean = rng.uniform(-0.02, 0.02) * tall
    left, right = [], []
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
    canvas: Canvas, rng: Rng, crest: Floats, tall: float, colour: RGB, rim: RGB, side: float, dense: float = 1.0,
    gap: tuple[float, float] | None = None,
) -> None:  # fmt: skip
    """Firs along a crest (one row in px per column), nearer ones last; `gap` (shares of the width) stays open."""
    count = int(canvas.width / tall * 5.5 * dense)
    for x, size in zip(np.sort(rng.random(count)), rng.uniform(0.45, 1.0, count) ** 1.2, strict=True):
        if gap and gap[0] < x < gap[1]:
            continue
        column = min(canvas.width - 1, int(x * canvas.width))
        conifer(canvas, rng, x * canvas.width, float(crest[column]) + tall * 0.06, tall * size, colour, rim, side)


def broad_tree(canvas: Canvas, rng: Rng, x: float, foot: float, tall: float, colour: RGB, lit: RGB, side: float) -> None:
    """A lone broad tree: a forked trunk and a crown of leaf clusters lit from `side`."""
    trunk = mix(colour, (0.12, 0.08, 0.07), 0.7)
    tips = _branches(canvas, rng, x, foot, tall, trunk)
    crown = canvas.clip((x - tall * 0.62, foot - tall * 1.12, x + tall * 0.62, foot - tall * 0.2))
    if crown[0] >= crown[2] or crown[1] >= crown[3]:
        return
    order = rng.permutation(len(tips))
    for depth, index in enumerate(order):
        tip_x, tip_y = tips[index]
        share = depth / max(1, len(order) - 1)
        toward = np.clip(0.5 + side * (tip_x - x) / tall + (foot - 0.62 * tall - tip_y) / tall, 0, 1)
        shade = mix(colour, lit, float(0.12 + 0.75 * toward * share))
        _cluster(canvas, rng, tip_x, tip_y, tall * rng.uniform(0.07, 0.125), shade)


def _branches(canvas: Canvas, rng: Rng, x: float, foot: float, tall: float, colour: RGB) -> list[tuple[float, float]]:
    lines: list[tuple[tuple[float, float], tuple[float, float], float]] = []
    tips: list[tuple[float, float]] = []

    def grow(x0: float, y0: float, angle: float, length: float, width: float, left: int) -> None:
        x1, y1 = x0 + np.sin(angle) * length, y0 - np.cos(angle) * length
        lines.append(((x0, y0), (x1, y1), width))
        if left <= 3:
            tips.append((x1, y1))
        if left == 0:
            return
        for turn in (-1, 1) if left > 1 else (-1, 0.2, 1):
            bend = angle * 0.85 + turn * rng.uniform(0.28, 0.62)
            grow(x1, y1, bend, length * rng.uniform(0.68, 0.86), width * 0.62, left - 1)

    grow(x, foot, rng.uniform(-0.08, 0.08), tall * 0.28, tall * 0.055, 5)

    def draw(pen: ImageDraw.ImageDraw, at: Place2D) -> None:
        scale = at(1, 0)[0] - at(0, 0)[0]
        for start, end, width in lines:
            pen.line((*at(*start), *at(*end)), fill=255, width=max(1, round(width * scale)))

    canvas.shape(colour, (x - tall, foot - tall * 1.3, x + tall, foot + 2), draw)
    return tips


def _cluster(canvas: Canvas, rng: Rng, x: float, y: float, radius: float, colour: RGB) -> None:
    count = 26
    angles, reach = rng.random(count) * 2 * np.pi, np.sqrt(rng.random(count)) * radius
    sizes = rng.uniform(0.13, 0.3, count) * radius

    def draw(pen: ImageDraw.ImageDraw, at: Place2D) -> None:
        for angle, far, size in zip(angles, reach, sizes, strict=True):
            cx, cy = x + np.cos(angle) * far * 1.25, y + np.sin(angle) * far * 0.85
            pen.ellipse((*at(cx - size, cy - size), *at(cx + size, cy + size)), fill=255)

    canvas.shape(colour, (x - radius * 1.8, y - radius * 1.5, x + radius * 1.8, y + radius * 1.5), draw, 0.96)


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
                pen.polygon([at(x - width, y + 2), at(*bend), at(*top), at(bend[0] + width, bend[1]), at(x + width, y + 2)], fill=255)

        canvas.shape(mix(colour, tip, float(shade)), (0, float(foot.min()) - tall * 1.1, canvas.width, canvas.height), draw)


def _side_lit(
    canvas: Canvas, box: tuple[float, float, float, float], colour: RGB, rim: RGB, side: float, rng: Rng
) -> Floats:
    left, top, right, bottom = canvas.clip(box)
    if left >= right or top >= bottom:
        return array(colour)
    across = np.linspace(-1, 1, max(2, int(box[2] - box[0])), dtype=np.float32) * np.float32(side)
    offset = left - int(np.floor(box[0]))
    line = np.interp(np.arange(right - left) + offset, np.arange(len(across)), across).astype(np.float32)
    patch = field(rng, (right - left, bottom - top), (4, 9), 3) if right - left > 24 else np.zeros((1, 1), np.float32)
    lit = np.clip(line[None, :] * 0.75 + 0.12 + patch * 0.55 + np.zeros((bottom - top, 1), np.float32), 0, 1)[..., None]
    return array(colour) + (array(rim) - array(colour)) * lit
