"""Scripts and styles on their way to the browser."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import url_for

from tests.support import make_app

ROOT = Path(__file__).parents[1]

# Reads [name, source, sent] triples, prints the names whose two texts are not the same program.
SAME_PROGRAM = """
import { readFileSync } from "node:fs";
import { parse } from "espree";
const places = new Set(["start", "end", "loc", "range"]);
const shape = (text) =>
  JSON.stringify(parse(text, { ecmaVersion: "latest", sourceType: "module" }), (key, value) =>
    places.has(key) ? undefined : typeof value === "bigint" ? `${value}n` : value,
  );
const files = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(files.filter(([, a, b]) => shape(a) !== shape(b)).map(([name]) => name)));
"""


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str, int]]:
    """By name: each script and style as it is written, as a browser gets it, and the compressed size."""
    app = make_app(tmp_path_factory.mktemp("app"))
    files = {}
    for path in sorted((ROOT / "static").rglob("*")):
        if path.suffix not in {".js", ".css"}:
            continue
        name = str(path.relative_to(ROOT / "static"))
        with app.test_request_context():
            address = url_for("static", filename=name)
        answer = app.test_client().get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        files[name] = (path.read_text(), gzip.decompress(answer.data).decode(), len(answer.data))
    return files


def test_every_script_that_travels_is_the_same_program_as_its_source(
    sent: dict[str, tuple[str, str, int]],
) -> None:
    node = shutil.which("node")
    assert node, "this test needs Node"
    scripts = [(name, *texts[:2]) for name, texts in sent.items() if name.endswith(".js")]
    assert len(scripts) > 50
    changed = ("changed", 'const a = "kept";', 'const a = "lost";')
    done = subprocess.run(
        [node, "--input-type=module", "-e", SAME_PROGRAM],
        input=json.dumps([changed, *scripts]),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["changed"]


def test_every_style_that_travels_keeps_its_rules(sent: dict[str, tuple[str, str, int]]) -> None:
    for name, (source, text, _) in sent.items():
        if name.endswith(".css"):
            plain = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
            assert "/*" not in text
            assert text.count("{") == plain.count("{"), name
            assert re.sub(r"[\s;]", "", text) == re.sub(r"[\s;]", "", plain), name


def test_comments_do_not_travel(sent: dict[str, tuple[str, str, int]]) -> None:
    source, text, _ = sent["js/painter/core/raster.js"]
    assert "@param" in source
    assert "@param" not in text


def test_a_browser_that_takes_nothing_compressed_gets_the_file_as_it_is(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    with app.test_request_context():
        address = url_for("static", filename="css/base.css")
    answer = app.test_client().get(address, headers={"Accept-Encoding": ""})
    assert answer.data == (ROOT / "static/css/base.css").read_bytes()
    assert "Content-Encoding" not in answer.headers


def test_an_address_of_another_version_is_not_found(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    assert app.test_client().get("/static/0123456789ab/css/base.css").status_code == 404
