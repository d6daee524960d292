"""Inside a wood: trunks fading into lit mist, a path towards the light."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, array, between, mix, rgb, scaled
from webapp.standin.engine.draw.noise import PointNoise, Rng, curve, field
from webapp.standin.engine.draw.smooth import blurred
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.buildings import lantern
from webapp.standin.engine.things.light import light_side
from webapp.standin.engine.things.mushrooms import mushroom
from webapp.standin.engine.words import Brief


def among_trunks(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief, variation: int) -> None:
    """Tall trunks fading into lit mist, a path towards the light, ferns and leaves."""
    trunks, leaves, ground, small = rng.spawn(4)
    unit, side = canvas.unit, light_side(mood)
    floor = canvas.height * 0.76
    sun_x = canvas.width * (0.5 + 0.14 * side)
    sun_y = canvas.height * 0.36
    autumn = brief.says("autumn", "fall", "orange", "golden") or variation == 1
    leaf = (brief.colours[0] if brief.colours else rgb("#c9772a")) if autumn else rgb("#5f8a35")
    deep, bright = mix(mood.near, leaf, 0.22), mix(mood.glow, mood.light, 0.4)
    away = np.sqrt(
        ((canvas.columns() - sun_x) / (0.62 * unit)) ** 2 + ((canvas.rows() - sun_y) / (0.6 * unit)) ** 2
    )
    mist = mix(mix(mood.haze, leaf, 0.3), mood.glow, 0.3 if not mood.moon else 0.05)
    glow = np.exp(-(away**1.3) * 1.5)[..., None]
    canvas.px[:] = (
        array(mix(mist, deep, 0.42)) + (array(mix(mist, bright, 0.75)) - array(mix(mist, deep, 0.42))) * glow
    )
    _ground(canvas, mood, ground, floor, sun_x, deep, mist, leaf)
    for layer in range(5):
        share = layer / 4
        fog = mix(mist, scaled(deep, 0.75), 0.24 + 0.76 * share**0.8)
        _foliage(
            canvas,
            leaves.spawn(1)[0],
            (0.1 + 0.17 * share) * unit,
            mix(mix(mist, leaf, 0.5), deep, 0.12 + 0.76 * share),
            mix(bright, leaf, 0.45 + 0.2 * share),
            (sun_x, sun_y),
            share,
        )
        _trunks(
            canvas, mood, trunks.spawn(1)[0], floor, share, fog, mix(fog, bright, 0.42 - 0.1 * share), sun_x
        )
        if layer in (1, 3):
            _shafts(canvas, trunks.spawn(1)[0], sun_x, sun_y, bright, 0.3 * (0.35 if mood.moon else 1))
    if "lantern" in brief.things or mood.dark > 0.4:
        lantern(
            canvas,
            mood,
            small,
            canvas.width * (0.5 - 0.16 * side),
            canvas.height * 0.9,
            unit * 0.3,
            brief.colour_of("lantern"),
        )
    if "mushroom" in brief.things or variation == 3:
        for place, tall in ((0.3, 0.085), (0.25, 0.06), (0.335, 0.045)):
            x = canvas.width * (0.5 + side * place)
            mushroom(
                canvas,
                mood,
                small,
                x,
                canvas.height * 0.95 + tall * unit * 0.3,
                tall * unit,
                brief.colour_of("mushroom"),
            )
    _fern_edge(canvas, small, deep, mix(deep, leaf, 0.5))
    _motes(canvas, small, bright, mood.dark)


def _trunks(
    canvas: Canvas, mood: Mood, rng: Rng, floor: float, share: float, colour: RGB, rim: RGB, sun_x: float
) -> None:
    unit = canvas.unit
    count = int((16, 12, 9, 6, 3)[round(share * 4)] * canvas.width / unit)
    for place in rng.random(count):
        x = place * canvas.width
        if abs(x - sun_x) < unit * (0.05 + 0.1 * share) or (
            share > 0.8 and abs(x - canvas.width / 2) < 0.27 * canvas.width
        ):
            continue
        wide = unit * (0.006 + 0.04 * share**1.5) * rng.uniform(0.7, 1.4)
        foot = floor - 0.05 * unit + unit * (0.02 + 0.28 * share**1.6) * rng.uniform(0.8, 1.1)
        lean = rng.normal(0, 0.02) * unit
        t = np.linspace(0, 1, 22)
        wobble = np.cumsum(rng.normal(0, 1, 22)) * wide * 0.05
        taper = wide * (0.62 + 0.38 * t) * (1 + 1.3 * np.clip(t - 0.88, 0, 1) ** 1.2 * 8)
        xs, ys = x + lean * (1 - t) + wobble, foot * t - 10 * (1 - t)
        points = [*zip(xs - taper, ys, strict=True), *zip((xs + taper)[::-1], ys[::-1], strict=True)]
        toward = 1.0 if sun_x > x else -1.0
        near = np.exp(-(((x - sun_x) / (0.45 * unit)) ** 2))
        stops = [
            (0.0, scaled(colour, 0.82)),
            (0.55, colour),
            (0.82, mix(colour, rim, 0.35 + 0.3 * float(near))),
            (1.0, mix(colour, rim, 0.6 + 0.4 * float(near))),
        ]
        if toward < 0:
            stops = [(1 - a, c) for a, c in reversed(stops)]
        left, right = min(p[0] for p in points), max(p[0] for p in points)
        ramp = canvas.ramp((left, min(p[1] for p in points), right, max(p[1] for p in points)), stops)
        if not ramp.size:
            continue
        bark = field(rng, (ramp.shape[1], ramp.shape[0]), (max(2.0, 5 * wide / unit * 40), 16), 4)
        canvas.polygon(ramp * (1 + 0.2 * share * bark[..., None]), points)
        root = float(taper[-1])
        canvas.ellipse(
            scaled(colour, 0.9),
            (x + wobble[-1] - root, foot - root * 0.16, x + wobble[-1] + root, foot + root * 0.2),
            0.9,
            root * 0.06,
        )
        for _ in range(int(rng.integers(1, 4))):
            y = foot * rng.uniform(0.1, 0.62)
            turn, long = (1 if rng.random() < 0.5 else -1), wide * rng.uniform(3, 8)
            base = max(0.6, wide * 0.2)
            rise = rng.uniform(0.15, 0.6)
            canvas.polygon(
                colour,
                [
                    (x, y + base),
                    (x + turn * long * 0.5, y - long * rise * 0.35 + base * 0.4),
                    (x + turn * long, y - long * rise),
                    (x + turn * long * 0.5, y - long * rise * 0.35 - base * 0.3),
                    (x, y - base),
                ],
                0.92,
            )


def _foliage(
    canvas: Canvas, rng: Rng, size: float, dark: RGB, lit: RGB, sun: tuple[float, float], share: float
) -> None:
    """A canopy of leaf clumps along the top, denser and lower at the sides."""
    x = np.linspace(-1, 1, canvas.width, dtype=np.float32)[None, :]
    edge = canvas.height * (0.2 + 0.16 * np.abs(x) ** 1.5 - 0.12 * share)
    shape = field(rng, canvas.size, (canvas.width / size * 0.9, canvas.height / size * 0.9), 6, 0.62)
    fine = field(rng, canvas.size, (canvas.width / size * 7, canvas.height / size * 7), 3, 0.7)
    density = (edge - canvas.rows()) / (0.16 * canvas.unit) + shape * 1.15 + fine * 0.55 * (0.4 + share)
    cover = np.clip(density * 3.2, 0, 1) * (0.55 + 0.4 * share)
    near = np.exp(
        -(
            ((canvas.columns() - sun[0]) / (0.5 * canvas.unit)) ** 2
            + ((canvas.rows() - sun[1]) / (0.5 * canvas.unit)) ** 2
        )
    )
    light = np.clip(0.25 + fine * 0.55 + shape * 0.2, 0, 1) * (0.2 + 0.9 * near)
    canvas.lay(between(dark, lit, np.clip(light, 0, 1)), cover.astype(np.float32))


def _ground(
    canvas: Canvas, mood: Mood, rng: Rng, floor: float, sun_x: float, deep: RGB, mist: RGB, leaf: RGB
) -> None:
    top = int(floor - 0.06 * canvas.unit)
    rows = np.arange(top, canvas.height, dtype=np.float32)[:, None] - np.float32(top) + 1
    depth = rows / (canvas.height - top)
    x = canvas.columns() - canvas.width * 0.5
    bend = (sun_x - canvas.width * 0.5) * (1 - depth) ** 1.4 + canvas.unit * 0.06 * np.sin(
        depth * 5.5
    ) * depth
    noise = PointNoise(rng)
    u, v = x / (rows + 0.06 * canvas.unit) * 2.4, 0.9 * canvas.unit / (rows + 0.06 * canvas.unit)
    litter = noise.fractal(u * 5, v * 11, 5, 0.62)
    path = np.clip(
        1.35 - np.abs(x - bend) / (canvas.unit * (0.025 + 0.21 * depth)) + (litter - 0.5) * 1.1, 0, 1
    )
    earth = array(mix(deep, rgb("#8a6a48"), 0.35)) * (0.75 + 0.6 * litter)[..., None]
    moss = array(mix(deep, leaf, 0.5)) * (0.35 + 1.25 * litter)[..., None]
    colour = moss + (earth * 1.25 - moss) * path[..., None] * 0.8
    light = np.exp(-((np.abs(x - bend) / (0.34 * canvas.unit)) ** 2)) * (1 - depth) ** 0.7
    colour = (
        colour
        + (array(mix(mist, mood.glow, 0.5)) - colour)
        * np.clip(0.15 + 0.8 * light, 0, 1)[..., None]
        * np.clip(1.15 - depth, 0, 1)[..., None]
    )
    canvas.lay(
        colour.astype(np.float32),
        np.clip(rows / (0.08 * canvas.unit), 0, 1),
        (0, top, canvas.width, canvas.height),
    )


def _shafts(canvas: Canvas, rng: Rng, sun_x: float, sun_y: float, colour: RGB, strength: float) -> None:
    """Shafts of light that fan out from the sun."""
    origin_y = sun_y - 0.55 * canvas.unit
    angle = np.arctan2(canvas.columns() - sun_x, canvas.rows() - origin_y)
    line = np.clip(curve(rng, 512, 26, 4) * 1.2 + 0.15, 0, 1)
    value = line[np.clip((angle / np.pi + 0.5) * 511, 0, 511).astype(np.int32)]
    fall = np.exp(-(((canvas.columns() - sun_x) / (0.5 * canvas.unit)) ** 2)) * np.clip(
        1.1 - canvas.rows() / canvas.height, 0, 1
    )
    canvas.light(colour, blurred(value * fall, canvas.unit * 0.004) * np.float32(strength))


def _fern_edge(canvas: Canvas, rng: Rng, dark: RGB, lit: RGB) -> None:
    unit = canvas.unit
    for _ in range(int(26 * canvas.width / unit)):
        x = rng.random() * canvas.width
        edge = abs(x / canvas.width - 0.5) * 2
        if edge < 0.35 and rng.random() < 0.75:
            continue
        y = canvas.height + 0.02 * unit
        tone = mix(dark, lit, float(rng.random()) * 0.8)
        for _ in range(4):
            angle, long = rng.normal(0, 0.65), unit * rng.uniform(0.05, 0.13) * (0.5 + 0.8 * edge)
            t = np.linspace(0, 1, 9)
            xs = x + np.sin(angle) * long * t + np.sin(angle) * long * 0.3 * t**2
            ys = y - np.cos(angle) * long * t + long * 0.28 * t**2
            canvas.line(tone, list(zip(xs, ys, strict=True)), max(0.8, unit * 0.0022))
            for n in range(1, 9):
                reach = long * 0.2 * (1 - t[n] * 0.85)
                for turn in (-1, 1):
                    canvas.line(
                        tone,
                        [
                            (xs[n], ys[n]),
                            (
                                xs[n] + np.cos(angle) * turn * reach,
                                ys[n] + np.sin(angle) * turn * reach + reach * 0.25,
                            ),
                        ],
                        max(0.8, unit * 0.0032),
                    )


def _motes(canvas: Canvas, rng: Rng, colour: RGB, dark: float) -> None:
    """Dust in the light; fireflies at night."""
    warm = mix(colour, rgb("#ffe27a"), 0.7 if dark > 0.4 else 0.1)
    for _ in range(46):
        x, y = rng.random() * canvas.width, canvas.height * rng.uniform(0.3, 0.95)
        canvas.glow(x, y, canvas.unit * rng.uniform(0.003, 0.009), warm, 0.9 if dark > 0.4 else 0.45, 1.6)
