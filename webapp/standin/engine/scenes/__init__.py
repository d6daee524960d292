"""Procedural scenes: a prompt's words choose the place, the hour, the colours and what stands in it."""

from collections.abc import Callable, Sequence

from PIL import Image

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.noise import Rng, rng_of
from webapp.standin.engine.mood import Mood, mood_of
from webapp.standin.engine.scenes import (
    abstract,
    city,
    desert,
    forest,
    harbour,
    meadow,
    mountains,
    sea,
    space,
    still_life,
)  # fmt: skip
from webapp.standin.engine.scenes.extras import add_extras
from webapp.standin.engine.words import Brief, Hour, Place, read

Painter = Callable[[Canvas, Mood, Rng, Brief, int], None]

_PAINTERS: dict[Place, tuple[Painter, Sequence[Hour]]] = {
    Place.HARBOUR: (harbour.harbour, harbour.USUAL),
    Place.SEA: (sea.sea, sea.USUAL),
    Place.MOUNTAINS: (mountains.mountains, mountains.USUAL),
    Place.FOREST: (forest.forest, forest.USUAL),
    Place.CITY: (city.city, city.USUAL),
    Place.DESERT: (desert.desert, desert.USUAL),
    Place.SPACE: (space.space, space.USUAL),
    Place.MEADOW: (meadow.meadow, meadow.USUAL),
    Place.STILL_LIFE: (still_life.still_life, still_life.USUAL),
    Place.ABSTRACT: (abstract.abstract, abstract.USUAL),
}
_WHEN_UNSAID = (
    Place.MOUNTAINS,
    Place.HARBOUR,
    Place.MEADOW,
    Place.FOREST,
    Place.SEA,
    Place.DESERT,
    Place.SPACE,
    Place.CITY,
)


def paint(prompt: str, size: tuple[int, int], seed: int, variation: int) -> Image.Image:
    """One scene of `size` px; `variation` 0..3 gives different ones for the same prompt and seed.

    The same prompt, seed and variation give the same picture at every size of one shape, only finer.
    """
    brief = read(prompt)
    rng = rng_of(seed, prompt, variation)
    painter, usual = _PAINTERS[_place(brief, rng_of(seed, prompt), variation)]
    mood = mood_of(brief, rng, usual, variation)
    canvas = Canvas(size)
    painter(canvas, mood, rng, brief, variation)
    add_extras(canvas, mood, rng, brief)
    return canvas.image(rng)


def _place(brief: Brief, rng: Rng, variation: int) -> Place:
    """The place most words speak for; a prompt that names none gets four different ones."""
    if brief.places:
        return brief.places[0]
    return _WHEN_UNSAID[(int(rng.integers(len(_WHEN_UNSAID))) + variation) % len(_WHEN_UNSAID)]
