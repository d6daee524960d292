"""What a prompt's words do to a filled hole: colours tint it, materials cover it, things stand in it."""

from dataclasses import dataclass

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB
from webapp.standin.engine.draw.noise import Bits, Floats, Rng, floats
from webapp.standin.engine.inpaint.covering import covered
from webapp.standin.engine.inpaint.objects import OBJECTS, Pose, tint
from webapp.standin.engine.inpaint.textures import TEXTURES
from webapp.standin.engine.inpaint.tones import coloured, relit, some_colour
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.words import Brief

_ONLY_REMOVE = ("remove", "without", "no", "empty", "nothing", "erase", "delete")

Island = tuple[int, int, int, int]


@dataclass(frozen=True)
class Spot:
    """Where an answer goes: the hole, its islands (left, top, right, bottom px), the light around it."""

    inside: Bits
    islands: tuple[Island, ...]
    mood: Mood


def answered(
    fill: Floats, spot: Spot, brief: Brief, rng: Rng, variation: int, relight: float = 1.0
) -> Floats:
    """The fill (h, w, 3; 0..1) as the prompt's words change it; unlike in each variation."""
    light, cover, colour, draw = rng.spawn(4)
    if brief.says(*_ONLY_REMOVE):
        return relit(fill, spot.inside, light, variation, 0.7 * relight)
    things = [thing for thing in brief.things if thing in OBJECTS]
    materials = [] if things else [material for material in brief.materials if material in TEXTURES]
    hues, strength = brief.colours, 0.62 if materials else 0.85
    if brief.words and not (things or materials or hues):
        hues, strength = (some_colour(brief.words),), 0.3
    picture = fill
    if materials:
        material = materials[variation % len(materials)]
        picture = covered(picture, spot.inside, spot.mood, material, cover, variation)
    if hues:
        picture = coloured(picture, spot.inside, hues, colour, variation, strength)
    if things or not hues:
        # Beside a thing that differs, changed light would only show the hole's outline.
        picture = relit(picture, spot.inside, light, variation, (0.25 if things else 0.7) * relight)
    for number, island in enumerate(spot.islands if things else ()):
        thing = things[(number + variation) % len(things)]
        own = tint(brief.colour_of(thing), variation)
        picture = _with_thing(picture, spot.mood, island, thing, own, draw.spawn(1)[0], variation)
    return picture


def _with_thing(
    picture: Floats, mood: Mood, island: Island, thing: str, colour: RGB | None, rng: Rng, variation: int
) -> Floats:
    """A thing drawn to fit an island of the hole."""
    left, top, right, bottom = island
    wide, high = right - left, bottom - top
    canvas = Canvas((picture.shape[1], picture.shape[0]))
    # Things scale details such as glitter by the canvas's unit: here that is the island's, not the crop's.
    canvas.unit = float(max(24, min(wide, high)) * 2)
    canvas.px = picture.astype(np.float32).copy()
    tall = (
        min(high * 0.94, wide * 1.35)
        if thing not in ("boat", "fish", "bird")
        else min(high * 0.96, wide * 0.92)
    )
    x = left + wide * (0.5, 0.46, 0.54, 0.5)[variation]
    foot = top + high * 0.5 + tall * 0.5
    OBJECTS[thing](canvas, mood, rng, Pose(x, foot, tall, colour, variation))
    over = np.maximum(canvas.px - 0.85, 0)
    return floats(np.minimum(canvas.px, 0.85) + (0.15 * (1 - np.exp(-over / 0.15))).astype(np.float32))
