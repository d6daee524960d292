"""Several processes that do the same thing at the same moment: it is done once, and nobody meets an error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from tests.services.support import PERSON, Provider, submit
from tests.support import collaborators
from webapp.services import pictures

AT_ONCE = 4

Found = TypeVar("Found")


def at_once(do: Callable[[int], Found]) -> list[Found]:
    ready = Barrier(AT_ONCE)

    def together(number: int) -> Found:
        ready.wait()
        return do(number)

    with ThreadPoolExecutor(AT_ONCE) as processes:
        return [*processes.map(together, range(AT_ONCE))]


def test_a_message_becomes_one_picture(app: Flask, provider: Provider) -> None:
    co = collaborators(app)
    provider.has("of-all", status="DONE")
    found = at_once(lambda _number: pictures.add_by_message(co, PERSON, "of-all"))
    assert len({picture.id for picture in found}) == 1
    assert pictures.find(co, found[0].id) == found[0]


def test_an_upscale_that_several_press_is_one_job(app: Flask, provider: Provider) -> None:
    provider.has("grid", status="DONE", buttons=["U1", "U2", "U3", "U4"])
    grid = pictures.add_by_message(collaborators(app), PERSON, "grid")
    made = at_once(
        lambda number: submit(app, grid, button="U1", prompt="", painting=None, key=f"own key {number}")
    )
    assert len({job.id for job in made}) == 1
