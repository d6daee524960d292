"""Does the disk last?"""

from pathlib import Path

import pytest

from webapp.hosting import disk_warning

DATA = Path("/app/data")


def no_mount(_path: Path) -> bool:
    return False


@pytest.mark.parametrize("name", ["DYNO", "K_SERVICE", "RENDER", "RAILWAY_ENVIRONMENT", "FLY_APP_NAME"])
def test_a_platform_without_a_volume_is_warned_about(name: str) -> None:
    warning = disk_warning({name: "x"}, DATA, no_mount)
    assert warning is not None
    assert str(DATA) in warning


def test_a_volume_lasts_where_the_platform_has_volumes() -> None:
    assert disk_warning({"RENDER": "true"}, DATA, lambda path: path == DATA) is None
    assert disk_warning({"FLY_APP_NAME": "x"}, DATA, lambda path: path == Path("/app")) is None
    assert disk_warning({"DYNO": "web.1"}, DATA, lambda path: path == DATA) is not None


def test_the_root_of_the_file_system_is_no_volume() -> None:
    assert disk_warning({"RENDER": "true"}, DATA, lambda path: path == Path("/")) is not None


def test_an_ordinary_machine_is_not_warned_about() -> None:
    assert disk_warning({}, DATA, no_mount) is None
