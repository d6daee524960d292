import pytest
from PIL import Image

from tests.standin.support import StubEngine
from webapp.standin import drawing
from webapp.standin.records import Record


def record(recipe: str, prompt: str = "a lake --ar 16:9") -> Record:
    return Record(id="m", button=recipe, recipe=recipe, prompt=prompt, seed=7, created_at=0.0)


def draw(
    recipe: str, size: tuple[int, int] = (200, 100), *, flat: bool = False
) -> tuple[list, tuple[int, int]]:
    engine = StubEngine()
    mask = Image.new("L", size, 255)
    picture = drawing.draw(engine, record(recipe), Image.new("RGB", size), mask, flat=flat)
    return engine.calls, picture.size


def test_imagine_draws_four_of_the_documented_size_from_the_words_alone() -> None:
    assert draw("imagine") == ([("imagine", "a lake", (1456, 816))], (2912, 1632))


def test_an_upscale_doubles_one_quarter() -> None:
    assert draw("U3") == ([("upscale", (100, 50), False)], (200, 100))


def test_u3_takes_the_quarter_at_the_lower_left() -> None:
    sheet = Image.new("RGB", (200, 100))
    sheet.paste((255, 0, 0), (0, 50, 100, 100))
    picture = drawing.draw(StubEngine(), record("U3"), sheet, None, flat=False)
    assert picture.getcolors() == [(200 * 100, (255, 0, 0))]


def test_vary_region_hands_over_source_mask_and_words() -> None:
    calls, size = draw("Vary (Region)")
    assert calls == [("vary_region", (200, 100), "L", (200, 100), "a lake")]
    assert size == (200, 100)


def test_a_flat_world_fills_regions_and_whole_pictures_with_plain_colours() -> None:
    assert draw("Vary (Region)", flat=True)[0] == [("flat_fill", (200, 100), (200, 100))]
    assert draw("imagine", flat=True)[0] == [("flat_fill", (2912, 1632), (2912, 1632))]


@pytest.mark.parametrize(
    ("recipe", "call"),
    [
        ("Vary (Subtle)", ("vary", (200, 100), 0.35)),
        ("Vary (Strong)", ("vary", (200, 100), 0.85)),
        ("Zoom Out 2x", ("zoom_out", 2.0)),
        ("Zoom Out 1.5x", ("zoom_out", 1.5)),
        ("⬅️", ("pan", "left")),
        ("➡️", ("pan", "right")),
        ("⬆️", ("pan", "up")),
        ("⬇️", ("pan", "down")),
        ("Make Square", ("make_square",)),
    ],
)
def test_every_other_button_of_an_upscale_makes_a_grid(recipe: str, call: tuple) -> None:
    calls, size = draw(recipe)
    assert calls == [call]
    assert size == ((200, 200) if recipe == "Make Square" else (200, 100))


def test_a_variation_of_a_quarter_comes_back_at_the_quarters_size() -> None:
    calls, size = draw("V2")
    assert calls == [("upscale", (100, 50), False), ("vary", (200, 100), 0.6)]
    assert size == (200, 100)


@pytest.mark.parametrize(("recipe", "creative"), [("Upscale (Subtle)", False), ("Upscale (Creative)", True)])
def test_an_enlargement_doubles_the_picture_up_to_the_largest_side(recipe: str, creative: bool) -> None:
    assert draw(recipe) == ([("upscale", (200, 100), creative)], (400, 200))
    assert draw(recipe, (2912, 1632)) == ([("upscale", (2048, 1148), creative)], (4096, 2296))


def test_a_grid_never_outgrows_the_largest_side() -> None:
    assert draw("Zoom Out 2x", (6000, 3000))[1] == (4096, 2048)


def test_an_unknown_recipe_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing is known of how to draw 'Remix'"):
        draw("Remix")
