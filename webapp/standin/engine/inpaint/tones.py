"""Changes of light and colour inside a hole that keep its texture."""

import numpy as np

from webapp.standin.engine.draw.colour import RGB, array, from_oklab, to_oklab
from webapp.standin.engine.draw.noise import Bits, Floats, Rng, field
from webapp.standin.engine.draw.smooth import blurred


def relit(picture: Floats, inside: Bits, rng: Rng, variation: int, strength: float = 1.0) -> Floats:
    """The same place (h, w, 3; 0..1) in other light: brighter, cooler, warmer or deeper, least at the rim."""
    lab = to_oklab(np.clip(picture, 0, 1))
    height, width = inside.shape
    patches = np.clip(field(rng, (width, height), (2.5, 2.5), 3) * 0.5 + 0.8, 0.3, 1.3)
    amount = (patches * np.maximum(depth(inside, 0.14), 0.25))[..., None]
    change = ((0.05, 0.004, 0.012), (-0.045, -0.008, -0.022), (0.012, 0.016, 0.034), (-0.05, 0.012, 0.004))[
        variation
    ]
    return from_oklab((lab + array(change) * (amount * np.float32(strength))).astype(np.float32))


def coloured(
    picture: Floats, inside: Bits, hues: tuple[RGB, ...], rng: Rng, variation: int, strength: float
) -> Floats:
    """The picture drawn towards the hues, its light and texture kept, unevenly as real things are."""
    hue = hues[variation % len(hues)]
    lab, goal = to_oklab(np.clip(picture, 0, 1)), to_oklab(array(hue))
    goal = goal + array(
        ((0, 0, 0), (0.05, 0.012, -0.01), (-0.06, -0.01, 0.012), (0.02, -0.016, -0.016))[variation]
    ) * (0.4 if abs(float(goal[1])) + abs(float(goal[2])) < 0.03 else 1)
    height, width = inside.shape
    uneven = np.clip(field(rng, (width, height), (3.2, 3.2), 4) * 0.16 + strength, 0.15, 0.97)[..., None]
    uneven = uneven * np.maximum(depth(inside, 0.06), 0.3)[..., None]
    # A very dark or light place takes a colour only when its lightness follows.
    lift = (goal[0] - lab[..., :1].mean()) * np.float32(0.62)
    lab[..., :1] += lift * uneven
    lab[..., 1:] += (goal[1:] - lab[..., 1:]) * uneven
    return from_oklab(lab)


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
