"""Boats on water, with their mirror images."""

import numpy as np

from webapp.standin.engine.draw.canvas import Box, Canvas
from webapp.standin.engine.draw.colour import RGB
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng
from webapp.standin.engine.draw.smooth import blurred
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.vessels import Vessel


def afloat(
    canvas: Canvas,
    mood: Mood,
    rng: Rng,
    vessel: Vessel,
    place: tuple[float, float],
    tall: float,
    colour: RGB | None,
    strength: float = 0.8,
) -> None:
    """Draw a boat `tall` px high with its waterline at `place`, and its image in the water below it."""
    x, y = place
    box = canvas.clip((x - tall, y - tall * 1.1, x + tall, y + tall * 1.1))
    before = canvas.px[box[1] : box[3], box[0] : box[2]].copy()
    vessel(canvas, mood, rng, x, y, tall, colour)
    mirrored(canvas, before, box, y - 1, rng, strength)


def mirrored(
    canvas: Canvas, before: Floats, box: Box, waterline: float, rng: Rng, strength: float = 0.6
) -> None:
    """Mirror in the water what was drawn in `box` since `before` (a copy of its px), about `waterline` px."""
    left, top, right, bottom = box
    changed = np.abs(canvas.px[top:bottom, left:right] - before).max(axis=2)
    alpha = np.clip(changed * 30, 0, 1)
    line = min(bottom, int(waterline))
    tall = min(line - top, canvas.height - line)
    if tall < 2:
        return
    span = right - left
    depth = np.arange(tall, dtype=np.float32)[:, None]
    noise, drift = PointNoise(rng), rng.uniform(0, 200, 2).astype(np.float32)
    scale = np.float32(canvas.unit / 60)
    across = np.arange(span, dtype=np.float32)[None, :]
    u, v = across / (3.5 * scale) + drift[0], depth / (0.75 * scale) + drift[1]
    wobble = noise.fractal(u, v, 2) - 0.5
    reach = np.minimum(1, depth / (2.5 * scale))
    columns = np.clip(across + wobble * scale * 1.5 * reach, 0, span - 1).astype(np.int32)
    rows = np.clip(line - top - 1 - depth + wobble * scale * 2.2 * reach, 0, line - top - 1).astype(np.int32)
    colour = canvas.px[top:line, left:right][rows, columns]
    ink = alpha[: line - top][rows, columns]
    broken = np.clip(1.15 - np.abs(wobble) - 0.55 * depth / tall, 0, 1)
    view: Box = (left, line, right, line + tall)
    canvas.lay(colour * np.float32(0.82), blurred(ink, canvas.unit / 1400) * broken * strength, view)
