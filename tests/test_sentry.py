"""Errors reach Sentry where it is asked for, and no secret goes with them."""

import gzip
import json
import os
import subprocess
import sys

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tools.processes import ROOT

TOKEN = "canary-token-0123456789"
BREAKS = """
import logging
from webapp import create_app
from webapp.logs import about_job
create_app()
log = logging.getLogger("webapp.x")
log.warning("Before: %s", {token!r})
with about_job("a-job"):
    try:
        local = {token!r}
        raise ValueError("Bearer " + local)
    except ValueError:
        log.exception("A step broke with %s", local)
"""


def test_a_logged_error_arrives_with_its_job_and_without_the_token(httpserver: HTTPServer, tmp_path) -> None:
    envelopes: list[bytes] = []

    def take(request: Request) -> Response:
        data = request.get_data()
        envelopes.append(gzip.decompress(data) if request.headers.get("Content-Encoding") == "gzip" else data)
        return Response("{}", content_type="application/json")

    httpserver.expect_request("/api/7/envelope/").respond_with_handler(take)
    settings = {
        "DATA_DIR": str(tmp_path),
        "MIDJOURNEY_TOKEN": TOKEN,
        "SENTRY_DSN": httpserver.url_for("/7").replace("//", "//public@", 1),
    }
    code = [sys.executable, "-c", BREAKS.format(token=TOKEN)]
    ran = subprocess.run(
        code, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, timeout=60, check=True
    )
    (envelope,) = envelopes
    event = json.loads(envelope.splitlines()[2])
    assert event["logentry"]["formatted"] == "A step broke with [redacted]"
    assert event["exception"]["values"][0]["value"] == "Bearer [redacted]"
    assert event["tags"] == {"job_id": "a-job"}
    assert event["breadcrumbs"]["values"][0]["message"] == "Before: [redacted]"
    assert b"canary" not in envelope
    assert TOKEN not in ran.stderr


def test_without_it_nothing_of_sentrys_is_loaded() -> None:
    code = "import sys; from webapp import create_app; create_app(); print('sentry_sdk' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout == "False\n"
