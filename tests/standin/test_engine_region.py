"""Vary (Region): what changes, what never does, and how the words show."""

import threading

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageStat

from webapp.standin import engine
from webapp.standin.engine import inpaint
from webapp.standin.engine.inpaint.hole import find_hole
from webapp.standin.engine.inpaint.objects import OBJECTS
from webapp.standin.engine.inpaint.surroundings import patchmatch
from webapp.standin.engine.inpaint.textures import TEXTURES

SIDE = 192
HOLE = (48, 40, 144, 136)


def landscape(size: tuple[int, int] = (SIDE, SIDE)) -> Image.Image:
    """A sky over a sea with some grain: enough to see whether a hole was filled sensibly."""
    rng = np.random.default_rng(1)
    rows = np.linspace(0, 1, size[1])[:, None, None]
    sky, sea = np.array((236, 176, 140)) - 90 * rows, np.array((40, 86, 120)) + 30 * rows
    picture = np.where(rows < 0.5, sky, sea) + rng.normal(0, 5, (size[1], size[0], 1))
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8))


def rectangle(box: tuple[int, int, int, int], size: tuple[int, int] = (SIDE, SIDE)) -> Image.Image:
    mask = Image.new("L", size)
    mask.paste(255, box)
    return mask


def changed(picture: Image.Image, source: Image.Image) -> npt.NDArray[np.bool_]:
    """Which pixels of a result differ from the source at half size."""
    return np.asarray(ImageChops.difference(picture, engine.quarter(source))).max(axis=2) > 0


def half(mask: Image.Image) -> npt.NDArray[np.float64]:
    """How much of each half-size pixel is white, 0..1."""
    return np.asarray(mask.resize((mask.width // 2, mask.height // 2), Image.Resampling.BOX)) / 255


def mean_inside(picture: Image.Image, mask: Image.Image) -> npt.NDArray[np.float64]:
    return np.asarray(picture)[half(mask) == 1].mean(axis=0)


def broken_library(*_: object) -> npt.NDArray[np.uint8]:
    raise RuntimeError("the library cannot be used")


def healed(source: Image.Image, mask: Image.Image, prompt: str, seed: int) -> list[Image.Image]:
    """Redrawn without PatchMatch: the words show alike, and it is quick."""
    return inpaint.redrawn(source, find_hole(mask, source.size), prompt, seed, broken_library)


def test_four_results_of_half_the_sides_change_the_hole_and_nothing_else() -> None:
    source, mask = landscape(), rectangle(HOLE)
    four = engine.vary_region(source, mask, "", 3)
    assert [picture.size for picture in four] == [(SIDE // 2, SIDE // 2)] * 4
    for picture in four:
        assert not changed(picture, source)[half(mask) < 1].any()
        assert changed(picture, source)[half(mask) == 1].mean() > 0.9


masks = st.lists(
    st.tuples(
        st.sampled_from(["ellipse", "rectangle", "line"]), *[st.integers(-8, 104)] * 4, st.integers(1, 9)
    ),
    min_size=1,
    max_size=4,
)


def painted(shapes: list[tuple[str, int, int, int, int, int]]) -> Image.Image:
    mask = Image.new("L", (96, 96))
    pen = ImageDraw.Draw(mask)
    for kind, x0, y0, x1, y1, width in shapes:
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if kind == "line":
            pen.line((x0, y0, x1, y1), fill=255, width=width)
        else:
            getattr(pen, kind)(box, fill=255)
    return mask


@settings(max_examples=12)
@given(shapes=masks, prompt=st.sampled_from(["", "red", "a boat", "stone and fire", "remove it"]))
def test_whatever_was_painted_the_rest_stays_to_the_last_bit(
    shapes: list[tuple[str, int, int, int, int, int]], prompt: str
) -> None:
    source, mask = landscape((96, 96)), painted(shapes)
    for picture in engine.vary_region(source, mask, prompt, 1) + engine.flat_fill(source, mask, 1):
        assert picture.size == (48, 48)
        assert not changed(picture, source)[half(mask) == 0].any()


@settings(max_examples=60)
@given(shapes=masks)
def test_every_painted_stroke_leaves_a_hole_however_thin(
    shapes: list[tuple[str, int, int, int, int, int]],
) -> None:
    mask = painted(shapes)
    hole = find_hole(mask, mask.size)
    assert (hole is not None) == (mask.getbbox() is not None)
    if hole is not None:
        assert hole.inside.any()
        assert (hole.weight[hole.inside].max(), hole.weight[~hole.inside].sum()) == (1, 0)
        assert 1 <= len(hole.islands) <= 4


@pytest.mark.parametrize(
    "mask",
    [
        rectangle((90, 90, 92, 92)),
        rectangle((0, 0, SIDE, SIDE)),
        rectangle((0, 100, SIDE, SIDE)),
        rectangle((100, 0, 102, SIDE)),
        rectangle((4, 4, SIDE - 4, SIDE - 4)),
        ImageChops.lighter(rectangle((10, 10, 40, 40)), rectangle((120, 120, 170, 180))),
    ],
    ids=["tiny", "whole", "at the edge", "a thin line", "almost all", "two islands"],
)
@pytest.mark.parametrize("prompt", ["", "a red lantern"])
def test_holes_of_every_kind_give_four_different_fills(mask: Image.Image, prompt: str) -> None:
    source = landscape()
    four = engine.vary_region(source, mask, prompt, 8)
    for picture in four:
        assert not changed(picture, source)[half(mask) == 0].any()
    inside = [np.asarray(picture, dtype=float)[half(mask) > 0] for picture in four]
    assert min(np.abs(inside[i] - inside[j]).mean() for i in range(4) for j in range(i)) > 1


def test_an_empty_mask_changes_nothing() -> None:
    source = landscape()
    four = engine.vary_region(source, Image.new("L", source.size), "a boat", 1)
    assert {picture.tobytes() for picture in four} == {engine.quarter(source).tobytes()}


def test_a_mask_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="the mask is 64x64 px, the picture 192x192"):
        engine.vary_region(landscape(), Image.new("L", (64, 64)), "", 1)


def test_the_same_seed_gives_the_same_four_and_another_seed_others() -> None:
    source, mask = landscape(), rectangle(HOLE)
    first, again, other = (engine.vary_region(source, mask, "water", seed) for seed in (5, 5, 6))
    assert [picture.tobytes() for picture in first] == [picture.tobytes() for picture in again]
    assert all(a.tobytes() != b.tobytes() for a, b in zip(first, other, strict=True))


def test_threads_do_not_disturb_each_other() -> None:
    source, mask = landscape((96, 96)), rectangle((30, 30, 66, 66), (96, 96))
    alone = [engine.vary_region(source, mask, "", seed)[0].tobytes() for seed in range(3)]
    together: dict[int, bytes] = {}

    def work(seed: int) -> None:
        together[seed] = engine.vary_region(source, mask, "", seed)[0].tobytes()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[seed] for seed in range(3)] == alone


@pytest.mark.parametrize("library", [patchmatch(), broken_library], ids=["patchmatch", "clone and heal"])
def test_a_horizon_goes_on_through_the_hole(library: inpaint.Inpaint | None) -> None:
    source, mask = landscape(), rectangle(HOLE)
    four = inpaint.redrawn(source, find_hole(mask, source.size), "remove", 2, library)
    for picture in four:
        pixels = np.asarray(picture, dtype=float)
        assert not changed(picture, source)[half(mask) < 1].any()
        above, below = pixels[24:40, 40:56].mean(axis=(0, 1)), pixels[56:66, 40:56].mean(axis=(0, 1))
        assert above[0] > below[0] + 60


def test_a_fill_is_as_grainy_as_its_surroundings() -> None:
    source, mask = landscape((384, 384)), rectangle((110, 24, 300, 165), (384, 384))
    picture = engine.vary_region(source, mask, "remove", 2)[0].convert("L")
    fine = np.asarray(ImageChops.subtract(picture, picture.resize((48, 48)).resize((192, 192)), 1, 128))
    inside, outside = fine[24:70, 68:138].std(), fine[24:70, 158:186].std()
    assert 0.5 < inside / outside < 2


@pytest.mark.parametrize(
    ("prompt", "towards"),
    [
        ("red", (1, -1, -1)),
        ("something green", (-1, 1, -1)),
        ("blue", (-1, -0.5, 1)),
        ("teal", (-1, 0.5, 0.5)),
        ("golden", (0.7, 0.3, -1)),
        ("purple glow", (0.3, -1, 0.7)),
    ],
)
def test_a_colour_word_draws_the_hole_towards_its_hue(
    prompt: str, towards: tuple[float, float, float]
) -> None:
    source, mask = landscape(), rectangle(HOLE)
    plain, tinted = healed(source, mask, "", 4), healed(source, mask, prompt, 4)
    for before, after in zip(plain, tinted, strict=True):
        shift = mean_inside(after, mask) - mean_inside(before, mask)
        hue = shift - shift.mean()
        wanted = np.array(towards) - np.mean(towards)
        assert hue @ wanted / np.linalg.norm(wanted) > 12


@pytest.mark.parametrize("word", sorted(TEXTURES))
def test_a_material_covers_the_hole_with_texture(word: str) -> None:
    source, mask = landscape(), rectangle(HOLE)
    plain, covered = healed(source, mask, "remove", 4), healed(source, mask, word, 4)
    for before, after in zip(plain, covered, strict=True):
        inside = half(mask) == 1
        assert np.abs(np.asarray(after, dtype=float) - np.asarray(before))[inside].mean() > 12
        assert np.asarray(after.convert("L"))[inside].std() > 3


@pytest.mark.parametrize("word", sorted(OBJECTS))
def test_a_thing_is_drawn_into_the_hole(word: str) -> None:
    source, mask = landscape(), rectangle(HOLE)
    empty, shown = healed(source, mask, "", 4), healed(source, mask, f"a {word}", 4)
    for before, after in zip(empty, shown, strict=True):
        difference = np.asarray(ImageChops.difference(before, after)).max(axis=2)
        assert (difference > 30).sum() > 20


def test_a_named_colour_colours_the_thing() -> None:
    source, mask = landscape(), rectangle(HOLE)
    red, blue = healed(source, mask, "a red balloon", 4), healed(source, mask, "a blue balloon", 4)
    for warm, cool in zip(red, blue, strict=True):
        assert mean_inside(warm, mask)[0] > mean_inside(cool, mask)[0] + 8


def test_a_very_large_hole_is_worked_on_at_a_bounded_size() -> None:
    hole = find_hole(Image.new("L", (4096, 4096), 255), (4096, 4096))
    assert hole is not None
    small = hole.shrunk(1_500_000)
    assert small.inside.size <= 1_500_000 * 1.01
    assert (small.box, bool(small.inside.all())) == (hole.box, True)


def test_a_flat_fill_gives_four_plain_colours() -> None:
    source, mask = landscape(), rectangle(HOLE)
    four = engine.flat_fill(source, mask, 3)
    middle = [picture.crop((40, 34, 56, 54)) for picture in four]
    assert all(low == high for part in middle for low, high in ImageStat.Stat(part).extrema)
    assert len({part.getpixel((5, 5)) for part in middle}) == 4
    for picture in four:
        assert not changed(picture, source)[half(mask) < 1].any()
