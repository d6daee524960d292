"""Lineage as a pure function."""

from dataclasses import astuple, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.lineage import WHOLE, Frame, ancestors, crop_box, frame_after
from webapp.models import MOST_GENERATIONS, Picture, ProviderName

PICTURE = Picture(
    id="0", blob="b" * 64, content_type="image/png", width=64, height=64, size_bytes=1, title="", prompt="",
    provider=ProviderName.STANDIN, message_id=None, buttons=(), is_grid=False, job_id=None,
    created_at=datetime(2026, 1, 1, tzinfo=UTC), created_by="p",
)  # fmt: skip


@given(st.integers(0, MOST_GENERATIONS))
def test_the_line_runs_from_the_first_picture_to_the_parent(generations: int) -> None:
    line = [replace(PICTURE, id=str(number)) for number in range(generations + 1)]
    found = ancestors(line[-1], lambda child: line[int(child.id) - 1] if child.id != "0" else None)
    assert [picture.id for picture in found] == [str(number) for number in range(generations)]


def test_a_loop_ends_instead_of_turning_for_ever() -> None:
    pair = {"a": replace(PICTURE, id="b"), "b": replace(PICTURE, id="a")}
    assert [picture.id for picture in ancestors(pair["b"], lambda child: pair[child.id])] == ["b"]


@given(st.integers(1, 2048), st.integers(1, 2048))
def test_the_four_variations_tile_a_grid_without_gap_or_overlap(half_width: int, half_height: int) -> None:
    boxes = [crop_box(2 * half_width, 2 * half_height, number) for number in (1, 2, 3, 4)]
    assert boxes[0] == (0, 0, half_width, half_height)
    assert boxes[3] == (half_width, half_height, 2 * half_width, 2 * half_height)
    assert (
        sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)
        == 4 * half_width * half_height
    )


def test_there_is_no_fifth_variation() -> None:
    with pytest.raises(ValueError, match="1 to 4"):
        crop_box(64, 64, 5)


SQUARE = (1024, 1024)
WIDE = (1232, 928)


@pytest.mark.parametrize(
    "button",
    [
        "U1",
        "V4",
        "Upscale (2x)",
        "Upscale (4x)",
        "Upscale (Subtle)",
        "Redo Upscale (Creative)",
        "Vary (Region)",
    ],
)
def test_upscales_and_variations_keep_every_point_at_its_place(button: str) -> None:
    assert frame_after(button, "", WIDE, (2464, 1856)) == WHOLE


def test_zooming_out_shrinks_the_picture_into_the_middle() -> None:
    assert frame_after("Zoom Out 2x", "", SQUARE, SQUARE) == Frame(0.25, 0.25, 0.5, 0.5)
    third = frame_after("Zoom Out 1.5x", "", (1456, 816), (2912, 1632))
    assert third is not None
    assert astuple(third) == pytest.approx((1 / 6, 1 / 6, 2 / 3, 2 / 3))


def test_a_zoom_of_ones_own_may_change_the_shape_and_says_by_how_much_in_the_prompt() -> None:
    same = frame_after("Custom Zoom", "a boat --ar 1:1 --zoom 1.6", SQUARE, SQUARE)
    assert same is not None
    assert astuple(same) == pytest.approx((0.1875, 0.1875, 0.625, 0.625))
    wider = frame_after("Custom Zoom", "--zoom 2 --ar 2:1", SQUARE, (1536, 768))
    assert wider is not None
    assert astuple(wider) == pytest.approx((0.375, 0.25, 0.25, 0.5))
    higher = frame_after("Custom Zoom", "--zoom 1 --ar 1:2", SQUARE, (768, 1536))
    assert higher is not None
    assert astuple(higher) == pytest.approx((0, 0.25, 1, 0.5))


def test_made_square_a_picture_keeps_its_longer_side() -> None:
    wide = frame_after("Make Square", "", WIDE, (1232, 1232))
    assert wide is not None
    assert astuple(wide) == pytest.approx((0, 152 / 1232, 1, 928 / 1232))
    high = frame_after("Make Square", "", (896, 1344), SQUARE)
    assert high is not None
    assert astuple(high) == pytest.approx((1 / 6, 0, 2 / 3, 1))


@pytest.mark.parametrize(
    ("button", "new", "frame"),
    [
        ("⬅️", (1536, 1024), Frame(1 / 3, 0, 2 / 3, 1)),
        ("➡️", (1536, 1024), Frame(0, 0, 2 / 3, 1)),
        ("⬆️", (1024, 1536), Frame(0, 1 / 3, 1, 2 / 3)),
        ("⬇️", (1024, 1280), Frame(0, 0, 1, 0.8)),
        ("⬇", (512, 640), Frame(0, 0, 1, 0.8)),
    ],
)
def test_a_pan_adds_to_one_side_as_much_as_the_new_shape_tells(
    button: str, new: tuple[int, int], frame: Frame
) -> None:
    found = frame_after(button, "", SQUARE, new)
    assert found is not None
    assert astuple(found) == pytest.approx(astuple(frame))


def test_sides_rounded_by_the_provider_are_the_same_shape() -> None:
    assert frame_after("Zoom Out 2x", "", (1456, 816), (1455, 816)) == Frame(0.25, 0.25, 0.5, 0.5)


@pytest.mark.parametrize(
    ("button", "prompt", "new"),
    [
        ("imagine", "", SQUARE),
        ("🔄", "", SQUARE),
        ("Custom Zoom", "a boat", SQUARE),
        ("Custom Zoom", "a boat --zoom 0.5", SQUARE),
        ("Zoom Out 0x", "", SQUARE),
        ("U5", "", SQUARE),
        ("Make Square", "", WIDE),
        ("⬅️", "", SQUARE),
        ("➡️", "", (1024, 1536)),
        ("⬆️", "", (1536, 1024)),
    ],
)
def test_where_the_place_is_not_known_none_is_guessed(button: str, prompt: str, new: tuple[int, int]) -> None:
    assert frame_after(button, prompt, SQUARE, new) is None


def test_frames_within_frames_are_the_frame_of_the_innermost() -> None:
    half = Frame(0.25, 0.25, 0.5, 0.5)
    assert half.holding(half) == Frame(0.375, 0.375, 0.25, 0.25)
    assert WHOLE.holding(half) == half == half.holding(WHOLE)
