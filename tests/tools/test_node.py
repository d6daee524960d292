"""Node is found by its version, and what npm installed comes first."""

import os

import pytest

from tools.node import LEAST_VERSION, MODULES, environment, version_of


@pytest.mark.parametrize(
    ("answer", "version"),
    [("v20.19.2\n", (20, 19, 2)), ("v24.0.0", (24, 0, 0)), ("", ()), ("command not found", ())],
)
def test_a_version_is_read_from_what_the_program_says(answer: str, version: tuple[int, ...]):
    assert version_of(answer) == version


@pytest.mark.parametrize(
    ("answer", "is_enough"), [("v18.20.4", False), ("v20.18.0", False), ("v20.19.0", True)]
)
def test_only_a_node_that_runs_the_tools_is_enough(answer: str, is_enough: bool):
    assert (version_of(answer) >= LEAST_VERSION) is is_enough


def test_the_programs_of_node_modules_come_first_on_the_path():
    assert environment({"PATH": "elsewhere"})["PATH"].split(os.pathsep)[0] == str(MODULES / ".bin")
