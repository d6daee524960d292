"""Lineage as a pure function."""

from dataclasses import astuple, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.lineage import MOST_GENERATIONS, WHOLE, Frame, ancestors, crop_box, frame_after
from webapp.models import Picture, ProviderName

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
    assert frame_after(button) == WHOLE


def test_zooming_out_shrinks_the_picture_into_the_middle() -> None:
    assert frame_after("Zoom Out 2x") == Frame(0.25, 0.25, 0.5, 0.5)
    third = frame_after("Zoom Out 1.5x")
    assert third is not None
    assert astuple(third) == pytest.approx((1 / 6, 1 / 6, 2 / 3, 2 / 3))


@pytest.mark.parametrize("button", ["imagine", "Make Square", "⬅️", "🔄", "Custom Zoom", "Zoom Out 0x", "U5"])
def test_of_other_buttons_nothing_is_known(button: str) -> None:
    assert frame_after(button) is None


def test_frames_within_frames_are_the_frame_of_the_innermost() -> None:
    half = Frame(0.25, 0.25, 0.5, 0.5)
    assert half.holding(half) == Frame(0.375, 0.375, 0.25, 0.25)
    assert WHOLE.holding(half) == half == half.holding(WHOLE)
