"""Changes of light and colour inside a hole that keep its texture."""

from collections.abc import Callable

import numpy as np

from webapp.standin.engine.draw.colour import RGB, array, from_oklab, to_oklab
from webapp.standin.engine.draw.noise import Bits, Floats, Rng, field
from webapp.standin.engine.draw.smooth import blurred

_CHANGES = ((0.05, 0.004, 0.012), (-0.045, -0.008, -0.022), (0.012, 0.016, 0.034), (-0.05, 0.012, 0.004))
_TURNS = ((0.0, 0.0, 0.0), (0.05, 0.012, -0.01), (-0.06, -0.01, 0.012), (0.02, -0.016, -0.016))
_GREYISH = 0.03
_STRIP_PX = 256


def relit(picture: Floats, inside: Bits, rng: Rng, variation: int, strength: float = 1.0) -> Floats:
    """The same place (h, w, 3; 0..1) in other light: brighter, cooler, warmer or deeper, least at the rim."""
    height, width = inside.shape
    patches = np.clip(field(rng, (width, height), (2.5, 2.5), 3) * 0.5 + 0.8, 0.3, 1.3)
    amount = patches * np.maximum(depth(inside, 0.14), 0.25) * np.float32(strength)
    change = array(_CHANGES[variation])
    return _in_oklab(picture, lambda lab, rows: lab + change * amount[rows, :, None])


def coloured(
    picture: Floats, inside: Bits, hues: tuple[RGB, ...], rng: Rng, variation: int, strength: float
) -> Floats:
    """The picture drawn towards the hues, its light and texture kept, unevenly as real things are."""
    goal = to_oklab(array(hues[variation % len(hues)]))
    greyish = float(np.abs(goal[1:]).sum()) < _GREYISH
    goal = goal + array(_TURNS[variation]) * np.float32(0.4 if greyish else 1)
    height, width = inside.shape
    uneven = np.clip(field(rng, (width, height), (3.2, 3.2), 4) * 0.16 + strength, 0.15, 0.97)
    uneven = uneven * np.maximum(depth(inside, 0.06), 0.3)
    # A very dark or light place takes a colour only when its lightness follows.
    lift = (goal[0] - to_oklab(np.clip(picture[::8, ::8], 0, 1))[..., 0].mean()) * np.float32(0.62)

    def drawn(lab: Floats, rows: slice) -> Floats:
        share = uneven[rows, :, None]
        return np.concatenate(
            [lab[..., :1] + lift * share, lab[..., 1:] + (goal[1:] - lab[..., 1:]) * share], -1
        )

    return _in_oklab(picture, drawn)


def _in_oklab(picture: Floats, change: Callable[[Floats, slice], Floats]) -> Floats:
    """The picture after a change of its OKLab values, made strip by strip to stay small."""
    result = np.empty(picture.shape, np.float32)
    for top in range(0, len(picture), _STRIP_PX):
        rows = slice(top, top + _STRIP_PX)
        lab = to_oklab(np.clip(picture[rows], 0, 1).astype(np.float32))
        result[rows] = from_oklab(change(lab, rows).astype(np.float32))
    return result


def depth(inside: Bits, share: float) -> Floats:
    """0 at the hole's rim, rising to 1 within a `share` of its size; the picture's own border is no rim."""
    reach = max(1.0, share * min(max(inside.shape), 2 * float(inside.sum()) ** 0.5) / 2)
    padded = np.pad(inside, int(2 * reach) + 1, mode="edge").astype(np.float32)
    soft = blurred(padded, reach)[int(2 * reach) + 1 :, int(2 * reach) + 1 :][
        : inside.shape[0], : inside.shape[1]
    ]
    return np.clip(soft * 2 - 1, 0, 1).astype(np.float32)


def some_colour(words: tuple[str, ...]) -> RGB:
    """A hue for words the engine does not know, the same for the same words."""
    angle = sum(ord(letter) * (n + 1) for n, letter in enumerate("".join(words))) % 360 / 57.3
    lab = array((0.66, 0.13 * float(np.cos(angle)), 0.13 * float(np.sin(angle))))
    red, green, blue = from_oklab(lab)
    return float(red), float(green), float(blue)
