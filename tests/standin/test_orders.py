import pytest

from webapp.standin import orders, words
from webapp.standin.records import Record


def grid() -> Record:
    return orders.imagine("grid", "a lake --ar 16:9", 1.0)


def test_an_imagine_takes_its_time_and_half_of_it_at_twice_the_speed() -> None:
    slow, fast = orders.imagine("m", "a lake", 1.0), orders.imagine("m", "a lake", 2.0)
    assert (slow.lead_s, slow.work_s) == (1.5, 12.5)
    assert (fast.lead_s, fast.work_s) == (0.75, 6.25)


def test_at_speed_0_nothing_takes_time() -> None:
    order = orders.press(grid(), "m", "U1", None, 0)
    assert (order.lead_s, order.work_s) == (0.0, 0.0)


def test_a_button_starts_from_its_parent_and_keeps_the_prompt_unless_given_another() -> None:
    kept = orders.press(grid(), "m", "V2", None, 1.0)
    assert (kept.source_id, kept.parent_id, kept.recipe, kept.prompt) == (
        "grid",
        "grid",
        "V2",
        "a lake --ar 16:9",
    )
    assert orders.press(grid(), "m", "V2", "a pond", 1.0).prompt == "a pond"


def test_a_re_roll_draws_its_parents_recipe_again_from_where_the_parent_came() -> None:
    varied = orders.press(grid(), "varied", "V2", None, 1.0)
    again = orders.press(varied, "again", "🔄", None, 1.0)
    assert (again.button, again.recipe, again.source_id, again.parent_id) == ("🔄", "V2", "grid", "varied")
    assert again.seed != varied.seed


def test_a_re_roll_of_an_imagine_starts_from_nothing() -> None:
    again = orders.press(grid(), "again", "🔄", None, 1.0)
    assert (again.recipe, again.source_id, again.parent_id) == ("imagine", None, "grid")


@pytest.mark.parametrize("button", ["U1", "Upscale (Subtle)"])
def test_the_same_upscale_twice_has_the_same_seed(button: str) -> None:
    first, second = (orders.press(grid(), name, button, None, 1.0) for name in ("a", "b"))
    assert first.seed == second.seed


def test_two_upscales_and_two_variations_have_different_seeds() -> None:
    first, second = (orders.press(grid(), "a", button, None, 1.0) for button in ("U1", "U2"))
    assert first.seed != second.seed
    first, second = (orders.press(grid(), name, "V1", None, 1.0) for name in ("a", "b"))
    assert first.seed != second.seed


def test_magic_works_only_where_the_call_gives_the_prompt_itself() -> None:
    assert orders.find_word(None) is None
    found = orders.find_word("a lake, banned prompt detected")
    assert found is not None
    assert found.text == "Banned prompt detected"


def test_magic_bends_the_order() -> None:
    failing = orders.under(words.find("Job Timeout"), grid())
    assert (failing.failure, failing.fails_at) == ("Job Timeout", 1.0)
    assert orders.under(words.find("Slow job"), grid()).work_s == 125.0
    assert orders.under(words.find("Queue full"), grid()) == grid()
