"""Things a prompt can put into a hole, each drawn to fit an island of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, mix, rgb
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.sky import moon_face
from webapp.standin.engine.things.afloat import afloat
from webapp.standin.engine.things.balloons import balloon
from webapp.standin.engine.things.buildings import house, lantern, lighthouse
from webapp.standin.engine.things.creatures import bird, butterfly, cat, fish, flock
from webapp.standin.engine.things.light import in_light, light_side
from webapp.standin.engine.things.mushrooms import mushroom
from webapp.standin.engine.things.planets import planet
from webapp.standin.engine.things.plants import broad_tree, conifer
from webapp.standin.engine.things.small import heart, kite, star, window
from webapp.standin.engine.things.turned import shadow, stalk, turned
from webapp.standin.engine.things.umbrellas import umbrella
from webapp.standin.engine.things.vessels import fishing_boat, rowboat, sailboat


@dataclass(frozen=True)
class Pose:
    """Where a thing is put: its middle `x`, `foot` row and greatest height `tall` in px; a colour if named.

    `variation` 0..3 chooses among its forms.
    """

    x: float
    foot: float
    tall: float
    colour: RGB | None
    variation: int


Draw = Callable[[Canvas, Mood, Rng, Pose], None]
Thing = Callable[[Canvas, Mood, Rng, float, float, float, RGB | None], None]


def _boat(canvas: Canvas, mood: Mood, rng: Rng, pose: Pose) -> None:
    kind = (fishing_boat, sailboat, sailboat, rowboat)[pose.variation]
    high = pose.tall * (0.66, 0.86, 0.72, 0.26)[pose.variation]
    line = pose.foot - pose.tall * 0.12
    afloat(canvas, mood, rng, kind, (pose.x, line), high, pose.colour, 0.5)


def _moon(canvas: Canvas, mood: Mood, rng: Rng, pose: Pose) -> None:
    radius = pose.tall * (0.3, 0.38, 0.24, 0.33)[pose.variation]
    y, tone = pose.foot - pose.tall / 2, pose.colour or rgb("#f7f2df")
    canvas.glow(pose.x, y, radius * 3, tone, 0.4, 2.4)
    box = canvas.clip((pose.x - radius, y - radius, pose.x + radius, y + radius))
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    side = max(box[2] - box[0], box[3] - box[1]) + 2
    face = moon_face(rng, int(side), tone)[: box[3] - box[1], : box[2] - box[0]]
    dx = (np.arange(box[0], box[2], dtype=np.float32) + 0.5 - pose.x)[None, :]
    dy = (np.arange(box[1], box[3], dtype=np.float32) + 0.5 - y)[:, None]
    cover = np.clip(radius - np.sqrt(dx * dx + dy * dy) + 0.5, 0, 1)
    if pose.variation == 2:
        bite = np.sqrt((dx - radius * 0.5) ** 2 + (dy + radius * 0.16) ** 2)
        cover = cover * np.clip(bite - radius * 0.86 + 0.5, 0.03, 1)
    canvas.lay(face, cover.astype(np.float32), box)


def _sun(canvas: Canvas, mood: Mood, rng: Rng, pose: Pose) -> None:
    tone = pose.colour or (rgb("#ffd980"), rgb("#ff9a4a"), rgb("#fff1c4"), rgb("#ffb85e"))[pose.variation]
    radius, y = pose.tall * (0.2, 0.3, 0.16, 0.25)[pose.variation], pose.foot - pose.tall / 2
    canvas.glow(pose.x, y, pose.tall * 0.9, tone, 0.9, 2)
    canvas.ellipse(mix(tone, (1, 1, 1), 0.35), (pose.x - radius, y - radius, pose.x + radius, y + radius))


def _tree(canvas: Canvas, mood: Mood, rng: Rng, pose: Pose) -> None:
    leaf = pose.colour or (rgb("#5f7a35"), rgb("#33523a"), rgb("#b9742c"), rgb("#6f8f4a"))[pose.variation]
    dark, lit = in_light(mood, leaf, 0.12), in_light(mood, mix(leaf, (1, 0.95, 0.6), 0.15), 1.0)
    if pose.variation == 1:
        for offset, share in ((-0.22, 0.62), (0.2, 0.72), (0.0, 0.97)):
            conifer(
                canvas,
                rng,
                pose.x + offset * pose.tall,
                pose.foot,
                pose.tall * share,
                dark,
                lit,
                light_side(mood),
            )
    else:
        broad_tree(canvas, rng, pose.x, pose.foot, pose.tall * 0.82, dark, lit, light_side(mood))


def _fruit(canvas: Canvas, mood: Mood, rng: Rng, pose: Pose) -> None:
    shape, code = (("apple", "#b8322a"), ("orange", "#e28a26"), ("pear", "#a9a63c"), ("apple", "#7f9a34"))[
        pose.variation
    ]
    side = light_side(mood)
    shadow(canvas, pose.x, pose.foot - pose.tall * 0.06, pose.tall * 0.36, pose.tall * 0.6, side)
    turned(
        canvas,
        mood,
        rng,
        pose.x,
        pose.foot - pose.tall * 0.06,
        pose.tall * 0.74,
        shape,
        pose.colour or rgb(code),
        side,
        0.6,
    )
    stalk(canvas, mood, rng, pose.x, pose.foot - pose.tall * 0.79, pose.tall * 0.12)


def _planet(canvas: Canvas, mood: Mood, rng: Rng, pose: Pose) -> None:
    tone = pose.colour or (rgb("#c98a5e"), rgb("#d9b98a"), rgb("#3f7fb0"), rgb("#b9b2a8"))[pose.variation]
    kind = ("bands", "bands", "earth", "rock")[pose.variation]
    light = (0.6 * light_side(mood), -0.5, 0.5)
    planet(
        canvas,
        rng,
        pose.x,
        pose.foot - pose.tall / 2,
        pose.tall * (0.36, 0.2, 0.36, 0.3)[pose.variation],
        tone,
        light,
        kind,
        ring=pose.variation == 1,
    )


def _birds(canvas: Canvas, mood: Mood, rng: Rng, pose: Pose) -> None:
    if pose.variation % 2 == 0:
        bird(canvas, mood, rng, pose.x, pose.foot - pose.tall * 0.5, pose.tall * 0.4, pose.colour)
    else:
        flock(canvas, mood, rng, pose.x, pose.foot - pose.tall * 0.5, pose.tall * 0.1, 7)


def _umbrella(canvas: Canvas, mood: Mood, rng: Rng, pose: Pose) -> None:
    tone = pose.colour or (rgb("#c8362f"), rgb("#2f6f9a"), rgb("#e0a52f"), rgb("#4f8a5c"))[pose.variation]
    umbrella(canvas, mood, pose.x, pose.foot - pose.tall * 0.08, pose.tall * 0.78, in_light(mood, tone, 0.95))


def _butterflies(canvas: Canvas, mood: Mood, rng: Rng, pose: Pose) -> None:
    places = (
        ((0.0, 0.5, 0.7),)
        if pose.variation % 2 == 0
        else ((-0.25, 0.6, 0.36), (0.2, 0.35, 0.42), (0.1, 0.8, 0.25))
    )
    for across, up, share in places:
        butterfly(
            canvas,
            mood,
            rng,
            pose.x + across * pose.tall,
            pose.foot - up * pose.tall,
            pose.tall * share,
            pose.colour,
        )


def _plain(draw: Thing, share: float, lift: float = 0.03) -> Draw:
    """A thing that looks the same in every variation but for its size and chance."""

    def drawn(canvas: Canvas, mood: Mood, rng: Rng, pose: Pose) -> None:
        size = pose.tall * share * (1.0, 0.82, 0.92, 0.74)[pose.variation]
        x = pose.x + float(rng.uniform(-0.06, 0.06)) * pose.tall
        draw(canvas, mood, rng, x, pose.foot - lift * pose.tall, size, pose.colour)

    return drawn


def _floating(draw: Thing, share: float) -> Draw:
    """As `_plain`, for things drawn about their middle."""
    return _plain(draw, share, 0.5)


OBJECTS: dict[str, Draw] = {
    "balloon": _plain(balloon, 0.92, 0.05),
    "bird": _birds,
    "boat": _boat,
    "butterfly": _butterflies,
    "cat": _plain(cat, 0.8, 0.06),
    "fish": _floating(fish, 0.5),
    "fruit": _fruit,
    "heart": _floating(heart, 0.75),
    "house": _plain(house, 0.82, 0.06),
    "kite": _floating(kite, 0.85),
    "lantern": _plain(lantern, 0.92),
    "lighthouse": _plain(lighthouse, 0.94),
    "moon": _moon,
    "mushroom": _plain(mushroom, 0.8, 0.06),
    "planet": _planet,
    "star": _floating(star, 0.8),
    "sun": _sun,
    "tree": _tree,
    "umbrella": _umbrella,
    "window": _floating(window, 0.8),
}


def tint(colour: RGB | None, variation: int) -> RGB | None:
    """A colour a little lighter or darker per variation, so that four of one kind differ."""
    if colour is None:
        return None
    other, share = (((1, 1, 1), 0.0), ((1, 1, 1), 0.16), ((0, 0, 0), 0.14), ((1, 0.9, 0.7), 0.1))[variation]
    return mix(colour, other, share)
