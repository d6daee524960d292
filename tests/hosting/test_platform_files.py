"""What the files for the platforms say, compared with the Procfile, the settings and the documentation."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from webapp.settings import TABLE

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {row.name for row in TABLE} | {f"{row.name}_FILE" for row in TABLE if row.secret}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def procfile() -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text("Procfile").splitlines())


START = "sh deploy/start.sh"
HEROKU: dict[str, Any] = json.loads(text("app.json"))
RENDER: dict[str, Any] = yaml.safe_load(text("render.yaml"))["services"][0]
FLY: dict[str, Any] = tomllib.loads(text("fly.toml"))
RAILWAY: dict[str, Any] = json.loads(text("railway.json"))["deploy"]
COMPOSE: dict[str, Any] = yaml.safe_load(text("compose.yaml"))["services"]
IMAGE = re.sub(r"\\\n\s*", "", text("Dockerfile"))
SERVICE = text("deploy/redraw.service")


def image_environment() -> dict[str, str]:
    return dict(pair.split("=") for line in re.findall(r"^ENV (.+)$", IMAGE, re.M) for pair in line.split())


SET_BY = {
    "app.json": set(HEROKU["env"]),
    "render.yaml": {row["key"] for row in RENDER["envVars"]},
    "fly.toml": set(FLY["env"]),
    "compose.yaml": set(COMPOSE["redraw"]["environment"]),
    "Dockerfile": {name for name in image_environment() if not name.startswith(("PYTHON", "PIP_"))},
    "redraw.service": set(re.findall(r"^Environment=([A-Z_]+)=", SERVICE, re.M))
    - {"PYTHONDONTWRITEBYTECODE"},
}


@pytest.mark.parametrize("name", SET_BY)
def test_every_variable_that_a_platform_sets_is_a_setting(name: str):
    assert SET_BY[name] <= SETTINGS
    assert SET_BY[name]


def test_where_the_disk_belongs_to_one_machine_that_machine_migrates_before_it_serves():
    (command,) = re.findall(r"^CMD (\[.+\])$", IMAGE, re.M)
    assert " ".join(json.loads(command)) == RENDER["startCommand"] == START
    assert not {"preDeployCommand", "startCommand"} & {*RAILWAY}
    assert "preDeployCommand" not in RENDER
    assert "release_command" not in FLY.get("deploy", {})


def test_the_start_runs_the_commands_of_the_procfile():
    assert text("deploy/start.sh").splitlines()[-2:] == [procfile()["release"], f"exec {procfile()['web']}"]


def test_the_service_runs_the_commands_of_the_procfile():
    programs = re.findall(r"^Exec(?:StartPre|Start)=/opt/redraw/\.venv/bin/(.+)$", SERVICE, re.M)
    assert programs == [procfile()["release"], procfile()["web"]]


def test_heroku_starts_what_the_procfile_names():
    assert set(HEROKU["formation"]) | {"release"} == set(procfile())


def test_data_is_kept_where_the_volume_is():
    render = {row["key"]: row.get("value") for row in RENDER["envVars"]}
    assert render["DATA_DIR"] == RENDER["disk"]["mountPath"]
    assert FLY["env"]["DATA_DIR"] == FLY["mounts"][0]["destination"]
    volume = image_environment()["DATA_DIR"]
    assert f"install -d -o redraw -g redraw {volume}" in IMAGE
    assert COMPOSE["redraw"]["volumes"] == [f"data:{volume}"]


def test_ports_agree():
    port = image_environment()["PORT"]
    assert re.findall(r"^EXPOSE (.+)$", IMAGE, re.M) == [port]
    assert FLY["http_service"]["internal_port"] == int(FLY["env"]["PORT"])
    assert COMPOSE["redraw"]["expose"] == [port]
    assert COMPOSE["caddy"]["command"].endswith(f"redraw:{port}")
    assert f"proxy_pass http://127.0.0.1:{next(row.default for row in TABLE if row.name == 'PORT')};" in text(
        "deploy/nginx.conf"
    )


def test_a_new_version_is_let_in_when_it_says_that_it_is_alive():
    assert RENDER["healthCheckPath"] == RAILWAY["healthcheckPath"] == "/healthz"
    assert [check["path"] for check in FLY["http_service"]["checks"]] == ["/healthz"]
    assert "deploy/healthy.py" in IMAGE


def test_as_many_hops_are_trusted_as_the_platform_adds_addresses():
    assert HEROKU["env"]["TRUSTED_HOPS"]["value"] == "1"
    assert next(row["value"] for row in RENDER["envVars"] if row["key"] == "TRUSTED_HOPS") == "2"
    assert FLY["env"]["TRUSTED_HOPS"] == "2"
    assert COMPOSE["redraw"]["environment"]["TRUSTED_HOPS"] == 1


def test_fly_starts_the_stage_that_takes_the_volume_over_from_root():
    assert f"FROM app AS {FLY['build']['build-target']}" in IMAGE
    assert "VOLUME" not in IMAGE  # Railway refuses images with one


def test_no_file_holds_a_secret():
    for row in TABLE:
        if row.secret:
            assert "value" not in HEROKU["env"].get(row.name, {})
            assert all("value" not in found for found in RENDER["envVars"] if found["key"] == row.name)
            assert row.name not in {*FLY["env"], *COMPOSE["redraw"]["environment"], *image_environment()}


def test_the_container_has_no_root_and_nothing_to_write_to_but_its_volume_and_tmp():
    assert IMAGE.rstrip().endswith("FROM app\nUSER redraw")
    service = COMPOSE["redraw"]
    assert (service["read_only"], service["tmpfs"], service["cap_drop"]) == (True, ["/tmp"], ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_image_holds_what_the_app_runs_on_and_nothing_else():
    first, *allowed = [line for line in text(".dockerignore").splitlines() if not line.startswith("#")]
    assert first == "*"
    named = {line.removeprefix("!") for line in allowed if line.startswith("!")}
    assert {"webapp", "static", "templates", "wsgi.py", "gunicorn.conf.py"} <= named
    assert not {"tests", "bench", ".git", ".env", "data", "node_modules"} & named


@pytest.mark.parametrize("name", ["app.json", "render.yaml", "fly.toml", "railway.json", "compose.yaml"])
def test_the_documentation_leads_to_each_file(name: str):
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "self-hosting").glob("*.md")]
    assert any(f"`{name}`" in page for page in pages)
