"""Lineage as a pure function."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.lineage import MOST_GENERATIONS, ancestors, crop_box
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
