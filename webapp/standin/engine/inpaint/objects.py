"""Things a prompt can put into a hole, each drawn to fit an island of it."""

from collections.abc import Callable

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb, scaled
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.plants import broad_tree, conifer
from webapp.standin.engine.scenes.sky import moon_face
from webapp.standin.engine.scenes.space import planet
from webapp.standin.engine.scenes.street import draw_umbrella
from webapp.standin.engine.scenes.water import mirrored
from webapp.standin.engine.things.buildings import house, lantern, lighthouse
from webapp.standin.engine.things.creatures import bird, butterfly, cat, fish, flock
from webapp.standin.engine.things.mushrooms import mushroom
from webapp.standin.engine.things.small import heart, kite, star, window
from webapp.standin.engine.things.turned import shadow, stalk, turned
from webapp.standin.engine.things.vessels import balloon, fishing_boat, in_light, light_side, rowboat, sailboat

# A thing is drawn at (middle x, foot y) and is `tall` px high at most.
Draw = Callable[[Canvas, Mood, Rng, float, float, float, RGB | None, int], None]


def _boat(canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None, variation: int) -> None:
    kind = (fishing_boat, sailboat, sailboat, rowboat)[variation]
    high = tall * (0.66, 0.86, 0.72, 0.26)[variation]
    line = foot - tall * 0.12
    box = canvas.clip((x - tall, line - high * 1.1, x + tall, line + high))
    before = canvas.px[box[1] : box[3], box[0] : box[2]].copy()
    kind(canvas, mood, rng, x, line, high, colour)
    mirrored(canvas, before, box, line - 1, rng, 0.5)


def _moon(canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None, variation: int) -> None:
    radius = tall * (0.3, 0.38, 0.24, 0.33)[variation]
    y, tone = foot - tall / 2, colour or rgb("#f7f2df")
    canvas.glow(x, y, radius * 3, tone, 0.4, 2.4)
    box = canvas.clip((x - radius, y - radius, x + radius, y + radius))
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    side = max(box[2] - box[0], box[3] - box[1]) + 2
    face = moon_face(rng, int(side), tone)[: box[3] - box[1], : box[2] - box[0]]
    dx = (np.arange(box[0], box[2], dtype=np.float32) + 0.5 - x)[None, :]
    dy = (np.arange(box[1], box[3], dtype=np.float32) + 0.5 - y)[:, None]
    cover = np.clip(radius - np.sqrt(dx * dx + dy * dy) + 0.5, 0, 1)
    if variation == 2:
        bite = np.sqrt((dx - radius * 0.5) ** 2 + (dy + radius * 0.16) ** 2)
        cover = cover * np.clip(bite - radius * 0.86 + 0.5, 0.03, 1)
    canvas.lay(face, cover.astype(np.float32), box)


def _sun(canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None, variation: int) -> None:
    tone = colour or (rgb("#ffd980"), rgb("#ff9a4a"), rgb("#fff1c4"), rgb("#ffb85e"))[variation]
    radius, y = tall * (0.2, 0.3, 0.16, 0.25)[variation], foot - tall / 2
    canvas.glow(x, y, tall * 0.9, tone, 0.9, 2)
    canvas.ellipse(mix(tone, (1, 1, 1), 0.35), (x - radius, y - radius, x + radius, y + radius))


def _tree(canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None, variation: int) -> None:
    leaf = colour or (rgb("#5f7a35"), rgb("#33523a"), rgb("#b9742c"), rgb("#6f8f4a"))[variation]
    dark, lit = in_light(mood, leaf, 0.12), in_light(mood, mix(leaf, (1, 0.95, 0.6), 0.15), 1.0)
    if variation == 1:
        for offset, share in ((-0.22, 0.62), (0.2, 0.72), (0.0, 0.97)):
            conifer(canvas, rng, x + offset * tall, foot, tall * share, dark, lit, light_side(mood))
    else:
        broad_tree(canvas, rng, x, foot, tall * 0.82, dark, lit, light_side(mood))


def _fruit(canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None, variation: int) -> None:
    shape, code = (("apple", "#b8322a"), ("orange", "#e28a26"), ("pear", "#a9a63c"), ("apple", "#7f9a34"))[variation]
    side = light_side(mood)
    shadow(canvas, x, foot - tall * 0.06, tall * 0.36, tall * 0.6, side)
    turned(canvas, mood, rng, x, foot - tall * 0.06, tall * 0.74, shape, colour or rgb(code), side, 0.6)
    stalk(canvas, mood, rng, x, foot - tall * 0.79, tall * 0.12)


def _planet(canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None, variation: int) -> None:
    tone = colour or (rgb("#c98a5e"), rgb("#d9b98a"), rgb("#3f7fb0"), rgb("#b9b2a8"))[variation]
    kind = ("bands", "bands", "earth", "rock")[variation]
    light = (0.6 * light_side(mood), -0.5, 0.5)
    planet(canvas, rng, x, foot - tall / 2, tall * (0.36, 0.2, 0.36, 0.3)[variation], tone, light, kind, ring=variation == 1)


def _birds(canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None, variation: int) -> None:
    if variation % 2 == 0:
        bird(canvas, mood, rng, x, foot - tall * 0.5, tall * 0.4, colour)
    else:
        flock(canvas, mood, rng, x, foot - tall * 0.5, tall * 0.1, 7)


def _umbrella(canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None, variation: int) -> None:
    tone = colour or (rgb("#c8362f"), rgb("#2f6f9a"), rgb("#e0a52f"), rgb("#4f8a5c"))[variation]
    draw_umbrella(canvas, mood, x, foot - tall * 0.08, tall * 0.78, in_light(mood, tone, 0.95))


def _butterflies(canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None, variation: int) -> None:
    places = ((0.0, 0.5, 0.7),) if variation % 2 == 0 else ((-0.25, 0.6, 0.36), (0.2, 0.35, 0.42), (0.1, 0.8, 0.25))
    for across, up, share in places:
        butterfly(canvas, mood, rng, x + across * tall, foot - up * tall, tall * share, colour)


def _plain(draw: Callable[[Canvas, Mood, Rng, float, float, float, RGB | None], None], share: float, lift: float = 0.03) -> Draw:
    """A thing that looks the same in every variation but for its size and chance."""

    def drawn(canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None, variation: int) -> None:
        size = tall * share * (1.0, 0.82, 0.92, 0.74)[variation]
        draw(canvas, mood, rng, x + rng.uniform(-0.06, 0.06) * tall, foot - lift * tall, size, colour)

    return drawn


def _floating(draw: Callable[[Canvas, Mood, Rng, float, float, float, RGB | None], None], share: float) -> Draw:
    """As `_plain`, for things drawn about their middle."""
    return _plain(draw, share, 0.5)


OBJECTS: dict[str, Draw] = {
    "boat": _boat, "moon": _moon, "sun": _sun, "tree": _tree, "fruit": _fruit, "planet": _planet, "bird": _birds,
    "umbrella": _umbrella, "butterfly": _butterflies, "lantern": _plain(lantern, 0.92), "balloon": _plain(balloon, 0.92, 0.05),
    "house": _plain(house, 0.82, 0.06), "lighthouse": _plain(lighthouse, 0.94), "mushroom": _plain(mushroom, 0.8, 0.06),
    "cat": _plain(cat, 0.8, 0.06), "fish": _floating(fish, 0.5), "window": _floating(window, 0.8),
    "star": _floating(star, 0.8), "heart": _floating(heart, 0.75), "kite": _floating(kite, 0.85),
}  # fmt: skip


def tint(colour: RGB | None, variation: int) -> RGB | None:
    """A colour a little lighter or darker per variation, so that four of one kind differ."""
    if colour is None:
        return None
    other = ((1.0, 1.0, 1.0), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (1.0, 0.9, 0.7))[variation]
    return scaled(mix(colour, other, (0.0, 0.16, 0.14, 0.1)[variation]), 1.0)
