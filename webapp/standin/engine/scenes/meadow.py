"""Open country: rolling hills, a field of flowers, a lone tree, a mill, balloons."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, array, gradient, mix, rgb
from webapp.standin.engine.draw.noise import Floats, PointNoise, Rng, floats
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.scenes.sky import sky
from webapp.standin.engine.scenes.terrain import Ground, View, terrain
from webapp.standin.engine.things.balloons import balloon
from webapp.standin.engine.things.buildings import house
from webapp.standin.engine.things.creatures import flock
from webapp.standin.engine.things.flowers import blossom
from webapp.standin.engine.things.light import in_light, light_side
from webapp.standin.engine.things.mill import windmill
from webapp.standin.engine.things.plants import broad_tree
from webapp.standin.engine.words import Brief, Hour

USUAL = (Hour.SUNSET, Hour.DAY, Hour.DAWN, Hour.DUSK)
_BLOOMS = ("#e2432e", "#8f6fd0", "#f2c230", "#f3f0ea", "#e0608f")


def meadow(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """Hills to the horizon and flowers at one's feet; the main thing differs."""
    above, land, plants, birds, blooms = rng.spawn(5)
    horizon = canvas.height * (0.6, 0.56, 0.58, 0.54)[variation]
    sky(canvas, mood, above, horizon, clouds=(0.6, 0.75, 0.5, 0.6)[variation], disc=0.045)
    flower = _bloom(brief, rng, variation)
    ground = _hills(canvas, mood, land, horizon, flower)
    side = light_side(mood)
    wanted = [name for name in ("balloon", "house", "tree") if name in brief.things] + (
        ["mill"] if brief.says("windmill", "mill") else []
    )
    usual = ("tree", "balloon", "mill", "house")[variation]
    main = wanted[variation % len(wanted)] if wanted and (variation < 2 or usual in wanted) else usual
    x = canvas.width * (0.5 - side * rng.uniform(0.08, 0.24))
    foot = float(ground[int(np.clip(x, 0, canvas.width - 1))])
    if main == "tree":
        dark, bright = (
            in_light(mood, brief.colour_of("tree") or rgb("#4b5a2a"), 0.15),
            in_light(mood, brief.colour_of("tree") or rgb("#8b8f3c"), 1.0),
        )
        broad_tree(canvas, plants, x, foot + 0.02 * canvas.unit, canvas.unit * 0.42, dark, bright, side)
    elif main == "balloon":
        _balloons(canvas, mood, plants, horizon, brief.colour_of("balloon"), (0.34, 0.13, 0.08))
    elif main == "mill":
        windmill(
            canvas, mood, plants, x, foot + 0.012 * canvas.unit, canvas.unit * 0.34, brief.colour_of("house")
        )
    else:
        house(
            canvas,
            mood,
            plants,
            x,
            foot + 0.012 * canvas.unit,
            canvas.unit * 0.16,
            brief.colour_of("house") or rgb("#b5442f"),
            floors=1,
        )
        for offset, tall in ((0.13, 0.19), (0.19, 0.14), (-0.14, 0.12)):
            at = float(np.clip(x + offset * canvas.unit, 0, canvas.width - 1))
            broad_tree(
                canvas,
                plants,
                at,
                float(ground[int(at)]) + 0.012 * canvas.unit,
                canvas.unit * tall,
                in_light(mood, rgb("#3f5228"), 0.15),
                in_light(mood, rgb("#7f8a3c"), 0.95),
                side,
            )
    if main != "balloon" and "balloon" in wanted:
        _balloons(canvas, mood, plants, horizon, brief.colour_of("balloon"), (0.0, 0.22, 0.1))
    flock(canvas, mood, birds, canvas.width * (0.5 + 0.12 * side), horizon * 0.42, canvas.unit * 0.012, 6)
    _flowers(canvas, mood, blooms, flower)


def _balloons(
    canvas: Canvas,
    mood: Mood,
    rng: Rng,
    horizon: float,
    colour: RGB | None,
    sizes: tuple[float, float, float],
) -> None:
    """Up to three balloons at different distances, the largest in the colour asked for."""
    side = light_side(mood)
    for place, high, tall in zip((-0.2, 0.22, 0.04), (0.62, 0.5, 0.72), sizes, strict=True):
        x = canvas.width * (0.5 + (place + rng.uniform(-0.06, 0.06)) * side)
        y = horizon * (high + rng.uniform(-0.06, 0.04)) + 0.1 * canvas.unit
        if tall:
            balloon(canvas, mood, rng, x, y, tall * canvas.unit, colour if tall == max(sizes) else None)


def _bloom(brief: Brief, rng: Rng, variation: int) -> RGB:
    known = {
        "poppy": "#e2432e",
        "lavender": "#8f6fd0",
        "sunflower": "#f2b420",
        "tulip": "#e0507f",
        "wheat": "#d9b45a",
    }
    for word, code in known.items():
        if word in brief.words:
            return rgb(code)
    return brief.colours[0] if brief.colours else rgb(_BLOOMS[variation])


def _hills(canvas: Canvas, mood: Mood, rng: Rng, horizon: float, flower: RGB) -> Floats:
    """Draw the land; returns, per column, the row in px of a hill in the middle distance."""
    shape, grain = PointNoise(rng), PointNoise(rng)
    shift = rng.uniform(0, 90, 2).astype(np.float32)
    far_at = np.float32(9.0)

    def swell(x: Floats, z: Floats) -> Floats:
        wave = shape.fractal(x * 0.1 + shift[0], z * 0.1 + shift[1], 4, 0.42)
        return (wave - 0.5) * (1.6 + 0.1 * z) + 0.1 + 1.3 * np.clip((z - 28) / 20, 0, 1) * wave

    def woods(x: Floats, z: Floats) -> Floats:
        return floats(
            np.clip((grain.fractal(x * 0.3 + 40, z * 0.22, 3) - 0.55) * 12, 0, 1)
            * np.clip((z - 10) / 6, 0, 1)
        )

    def heights(x: Floats, z: Floats) -> Floats:
        tufts = grain(x * 9, z * 9)
        return swell(x, z) + 0.34 * tufts**1.5 * woods(x, z)

    def paint(ground: Ground) -> Floats:
        n = grain.fractal(ground.x * 0.7, ground.z * 0.7, 5)
        green = gradient([(0, rgb("#3c5426")), (0.5, rgb("#6b7f34")), (1, rgb("#a5a552"))], n)
        patch = np.floor(shape.fractal(ground.x * 0.14 + 50, ground.z * 0.11 + 50, 2) * 9)
        tones = np.stack([array(rgb(c)) for c in ("#6f8238", "#b89f4d", "#587030", "#8a8f45", "#caa95a")])
        fields = tones[patch.astype(np.int32) % 5] * (0.82 + 0.36 * n[..., None])
        colour = green + (fields - green) * np.clip((ground.z - 9) / 6, 0, 0.8)[..., None]
        rows = np.clip((grain.fractal(ground.x * 1.4, ground.z * 0.5 + 9, 3) - 0.46) * 5, 0, 1) * np.clip(
            1.2 - ground.z / 14, 0, 1
        )
        dots = np.clip(grain.fractal(ground.x * 24, ground.z * 24, 2) * 4 - 1.6, 0, 1)
        colour = colour + (array(flower) - colour) * (rows * dots * 0.85)[..., None]
        wood = woods(ground.x, ground.z)[..., None]
        return floats(colour + (array(rgb("#2f4224")) * (0.75 + 0.5 * n[..., None]) - colour) * wood)

    terrain(canvas, mood, View(1.15, horizon, near=0.9, far=60), heights, paint, fog=34, light_low=0.34)
    focal = np.float32(1.15 * canvas.unit)
    x = (canvas.columns() - canvas.width / 2) / focal * far_at
    z = np.linspace(4, far_at, 60, dtype=np.float32)[:, None]
    line = (
        horizon
        - (
            swell(x / far_at * z, np.broadcast_to(z, (60, canvas.width)).astype(np.float32))
            - np.float32(1.15)
        )
        * focal
        / z
    )
    crest: Floats = np.minimum.accumulate(line, axis=0)[-1].astype(np.float32)
    return crest


def _flowers(canvas: Canvas, mood: Mood, rng: Rng, flower: RGB) -> None:
    """Blades and blossoms at the near edge, larger the lower they grow."""
    unit = canvas.unit
    count = int(190 * canvas.width / unit)
    downs = np.sort(rng.random(count) ** 0.75)
    for down in downs:
        x = rng.random() * canvas.width
        size = unit * (0.006 + 0.021 * down**1.6) * rng.uniform(0.75, 1.25)
        y = canvas.height + unit * (0.035 - 0.19 * (1 - down))
        stem = size * rng.uniform(2.6, 5.0)
        lean = rng.normal(0, 0.22)
        green = in_light(
            mood, mix(rgb("#3d5527"), rgb("#8a9440"), float(rng.random())), float(rng.uniform(0.2, 0.9))
        )
        for _ in range(3):
            bend, long = rng.normal(0, 0.35), stem * rng.uniform(0.8, 1.6)
            bx = x + rng.normal(0, 2.2) * size
            canvas.polygon(
                green,
                [
                    (bx - size * 0.14, y + stem * 0.7),
                    (bx + bend * long * 0.45, y - long * 0.35),
                    (bx + bend * long, y - long * 0.85),
                    (bx + bend * long * 0.45 + size * 0.2, y - long * 0.35),
                    (bx + size * 0.14, y + stem * 0.7),
                ],
            )
        if rng.random() < 0.62:
            head = (x + lean * stem, y - stem * 0.55)
            canvas.line(green, [(x, y + stem * 0.6), (x + lean * stem * 0.4, y), head], max(0.8, size * 0.13))
            blossom(canvas, mood, rng, head[0], head[1], size, flower)
