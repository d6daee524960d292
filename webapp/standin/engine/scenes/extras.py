"""Things a prompt names that its scene does not hold by itself."""

from webapp.standin.engine.draw.canvas import Canvas
from webapp.standin.engine.draw.noise import Rng
from webapp.standin.engine.mood import Mood
from webapp.standin.engine.things.balloons import balloon
from webapp.standin.engine.things.creatures import butterfly, cat
from webapp.standin.engine.things.light import light_side
from webapp.standin.engine.words import Brief, Place

_HAVE_BALLOONS = (Place.MEADOW, Place.DESERT, Place.SPACE, Place.STILL_LIFE, Place.ABSTRACT)


def add_extras(canvas: Canvas, mood: Mood, rng: Rng, brief: Brief) -> None:
    """A balloon in the sky, a cat or butterflies in front, where the prompt asks for them."""
    unit, side = canvas.unit, light_side(mood)
    place = brief.places[0] if brief.places else None
    if "balloon" in brief.things and place not in _HAVE_BALLOONS:
        x = canvas.width * (0.5 - side * rng.uniform(0.05, 0.2))
        balloon(canvas, mood, rng, x, canvas.height * 0.36, unit * 0.2, brief.colour_of("balloon"))
    if "cat" in brief.things:
        x = canvas.width * (0.5 + side * rng.uniform(0.12, 0.22))
        cat(canvas, mood, rng, x, canvas.height * 0.985, unit * 0.3, brief.colour_of("cat"))
    if "butterfly" in brief.things:
        for _ in range(3):
            x, y = canvas.width * rng.uniform(0.2, 0.8), canvas.height * rng.uniform(0.4, 0.8)
            butterfly(canvas, mood, rng, x, y, unit * rng.uniform(0.05, 0.11), brief.colour_of("butterfly"))
