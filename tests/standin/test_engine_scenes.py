"""Pictures imagined from prompts."""

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageStat

from webapp.standin import engine
from webapp.standin.engine.vocabulary import Place

SMALL = (96, 64)


def difference(first: Image.Image, second: Image.Image) -> float:
    """The mean difference of two pictures, in levels of 255."""
    return float(np.mean(ImageStat.Stat(ImageChops.difference(first, second)).mean))


def mean(picture: Image.Image) -> tuple[float, float, float]:
    red, green, blue = ImageStat.Stat(picture).mean
    return red, green, blue


@pytest.mark.parametrize("place", list(Place))
def test_every_place_gives_four_different_pictures_of_the_size_asked_for(place: Place) -> None:
    four = engine.imagine(place.value, SMALL, 5)
    assert [(picture.size, picture.mode) for picture in four] == [(SMALL, "RGB")] * 4
    assert min(difference(four[i], four[j]) for i in range(4) for j in range(i)) > 8


@pytest.mark.parametrize("size", [(64, 64), (64, 128), (150, 65), (233, 91)])
def test_any_shape_can_be_drawn(size: tuple[int, int]) -> None:
    assert {picture.size for picture in engine.imagine("harbour with a cabin", size, 1)} == {size}


def test_the_same_seed_gives_the_same_pictures_and_another_seed_others() -> None:
    first, again, other = (engine.imagine("a quiet sea", SMALL, seed) for seed in (7, 7, 8))
    assert [picture.tobytes() for picture in first] == [picture.tobytes() for picture in again]
    assert all(difference(a, b) > 3 for a, b in zip(first, other, strict=True))


def test_a_prompt_looks_much_the_same_at_twice_the_size() -> None:
    small = engine.imagine("mountains at dawn", (160, 160), 3)[0]
    large = engine.imagine("mountains at dawn", (320, 320), 3)[0]
    assert difference(small, large.resize((160, 160), Image.Resampling.BOX)) < 12


def test_night_is_darker_than_day() -> None:
    night, day = (engine.imagine(f"mountains, {hour}", SMALL, 2) for hour in ("midnight", "noon"))
    assert max(sum(mean(picture)) for picture in night) < min(sum(mean(picture)) for picture in day)


@pytest.mark.parametrize(("colour", "channel"), [("crimson", 0), ("green", 1), ("blue", 2)])
def test_a_colour_word_tints_the_scene(colour: str, channel: int) -> None:
    plain = engine.imagine("misty sea", SMALL, 4)
    tinted = engine.imagine(f"misty sea, {colour}", SMALL, 4)

    def share(pictures: list[Image.Image]) -> float:
        return sum(mean(picture)[channel] / sum(mean(picture)) for picture in pictures)

    assert share(tinted) > share(plain) + 0.08


@pytest.mark.parametrize("prompt", ["", "qwertz", "龍", "a portrait of somebody's uncle"])
def test_a_prompt_that_names_no_place_still_gives_four_different_pictures(prompt: str) -> None:
    four = engine.imagine(prompt, SMALL, 9)
    assert min(difference(four[i], four[j]) for i in range(4) for j in range(i)) > 8
