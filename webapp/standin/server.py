"""The stand-in on a port of its own, for scripts and for the provider's own samples: loopback only."""

import ipaddress
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import requests
from werkzeug.serving import make_server

from webapp.standin.app import create_standin_app
from webapp.standin.faults import FaultSwitch
from webapp.standin.gallery import SAMPLES
from webapp.standin.world import World

HOST = "127.0.0.1"


def serve(port: int, folder: Path, speed: float = 1.0, *, fault_switch: bool = False) -> None:
    """Serve the world in `folder` on 127.0.0.1 until interrupted; port 0 takes a free one.

    Prints the address and the samples' message ids. Any bearer token is accepted. With `fault_switch` whoever
    reaches the port can make it fail (see `faults`): for tests alone. Raises `ClickException` where the port
    is taken.
    """
    try:
        listener = socket.create_server((HOST, port))
    except OSError as error:
        raise click.ClickException(f"Port {port} cannot be listened on: {error.strerror}.") from None
    with listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}"
        switch = FaultSwitch(folder) if fault_switch else None
        deliver = switch.delivering(post_to_loopback) if switch else post_to_loopback
        app = create_standin_app(World(folder, speed, deliver=deliver, public_base=address))
        wsgi = switch.around(app) if switch else app
        server = make_server(HOST, port, wsgi, threaded=True, fd=listener.fileno())
        click.echo(f"The stand-in listens on {address}")
        click.echo("Pictures are drawn here, not by Midjourney. Samples to paint on:")
        for sample in SAMPLES:
            click.echo(f"  {sample.message_id}  {sample.title}, {sample.width} x {sample.height}")
        try:
            server.serve_forever()
        finally:
            server.server_close()


def post_to_loopback(url: str, body: dict[str, Any]) -> None:
    """POST a webhook. Only literal loopback addresses and `localhost` are sent to; raises on any failure."""
    if not _is_loopback(urlsplit(url).hostname or ""):
        raise ValueError("webhooks are only sent to this machine")
    with requests.Session() as session:
        session.trust_env = False
        session.post(url, json=body, timeout=(3.05, 10), allow_redirects=False).raise_for_status()


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
