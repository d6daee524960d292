"""The stand-in alone, as a process on a real socket."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue
from typing import Any

import click
import pytest
import requests

from tests.standin.support import SQUARE
from webapp.standin.server import post_to_loopback, serve

ROOT = Path(__file__).parents[2]
HEADERS = {"Authorization": "Bearer practice"}
SERVE = (
    "import sys; from pathlib import Path; from webapp.standin import serve; serve(0, Path(sys.argv[1]), 0)"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a stand-in at speed 0 listens."""
    folder = tmp_path_factory.mktemp("standin")
    command = [sys.executable, "-u", "-c", SERVE, str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        first_line = process.stdout.readline()
        assert first_line.startswith("The stand-in listens on http://127.0.0.1:")
        yield first_line.split()[-1]
        process.kill()


@pytest.fixture
def hooks() -> Iterator[tuple[str, "Queue[dict[str, Any]]"]]:
    """An address on this machine, and the webhooks it was sent."""
    received: Queue[dict[str, Any]] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.put({"path": self.path, "type": self.headers["Content-Type"], "body": body})
            self.send_response(204)
            self.end_headers()

        def log_message(self, *ignored: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", received
        server.shutdown()
        thread.join()


def test_it_prints_its_address_and_serves_the_samples_under_it(address: str) -> None:
    path = f"/api/v1/message/fetch/{SQUARE.message_id}"
    message = requests.get(address + path, headers=HEADERS, timeout=10).json()
    assert message["uri"] == f"{address}/pictures/{SQUARE.message_id}.webp"
    picture = requests.get(message["uri"], timeout=10)
    assert (picture.headers["Content-Type"], picture.content[:4]) == ("image/webp", b"RIFF")
    assert int(picture.headers["Content-Length"]) == len(picture.content)


def test_a_webhook_is_posted_to_an_address_of_this_machine(
    address: str, hooks: tuple[str, "Queue[dict[str, Any]]"]
) -> None:
    hook_address, received = hooks
    body = {
        "messageId": SQUARE.message_id,
        "button": "Upscale (Subtle)",
        "ref": "job 7",
        "webhookOverride": f"{hook_address}/hooks/7",
    }
    path = "/api/v1/midjourney/button"
    accepted = requests.post(address + path, json=body, headers=HEADERS, timeout=60).json()
    hook = received.get(timeout=60)
    assert (hook["path"], hook["type"]) == ("/hooks/7", "application/json")
    told = json.loads(hook["body"])
    assert (told["status"], told["ref"], told["messageId"]) == ("DONE", "job 7", accepted["messageId"])
    assert told["uri"].startswith(f"{address}/pictures/")


def test_a_port_that_is_taken_is_said_in_one_sentence(address: str, tmp_path: Path) -> None:
    port = int(address.rsplit(":", 1)[1])
    with pytest.raises(
        click.ClickException, match=f"Port {port} cannot be listened on: Address already in use"
    ):
        serve(port, tmp_path)


@pytest.mark.parametrize(
    "url",
    ["http://example.com/hook", "http://10.0.0.1/hook", "http://localhost.example.com/", "http:///", "x"],
)
def test_a_webhook_to_anywhere_else_is_not_sent(url: str) -> None:
    with pytest.raises(ValueError, match="only sent to this machine"):
        post_to_loopback(url, {})


def test_a_webhook_that_is_refused_is_an_error(address: str) -> None:
    with pytest.raises(requests.HTTPError):
        post_to_loopback(f"{address}/hooks/7", {})
