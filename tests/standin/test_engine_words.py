"""What the engine understands of a prompt."""

import pytest

from webapp.standin.engine.vocabulary import COLOURS
from webapp.standin.engine.words import Hour, Place, read


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("a fishing harbour at dusk, a red boat", Place.HARBOUR),
        ("snow on the mountains above a lake", Place.MOUNTAINS),
        ("neon street in Tokyo", Place.CITY),
        ("a boat on the open ocean", Place.SEA),
        ("dunes of the Sahara", Place.DESERT),
        ("bowl of fruit, still life", Place.STILL_LIFE),
        ("a spiral galaxy", Place.SPACE),
        ("a field of lavender", Place.MEADOW),
    ],
)
def test_the_place_most_words_speak_for_comes_first(prompt: str, place: Place) -> None:
    assert read(prompt).places[0] is place


def test_the_name_of_a_place_weighs_more_than_a_thing_found_there() -> None:
    assert read("a balloon over a forest").places[0] is Place.FOREST


def test_the_hour_is_read_from_the_words() -> None:
    assert read("a beach at midnight").hours == (Hour.NIGHT,)


def test_a_colour_before_a_thing_belongs_to_the_thing_and_any_other_to_the_picture() -> None:
    brief = read("a red boat under a pink sky, teal")
    assert brief.colour_of("boat") == COLOURS["red"]
    assert brief.colours == (COLOURS["pink"], COLOURS["teal"])


def test_a_word_may_stand_between_a_colour_and_its_thing_but_not_three() -> None:
    assert read("a red wooden boat").colour_of("boat") == COLOURS["red"]
    assert read("a red and very small boat").colour_of("boat") is None


def test_plurals_are_known_by_their_singular() -> None:
    assert read("lanterns and windmills").things == ("lantern",)
    assert read("lanterns and windmills").words[-1] == "windmill"


def test_flags_and_addresses_are_not_words() -> None:
    assert read("moon --ar 16:9 --v 7 https://example.org/red.png").words == ("moon",)


@pytest.mark.parametrize("prompt", ["", "   ", "--ar 1:1", "🌊🌊", "жёлтый дом", "1234 5678", "-" * 3000])
def test_nothing_understood_is_an_empty_brief_and_no_error(prompt: str) -> None:
    brief = read(prompt)
    assert (brief.places, brief.colours, brief.things, brief.materials) == ((), (), (), ())
