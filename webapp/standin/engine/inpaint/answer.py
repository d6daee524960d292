"""What a prompt's words do to a filled hole: colours tint it, materials cover it, things stand in it."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, array, from_oklab, to_oklab
from webapp.standin.engine.draw.noise import Bits, Floats, PointNoise, Rng, field
from webapp.standin.engine.inpaint.objects import OBJECTS, tint
from webapp.standin.engine.inpaint.smooth import blurred, resized
from webapp.standin.engine.inpaint.textures import SHINES, TEXTURES
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.words import Brief

_MOST_TEXTURE_PX = 420_000

Island = tuple[int, int, int, int]


@dataclass(frozen=True)
class Spot:
    """Where an answer goes: the hole, its islands (left, top, right, bottom px), the light around it."""

    inside: Bits
    islands: tuple[Island, ...]
    mood: Mood


def answered(fill: Floats, spot: Spot, brief: Brief, rng: Rng, variation: int) -> Floats:
    """The fill (h, w, 3; 0..1) as the prompt's words change it; unlike in each variation."""
    relight, cover, colour, draw = rng.spawn(4)
    if brief.says("remove", "without", "no", "empty", "nothing", "erase", "delete", "clear"):
        return _relit(fill, spot.inside, relight, variation)
    picture = fill
    things = [thing for thing in brief.things if thing in OBJECTS]
    materials = [material for material in brief.materials if material in TEXTURES]
    tinted = False
    if materials and not things:
        picture = _covered(picture, spot, materials[variation % len(materials)], cover, variation)
    if brief.colours:
        picture = _coloured(picture, brief.colours, colour, variation, 0.62 if materials else 0.8)
        tinted = True
    if not tinted or things:
        picture = _relit(picture, spot.inside, relight, variation)
    for number, island in enumerate(spot.islands):
        if things:
            thing = things[(number + (variation if len(things) > 1 else 0)) % len(things)]
            own = brief.colour_of(thing)
            picture = _with_thing(picture, spot.mood, island, thing, tint(own, variation), draw.spawn(1)[0], variation)
    if not (materials or things or brief.colours) and brief.words:
        picture = _coloured(picture, (_some_colour(brief),), colour, variation, 0.3)
    return picture


def _relit(picture: Floats, inside: Bits, rng: Rng, variation: int) -> Floats:
    """The same place in slightly other light: brighter, cooler, warmer, deeper; nothing changes at the rim."""
    lab = to_oklab(np.clip(picture, 0, 1))
    height, width = inside.shape
    patches = np.clip(field(rng, (width, height), (2.5, 2.5), 3) * 0.5 + 0.8, 0.3, 1.3)
    reach = max(1.0, 0.05 * max(inside.shape))
    deep = np.clip(blurred(inside.astype(np.float32), reach) * 2 - 1, 0, 1) ** 0.7
    amount = (patches * np.maximum(deep, 0.35))[..., None]
    change = ((0.05, 0.004, 0.012), (-0.045, -0.008, -0.022), (0.012, 0.016, 0.034), (-0.05, 0.012, 0.004))[variation]
    return from_oklab((lab + array(change) * amount).astype(np.float32))


def _coloured(picture: Floats, hues: tuple[RGB, ...], rng: Rng, variation: int, strength: float) -> Floats:
    """The picture drawn towards the hues, its light and texture kept, unevenly as real things are."""
    hue = hues[variation % len(hues)]
    lab, goal = to_oklab(np.clip(picture, 0, 1)), to_oklab(array(hue))
    goal = goal + array(((0, 0, 0), (0.05, 0.012, -0.01), (-0.06, -0.01, 0.012), (0.02, -0.016, -0.016))[variation]) * (
        0.4 if abs(float(goal[1])) + abs(float(goal[2])) < 0.03 else 1
    )
    height, width = picture.shape[:2]
    uneven = np.clip(field(rng, (width, height), (3.2, 3.2), 4) * 0.16 + strength, 0.15, 0.97)[..., None]
    # A very dark or light place takes a colour only when its lightness follows.
    lift = (goal[0] - lab[..., :1].mean()) * np.float32(0.62)
    lab[..., :1] += lift * uneven
    lab[..., 1:] += (goal[1:] - lab[..., 1:]) * uneven
    return from_oklab(lab)


def _covered(picture: Floats, spot: Spot, material: str, rng: Rng, variation: int) -> Floats:
    """The hole covered by a material in the surroundings' light, its rim uneven."""
    height, width = spot.inside.shape
    area = float(spot.inside.sum())
    scale = min(1.0, (_MOST_TEXTURE_PX / (height * width)) ** 0.5)
    size = max(2, round(width * scale)), max(2, round(height * scale))
    feature = max(14.0, 0.34 * area**0.5 * (1.0, 0.72, 1.35, 0.9)[variation])
    start = rng.uniform(0, 120, 2)
    u = (np.arange(size[0], dtype=np.float32) / scale / feature + start[0]).astype(np.float32)[None, :]
    v = (np.arange(size[1], dtype=np.float32) / scale / feature + start[1]).astype(np.float32)[:, None]
    u, v = np.broadcast_to(u, (size[1], size[0])).copy(), np.broadcast_to(v, (size[1], size[0])).copy()
    side = -1.0 if spot.mood.sun_x < 0.5 else 1.0
    texture = resized(TEXTURES[material](PointNoise(rng), u, v, side).astype(np.float32), (width, height), Image.Resampling.BICUBIC)
    if material not in SHINES:
        texture = _in_place(texture, picture, spot, variation)
    ragged = field(rng, (width, height), (9, 9), 4)
    reach = max(1.0, 0.035 * area**0.5)
    soft = blurred(spot.inside.astype(np.float32), reach)
    cover = np.clip((soft - 0.56 + 0.07 * ragged) * 9, 0, 1)[..., None] * np.float32(0.96)
    if material == "fire":
        cover = cover * np.clip(texture.max(axis=2, keepdims=True) * 2.2 - 0.1, 0.25, 1)
    grain = rng.standard_normal((height, width, 1), dtype=np.float32) * np.float32(0.01)
    return picture + (np.clip(texture + grain, 0, 1) - picture) * cover


def _in_place(texture: Floats, picture: Floats, spot: Spot, variation: int) -> Floats:
    """A texture as bright and tinted as the place: its mean meets the place's half way, its light follows."""
    grey = array((0.3, 0.59, 0.11))
    around = float((picture @ grey)[spot.inside].mean())
    own = max(0.05, float((texture @ grey)[spot.inside].mean()))
    gain = (0.5 + 0.5 * around / own) * (1.0, 1.12, 0.88, 1.04)[variation]
    reach = 0.16 * max(spot.inside.shape)
    falloff = blurred(picture @ grey, reach)
    falloff = np.clip(falloff / max(0.03, float(falloff.mean())), 0.6, 1.5) ** 0.6
    cast = array(spot.mood.middle) / max(0.08, float(array(spot.mood.middle) @ grey))
    tinted = texture * (1 + (np.clip(cast, 0.5, 1.6) - 1) * np.float32(0.28))
    return (tinted * np.float32(np.clip(gain, 0.3, 1.6)) * falloff[..., None]).astype(np.float32)


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
    tall = min(high * 0.94, wide * 1.35) if thing not in ("boat", "fish", "bird") else min(high * 0.96, wide * 0.92)
    x = left + wide * (0.5, 0.46, 0.54, 0.5)[variation]
    foot = top + high * 0.5 + tall * 0.5
    OBJECTS[thing](canvas, mood, rng, x, foot, tall, colour, variation)
    over = np.maximum(canvas.px - 0.85, 0)
    return np.minimum(canvas.px, 0.85) + (0.15 * (1 - np.exp(-over / 0.15))).astype(np.float32)


def _some_colour(brief: Brief) -> RGB:
    """A hue for words the engine does not know, the same for the same words."""
    angle = sum(ord(letter) * (n + 1) for n, letter in enumerate("".join(brief.words))) % 360 / 57.3
    lab = array((0.66, 0.13 * float(np.cos(angle)), 0.13 * float(np.sin(angle))))
    red, green, blue = from_oklab(lab)
    return float(red), float(green), float(blue)
