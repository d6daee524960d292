"""`make run` says why it cannot start before it tries."""

import socket

from tools.serve import is_free, why_not
from webapp.settings import load


def test_a_port_that_somebody_listens_on_is_not_free():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert is_free("127.0.0.1", taken.getsockname()[1]) is False


def test_a_port_that_nobody_listens_on_is_free():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert is_free("127.0.0.1", port) is True


def test_the_sentence_about_a_taken_port_names_it_and_another_one():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = load({"LOCAL_MODE": "1", "PORT": str(port)})
        expected = f"Port {port} is taken by another program. Choose another: PORT={port + 1} make run"
        assert why_not(settings) == expected
