"""The other buttons: grids and quarters, variations, more room, twice the size."""

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.standin.test_engine_region import landscape
from webapp.standin import engine


def difference(first: Image.Image, second: Image.Image) -> float:
    return float(np.mean(ImageStat.Stat(ImageChops.difference(first, second)).mean))


def test_a_grid_gives_its_quarters_back() -> None:
    four = [Image.new("RGB", (40, 30), (n * 60, 0, 9)) for n in range(4)]
    sheet = engine.grid(four)
    assert sheet.size == (80, 60)
    assert [engine.crop_quarter(sheet, n + 1).tobytes() for n in range(4)] == [p.tobytes() for p in four]


def test_pictures_of_different_sizes_make_no_grid() -> None:
    with pytest.raises(ValueError, match="four pictures of one size"):
        engine.grid([Image.new("RGB", (4, 4 + n % 2)) for n in range(4)])


@pytest.mark.parametrize("number", [0, 5])
def test_a_grid_has_no_other_quarters(number: int) -> None:
    with pytest.raises(ValueError, match="pictures 1 to 4"):
        engine.crop_quarter(Image.new("RGB", (8, 8)), number)


def test_a_quarter_pixel_is_the_mean_of_the_four_it_covers() -> None:
    source = Image.new("RGB", (4, 2))
    source.putpixel((0, 0), (200, 100, 40))
    assert engine.quarter(source).getpixel((0, 0)) == (50, 25, 10)
    assert engine.quarter(source).getpixel((1, 0)) == (0, 0, 0)


@pytest.mark.parametrize("strength", [0.3, 0.6])
def test_variations_keep_the_picture_but_not_its_light_and_forms(strength: float) -> None:
    source = landscape()
    four = engine.vary(source, "a quiet sea", 2, strength)
    assert {picture.size for picture in four} == {(96, 96)}
    for picture in four:
        assert 2 < difference(picture, engine.quarter(source)) < 45
    assert min(difference(four[i], four[j]) for i in range(4) for j in range(i)) > 2


def test_strong_variations_are_new_scenes() -> None:
    source = landscape()
    for picture in engine.vary(source, "a harbour", 2, 1.0):
        assert difference(picture, engine.quarter(source)) > 12


@pytest.mark.parametrize("factor", [1.5, 2])
def test_zooming_out_keeps_the_size_and_shows_the_old_picture_in_the_middle(factor: float) -> None:
    source = landscape()
    four = engine.zoom_out(source, factor, 2)
    side = round(96 / factor)
    start = (96 - side) // 2 + 4
    box = (start, start, 96 - start, 96 - start)
    old = source.resize((side, side), Image.Resampling.LANCZOS).crop((4, 4, side - 4, side - 4))
    for picture in four:
        assert picture.size == (96, 96)
        assert difference(picture.crop(box), old.resize((96 - 2 * start, 96 - 2 * start))) < 8


@pytest.mark.parametrize(
    ("direction", "size", "kept"),
    [
        ("left", (144, 96), (48, 0)),
        ("right", (144, 96), (0, 0)),
        ("up", (96, 144), (0, 48)),
        ("down", (96, 144), (0, 0)),
    ],
)
def test_panning_adds_half_as_much_on_one_side(
    direction: engine.Direction, size: tuple[int, int], kept: tuple[int, int]
) -> None:
    source = landscape()
    box = (kept[0] + 2, kept[1] + 2, kept[0] + 94, kept[1] + 60)
    for picture in engine.pan(source, direction, 2):
        assert picture.size == size
        assert difference(picture.crop(box), engine.quarter(source).crop((2, 2, 94, 60))) < 1


def test_a_wide_picture_is_made_square() -> None:
    four = engine.make_square(landscape((192, 112)), 2)
    assert {picture.size for picture in four} == {(96, 96)}


@pytest.mark.parametrize("creative", [False, True])
def test_an_upscale_has_twice_the_sides_and_shrinks_back_to_what_it_was(creative: bool) -> None:
    picture = engine.quarter(landscape())
    large = engine.upscale(picture, 3, creative)
    assert large.size == (192, 192)
    assert difference(engine.quarter(large), picture) < 6
    assert large.tobytes() == engine.upscale(picture, 3, creative).tobytes()
