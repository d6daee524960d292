"""The environment is made once, and anew exactly when what it should hold has changed."""

from pathlib import Path

import pytest

from tools.environment import ensure, files_of, fingerprint


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    (tmp_path / "base.txt").write_text("# what it runs on\nFlask==3.1.3\n\nrequests==2.34.2\n")
    (tmp_path / "dev.txt").write_text("-r base.txt\npytest==9.2.0\n")
    return tmp_path / "dev.txt"


def test_a_requirements_file_brings_those_it_includes(requirements: Path):
    assert [path.name for path in files_of(requirements)] == ["dev.txt", "base.txt"]


def test_comments_and_order_change_nothing(requirements: Path):
    before = fingerprint(requirements, "3.11.7")
    (requirements.parent / "base.txt").write_text("requests==2.34.2\n# another remark\nFlask==3.1.3\n")
    assert fingerprint(requirements, "3.11.7") == before


def test_another_pin_in_an_included_file_is_noticed(requirements: Path):
    before = fingerprint(requirements, "3.11.7")
    (requirements.parent / "base.txt").write_text("Flask==3.1.4\nrequests==2.34.2\n")
    assert fingerprint(requirements, "3.11.7") != before


def test_another_python_is_noticed(requirements: Path):
    assert fingerprint(requirements, "3.11.7") != fingerprint(requirements, "3.12.1")


@pytest.fixture(scope="module")
def after_an_interruption(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[bool]]:
    """An environment asked for twice where an interrupted set-up had left a folder, and what was answered."""
    folder = tmp_path_factory.mktemp("interrupted")
    nothing, venv = folder / "nothing.txt", folder / "venv"
    nothing.write_text("# no packages\n")
    (venv / "bin").mkdir(parents=True)
    return venv, [ensure(nothing, venv) for _ in range(2)]


def test_what_an_interrupted_set_up_left_is_made_anew(after_an_interruption: tuple[Path, list[bool]]):
    venv, _ = after_an_interruption
    assert (venv / "bin" / "python").exists()


def test_a_second_time_nothing_is_installed(after_an_interruption: tuple[Path, list[bool]]):
    _, installed = after_an_interruption
    assert installed == [True, False]
