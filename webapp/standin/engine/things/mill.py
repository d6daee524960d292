"""A windmill."""

import numpy as np

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.colour import RGB, rgb
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.buildings import LAMP, box_of
from webapp.standin.engine.things.light import in_light, light_side


def windmill(
    canvas: Canvas, mood: Mood, rng: Rng, x: float, foot: float, tall: float, colour: RGB | None = None
) -> None:
    """A tower mill with four sails, `tall` px high to the tip of the upper sail."""
    wall, cap = colour or rgb("#e9dfcc"), rgb("#5d3b2e")
    toward = light_side(mood)
    top, base, head = foot - tall * 0.6, tall * 0.15, tall * 0.095
    stops = [
        (0.0, in_light(mood, wall, 0.2)),
        (0.45, in_light(mood, wall, 0.6)),
        (1.0, in_light(mood, wall, 1.0)),
    ]
    if toward < 0:
        stops = [(1 - a, c) for a, c in reversed(stops)]
    ramp = canvas.ramp((x - base, top, x + base, foot), stops)
    if ramp.size:
        canvas.polygon(ramp, [(x - base, foot), (x - head, top), (x + head, top), (x + base, foot)])
    dome = [
        (x + head * 1.2 * np.sin(t), top + head * 0.15 - head * 1.35 * np.cos(t))
        for t in np.linspace(-np.pi / 2, np.pi / 2, 18)
    ]
    canvas.polygon(in_light(mood, cap, 0.6), dome)
    canvas.polygon(
        in_light(mood, cap, 0.4), box_of(x - tall * 0.028, foot - tall * 0.1, x + tall * 0.028, foot)
    )
    for level in (0.25, 0.42):
        pane = LAMP if mood.dark > 0.12 else in_light(mood, rgb("#3d4650"), 0.3)
        canvas.polygon(
            pane,
            box_of(
                x - tall * 0.016, foot - tall * (level + 0.03), x + tall * 0.016, foot - tall * (level - 0.03)
            ),
        )
    hub = (x, top - head * 0.25)
    turn = rng.uniform(0.15, 0.6)
    for n in range(4):
        angle = turn + n * np.pi / 2
        out, aside = np.array([np.sin(angle), -np.cos(angle)]), np.array([np.cos(angle), np.sin(angle)])
        reach, wide = tall * 0.42, tall * 0.075

        def at(
            along: float, across: float, out: np.ndarray = out, aside: np.ndarray = aside
        ) -> tuple[float, float]:
            point = np.array(hub) + out * along + aside * across
            return float(point[0]), float(point[1])

        canvas.polygon(
            in_light(mood, rgb("#efe3cb"), 0.85),
            [at(reach * 0.22, 0), at(reach, 0), at(reach, wide), at(reach * 0.22, wide)],
            0.82,
        )
        wood = in_light(mood, rgb("#5b4030"), 0.4)
        canvas.line(wood, [hub, at(reach, 0)], max(0.9, tall * 0.014))
        for share in np.linspace(0.22, 1, 7):
            canvas.line(wood, [at(reach * share, 0), at(reach * share, wide)], max(0.6, tall * 0.005))
        canvas.line(wood, [at(reach * 0.22, wide), at(reach, wide)], max(0.6, tall * 0.006))
        canvas.line(wood, [at(reach * 0.22, wide / 2), at(reach, wide / 2)], max(0.5, tall * 0.004))
    canvas.ellipse(
        in_light(mood, rgb("#3b2a20"), 0.5),
        (hub[0] - tall * 0.018, hub[1] - tall * 0.018, hub[0] + tall * 0.018, hub[1] + tall * 0.018),
    )
