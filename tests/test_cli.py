"""What the operator types."""

from pathlib import Path

import pytest
from flask import Flask

from tests.support import csrf, make_app
from tests.team_support import add_person
from webapp.models import Role


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return make_app(tmp_path, LOCAL_MODE="0", PUBLIC_URL="https://redraw.example")


def typed(app: Flask, *words: str) -> tuple[int, str]:
    with app.app_context():  # as the `flask` command pushes it
        ended = app.test_cli_runner().invoke(args=words)
    return ended.exit_code, ended.output


def test_the_set_up_link_is_printed_while_there_is_no_admin(app: Flask) -> None:
    code, said = typed(app, "set-up-link")
    assert (code, "https://redraw.example/welcome/" in said) == (0, True)
    add_person(app, "Ada", Role.ADMIN)
    assert typed(app, "set-up-link") == (0, "There is nothing to set up.\n")


def test_an_admin_who_forgot_the_password_gets_a_link_on_the_server(app: Flask) -> None:
    add_person(app, "Ada", Role.ADMIN)
    code, said = typed(app, "reset-link", "ada")
    assert (code, said.startswith("https://redraw.example/reset/")) == (0, True)
    client = app.test_client()
    path = said.strip().removeprefix("https://redraw.example")
    form = {"password": "apples over the fence", "csrf_token": csrf(client, path)}
    assert client.post(path, data=form).status_code == 303
    assert typed(app, "reset-link", "nobody") == (1, "Error: There is no member of that name.\n")


def test_a_backup_comes_back_by_one_command_each(app: Flask, tmp_path: Path) -> None:
    add_person(app, "Ada", Role.ADMIN)
    file = str(tmp_path / "backup.tar")
    code, said = typed(app, "backup", file)
    assert (code, f"{file} holds " in said) == (0, True)
    assert "The stand-in's world is not in it: copy " in said
    new = make_app(
        tmp_path / "new", LOCAL_MODE="0", MIDJOURNEY_TOKEN="t", PUBLIC_URL="https://redraw.example"
    )
    code, said = typed(new, "restore", file)
    assert (code, "pictures and masks are back" in said) == (0, True)
    assert typed(new, "reset-link", "ada")[0] == 0
    code, said = typed(new, "restore", file)
    assert (code, said.splitlines()[-1]) == (
        1,
        "Error: There are pictures, jobs or people here already: --force replaces all of them.",
    )


def test_moving_needs_both_places_in_their_right_form(app: Flask, tmp_path: Path) -> None:
    code, said = typed(app, "move-data", "--to", "mysql://db", "--storage", "file:///x")
    assert (code, "--to must start with postgres://, postgresql:// or sqlite:///." in said) == (2, True)
    code, said = typed(app, "move-data", "--to", f"sqlite:///{tmp_path}/new.sqlite")
    assert (code, "--storage is missing." in said) == (2, True)
    assert typed(app, "move-data", "--reopen") == (0, "Changes are taken here again.\n")
