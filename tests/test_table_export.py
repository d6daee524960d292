"""CSV lines come back as they were, and no cell acts in a spreadsheet."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.table_export import ACTING, line


def read(text: str) -> list[str]:
    return next(csv.reader(StringIO(text, newline="")))


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")), min_size=2))
def test_every_cell_comes_back_with_an_apostrophe_where_it_would_act(cells: list[str]) -> None:
    assert read(line(cells)) == [f"'{cell}" if cell.startswith(ACTING) else cell for cell in cells]


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_text_begins_as_a_formula(cell: str) -> None:
    assert read(line([cell]))[0].startswith("'")


def test_figures_stay_figures_and_nothing_is_empty() -> None:
    assert line([-3, 0.5, None, "a"]) == "-3,0.5,,a\r\n"
