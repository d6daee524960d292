"""What a prompt asks for: the place, the hour, colours, weather, materials and things, by plain words."""

import re
from dataclasses import dataclass
from typing import TypeVar

from webapp.standin.engine.draw.colour import RGB
from webapp.standin.engine.vocabulary import COLOURS, HINTS, HOURS, MATERIALS, PLACES, THINGS, Hour, Place

__all__ = ["Brief", "Hour", "Place", "read"]

T = TypeVar("T", bound=str)


@dataclass(frozen=True)
class Brief:
    """A prompt as the engine understands it; what was not said is empty. `words` are all, in order."""

    words: tuple[str, ...]
    places: tuple[Place, ...]
    hours: tuple[Hour, ...]
    colours: tuple[RGB, ...]
    materials: tuple[str, ...]
    things: tuple[str, ...]
    thing_colours: tuple[tuple[str, RGB], ...]

    def colour_of(self, thing: str) -> RGB | None:
        """The colour said just before a thing ("red boat"), if any."""
        return dict(self.thing_colours).get(thing)

    def says(self, *words: str) -> bool:
        """True where any of the words was used."""
        return any(word in self.words for word in words)


def read(prompt: str) -> Brief:
    """Understand a prompt; flags (`--ar 16:9`) and addresses are left out."""
    plain = re.sub(r"https?://\S+|--\w+(\s+[\d:.]+)?", " ", prompt.lower())
    words = tuple(_singular(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", plain)[:400])
    things: dict[str, None] = {}
    own: dict[str, RGB] = {}
    loose: list[RGB] = []
    pending: RGB | None = None
    since = 0
    for word in words:
        colour = COLOURS.get(word)
        thing = _THING_OF.get(word)
        if thing is not None:
            things[thing] = None
            if pending is not None:
                own[thing], pending = pending, None
        if colour is not None:
            if pending is not None:
                loose.append(pending)
            pending, since = colour, 0
        elif pending is not None:
            since += 1
            if since > 2:
                loose.append(pending)
                pending = None
    if pending is not None:
        loose.append(pending)
    return Brief(
        words=words,
        places=_ranked(words, _PLACE_OF),
        hours=_ranked(words, _HOUR_OF),
        colours=tuple(loose),
        materials=tuple(dict.fromkeys(_MATERIAL_OF[word] for word in words if word in _MATERIAL_OF)),
        things=tuple(things),
        thing_colours=tuple(own.items()),
    )


def _singular(word: str) -> str:
    known = _PLACE_OF.keys() | _HOUR_OF.keys() | COLOURS.keys() | _MATERIAL_OF.keys() | _THING_OF.keys()
    if word in known:
        return word
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + instead in known:
            return word[: -len(ending)] + instead
    return word


def _ranked(words: tuple[str, ...], table: dict[str, tuple[T, ...]]) -> tuple[T, ...]:
    """The values most of the words speak for, best first; among equals the one named first."""
    votes: dict[T, int] = {}
    for word in words:
        for value in table.get(word, ()):
            votes[value] = votes.get(value, 0) + (1 if word in HINTS else 2)
    return tuple(sorted(votes, key=lambda value: -votes[value]))


def _lists(table: dict[T, str]) -> dict[str, tuple[T, ...]]:
    back: dict[str, tuple[T, ...]] = {}
    for value, words in table.items():
        for word in words.split():
            back[word] = (*back.get(word, ()), value)
    return back


_PLACE_OF = _lists(PLACES)
_HOUR_OF = _lists(HOURS)
_MATERIAL_OF = {word: values[0] for word, values in _lists(MATERIALS).items()}
_THING_OF = {word: values[0] for word, values in _lists(THINGS).items()}
