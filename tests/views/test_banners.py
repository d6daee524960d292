"""What every page says while something is wrong with the place the app runs in."""

import logging
from pathlib import Path

import pytest
from flask import Flask

from tests.support import Clock, collaborators, csrf, make_app
from webapp.services import account

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("name", ["DYNO", "RENDER", "K_SERVICE"])
def test_a_disk_that_does_not_last_is_told_on_every_page_and_in_the_log(
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    monkeypatch.setenv(name, "1")
    app = make_app(tmp_path, clock)
    told = f"paid jobs kept in {tmp_path} will be lost."
    assert [record.levelno for record in caplog.records if told in record.getMessage()] == [logging.ERROR]
    for address in ("/", "/mask"):
        assert told in app.test_client().get(address, headers=HTML).get_data(as_text=True)


def test_a_refused_account_is_one_banner_with_the_way_out_of_it(app: Flask, clock: Clock) -> None:
    co, client = collaborators(app), app.test_client()
    with co.database.write() as connection:
        account.pause(co, connection, clock.at, "out_of_credit", "No API quota left")
    page = client.get("/", headers=HTML).get_data(as_text=True)
    assert page.count("No API quota left") == 1
    assert client.post("/account/resume", data={"csrf_token": csrf(client)}).status_code == 303
    assert "No API quota left" not in client.get("/", headers=HTML).get_data(as_text=True)
