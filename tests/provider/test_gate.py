"""Where the fetcher goes and where it does not: hosts, names, addresses, redirects."""

import socket
from typing import Any

import pytest

from tests.provider.conftest import Serve
from tests.provider.fetching import PICTURE, answering, failure, fetched, local, never, to
from tests.provider.raw_server import Connection, client_tls, http, saying, server_tls
from webapp.provider.fetch import VENDOR_HOSTS, SafeFetcher
from webapp.provider.transport import WsgiAdapter

OUTSIDE = "93.184.215.14"


HOSTILE = [
    *("http://evil.example/", "https://evil.example/", "http://cdn.imaginepro.ai.evil.example/"),
    *("http://evilcdn.imaginepro.ai/", "http://imaginepro.ai/", "http://cdn.imaginepro.ai:8080/"),
    *("http://cdn.imaginepro.ai@evil.example/", "http://evil.example#@cdn.imaginepro.ai/"),
    *("http://evil.example\\@cdn.imaginepro.ai/", "http://cdn.imaginepro.ai%2eevil.example/"),
    *("http://127.0.0.1/", "http://127.1/", "http://127.0.0.1./", "http://2130706433/", "http://0x7f000001/"),
    *("http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://017700000001/", "http://0/", "http://0.0.0.0/"),
    *("http://localhost/", "http://LOCALHOST./", "http://localhost.localdomain/", "http://ⓛocalhost/"),
    *(
        "http://127.0.0.1:22/",
        "http://127.0.0.1:6379/",
        "http://\uff11\uff12\uff17\uff0e0.0.1/",
        "http://①②⑦.⓪.⓪.①/",
    ),
    *("http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
    *("http://[0:0:0:0:0:ffff:127.0.0.1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::127.0.0.1]/"),
    *("http://[2002:7f00:1::]/", "http://[fe80::1]/", "http://[fe80::1%25lo]/", "http://[fd00::1]/"),
    *(
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://metadata.google.internal/",
    ),
    *(
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://10.0.0.1/",
        "http://192.168.0.1/",
        "http://172.17.0.1/",
    ),
    *("http://100.100.100.200/", "http://127.0.0.1.nip.io/", "http://1.1.1.1/", "http://8.8.8.8:80/"),
    *("file:///etc/passwd", "ftp://cdn.imaginepro.ai/", "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1/"),
    *(
        "//evil.example/",
        "/etc/passwd",
        "",
        "http://",
        "data:image/png;base64,AAAA",
        "unix:///run/docker.sock",
    ),
    *(
        "http://cdn.imaginepro.ai\r\nHost: evil.example/",
        "http://cdn.imaginepro.ai /",
        "http://user@cdn.imaginepro.ai/",
    ),
]


@pytest.mark.parametrize("url", HOSTILE)
def test_hostile_addresses_are_refused_for_good_before_their_name_is_looked_up(url: str) -> None:
    assert failure(SafeFetcher(hosts=VENDOR_HOSTS, resolve=never), url).permanent


INSIDE = [
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%lo", "fd00:ec2::254", "::ffff:127.0.0.1"),
    *("::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "ff02::1", "fec0::1"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_allowed_name_that_leads_inside_is_refused(address: str) -> None:
    fetcher = SafeFetcher(hosts=VENDOR_HOSTS, resolve=answering(address))

    error = failure(fetcher, "https://cdn.imaginepro.ai/a.png")

    assert (error.permanent, "this network" in error.text) == (True, True)


@pytest.mark.parametrize(
    "order", [(OUTSIDE, "127.0.0.1"), ("127.0.0.1", OUTSIDE), (OUTSIDE, OUTSIDE, "fd00::1")]
)
def test_one_bad_answer_of_the_name_service_spoils_all(order: tuple[str, ...]) -> None:
    error = failure(
        SafeFetcher(hosts=VENDOR_HOSTS, resolve=answering(*order)), "https://cdn.imaginepro.ai/a.png"
    )

    assert "this network" in error.text


def test_a_name_that_is_nowhere_may_be_somewhere_later() -> None:
    def unknown(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    assert not failure(
        SafeFetcher(hosts=VENDOR_HOSTS, resolve=unknown), "https://cdn.imaginepro.ai/a.png"
    ).permanent


def test_the_connection_goes_to_the_address_that_was_checked(serve: Serve) -> None:
    server = serve(saying(http("200 OK", PICTURE)))
    looked_up = []

    def rebinding(host: str, port: int, **_: Any) -> list[Any]:
        looked_up.append(host)
        return answering("127.0.0.1" if len(looked_up) == 1 else "10.255.255.1")(host, port)

    body, _ = fetched(local(server.port, resolve=rebinding), f"http://pictures.example:{server.port}/")

    assert (body, looked_up) == (PICTURE, ["pictures.example"])
    assert f"\r\nHost: pictures.example:{server.port}\r\n".encode() in server.requests[0]


def test_another_checked_address_is_tried_where_the_first_is_not_reachable(serve: Serve) -> None:
    server = serve(saying(http("200 OK", PICTURE)))
    resolve = answering("127.99.99.99", "127.0.0.1")

    assert fetched(local(server.port, resolve=resolve), f"http://localhost:{server.port}/")[0] == PICTURE


def test_a_private_address_is_open_at_exactly_the_named_host_and_port(serve: Serve) -> None:
    named, other = serve(saying(http("200 OK", PICTURE))), serve(saying(http("200 OK", b"secret")))
    fetcher = SafeFetcher(hosts=("localhost",), private_ok=(f"127.0.0.1:{named.port}",))

    assert fetched(fetcher, named.url)[0] == PICTURE
    for url in (
        other.url,
        named.url.replace("127.0.0.1", "localhost"),
        named.url.replace("127.0.0.1", "127.0.0.2"),
    ):
        assert failure(fetcher, url).permanent
    assert (len(named.requests), other.connections) == (1, 0)


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1"])
def test_not_even_a_named_host_may_lead_to_link_local_or_nowhere(address: str) -> None:
    error = failure(local(9000, resolve=answering(address)), "http://pictures.example:9000/")

    assert "this network" in error.text


def test_tls_verifies_the_name_though_the_connection_goes_to_the_address(serve: Serve) -> None:
    server = serve(saying(http("200 OK", PICTURE)), tls=server_tls())
    fetcher = local(server.port, tls=client_tls(), resolve=answering("127.0.0.1"))

    assert fetched(fetcher, f"https://pictures.example:{server.port}/")[0] == PICTURE


def test_a_certificate_for_another_name_gets_no_request(serve: Serve) -> None:
    server = serve(saying(http("200 OK", PICTURE)), tls=server_tls())
    fetcher = local(server.port, tls=client_tls(), resolve=answering("127.0.0.1"))

    assert "cannot be reached" in failure(fetcher, f"https://localhost:{server.port}/").text
    assert server.requests == []


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
def test_a_redirect_to_an_allowed_place_is_followed(serve: Serve, status: str) -> None:
    server = serve(
        lambda connection: connection.send(
            http("200 OK", PICTURE)
            if connection.request.startswith(b"GET /b/new?x=1 ")
            else to("../b/new?x=1#z", status)
        )
    )

    assert fetched(local(server.port), f"{server.url}/a/old")[0] == PICTURE


@pytest.mark.parametrize(
    "location",
    [
        "http://evil.example/",
        "http://127.0.0.1:1/",
        "http://[::1]:1/",
        "//evil.example/",
        "file:///etc/passwd",
        "http://user@127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[broken/",
    ],
)
def test_a_redirect_passes_the_same_gate(serve: Serve, location: str) -> None:
    server = serve(saying(to(location)))

    assert failure(local(server.port), server.url).permanent
    assert server.connections == 1


def test_a_redirect_to_a_name_that_leads_inside_is_refused(serve: Serve) -> None:
    server = serve(saying(to("https://cdn.imaginepro.ai/a.png")))

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return answering("127.0.0.1" if host == "127.0.0.1" else "10.0.0.1")(host, port)

    fetcher = SafeFetcher(hosts=VENDOR_HOSTS, private_ok=(f"127.0.0.1:{server.port}",), resolve=resolve)

    assert "this network" in failure(fetcher, server.url).text


def test_redirects_in_circles_end_after_three(serve: Serve) -> None:
    server = serve(saying(to("/again")))

    assert failure(local(server.port), server.url).permanent
    assert len(server.requests) == 4


def test_a_redirect_without_an_end_to_its_body_is_left_at_once(serve: Serve) -> None:
    def pour(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 302 Found\r\nLocation: http://evil.example/\r\n\r\n")
        while not connection.over.is_set():
            connection.send(b"x" * 65536)

    server = serve(pour)

    assert failure(local(server.port), server.url).permanent


def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    if environ["PATH_INFO"] == "/out":
        start_response("302 Found", [("Location", "http://169.254.169.254/")])
        return []
    start_response("200 OK", [("Content-Type", "image/webp")])
    return [environ["HTTP_HOST"].encode()]


def test_a_mounted_origin_needs_no_name_service() -> None:
    fetcher = SafeFetcher(hosts=(), mounts={"http://standin.invalid": WsgiAdapter(app)}, resolve=never)

    assert fetched(fetcher, "http://standin.invalid/a.webp") == (b"standin.invalid", "image/webp")
    assert fetched(fetcher, "http://STANDIN.invalid.:80/a.webp") == (b"standin.invalid", "image/webp")


def test_a_redirect_out_of_a_mounted_origin_passes_the_gate() -> None:
    fetcher = SafeFetcher(hosts=(), mounts={"http://standin.invalid": WsgiAdapter(app)}, resolve=never)

    assert failure(fetcher, "http://standin.invalid/out").permanent
