import pytest

from webapp.standin import labels

SINGLE = ("Vary (Region)", "Vary (Subtle)", "Vary (Strong)", "Zoom Out 2x", "Zoom Out 1.5x")
AROUND = ("⬅️", "➡️", "⬆️", "⬇️")
ENLARGE = ("Upscale (Subtle)", "Upscale (Creative)")


@pytest.mark.parametrize(
    "recipe", ["imagine", "Vary (Region)", "Vary (Strong)", "V3", "Zoom Out 2x", "Make Square"]
)
def test_a_grid_offers_upscales_a_re_roll_and_variations(recipe: str) -> None:
    assert labels.offered(recipe, "a lake", (2048, 2048)) == (
        "U1",
        "U2",
        "U3",
        "U4",
        "🔄",
        "V1",
        "V2",
        "V3",
        "V4",
    )


def test_a_square_upscale_offers_all_but_make_square() -> None:
    assert labels.offered("U1", "a lake", (2048, 2048)) == (*SINGLE, *AROUND, *ENLARGE)


def test_an_upscale_that_is_not_square_offers_make_square() -> None:
    assert labels.offered("U2", "a lake", (2912, 1632)) == (*SINGLE, "Make Square", *AROUND, *ENLARGE)


def test_a_picture_made_with_oref_has_no_vary_region() -> None:
    offered = labels.offered("U1", "a lake --oref https://pictures.invalid/face.png --ar 1:1", (2048, 2048))
    assert "Vary (Region)" not in offered
    assert offered[0] == "Vary (Subtle)"


def test_a_prompt_that_merely_speaks_of_oref_has_it() -> None:
    assert "Vary (Region)" in labels.offered("U1", "an oref-coloured lake", (2048, 2048))


def test_an_enlarged_picture_offers_no_further_enlargement() -> None:
    assert labels.offered("Upscale (Creative)", "a lake", (4096, 4096)) == (*SINGLE, *AROUND)


@pytest.mark.parametrize(("label", "number"), [("U1", 1), ("V4", 4), ("U5", None), ("Vary (Region)", None)])
def test_only_u_and_v_name_a_quarter(label: str, number: int | None) -> None:
    assert labels.quarter_number(label) == number


@pytest.mark.parametrize(("recipe", "total_s"), [("imagine", 14.0), ("Vary (Region)", 12.0), ("U1", 6.0)])
def test_a_message_takes_believable_time(recipe: str, total_s: float) -> None:
    assert labels.LEAD_S + labels.work_s(recipe) == total_s
