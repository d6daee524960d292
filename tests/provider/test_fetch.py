"""The one door for addresses from outside: what it fetches, and the many it does not."""

import gzip
import io
import socket
from collections.abc import Callable
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter

from tests.provider.conftest import Serve
from tests.provider.raw_server import Connection, client_tls, http, saying, server_tls
from webapp.provider.fetch import VENDOR_HOSTS, FetchError, SafeFetcher
from webapp.provider.transport import WsgiAdapter

PICTURE = b"\x89PNG" + bytes(range(256)) * 40
SHORT_S = 0.4
OUTSIDE = "93.184.215.14"

Resolve = Callable[..., list[Any]]


def answering(*addresses: str) -> Resolve:
    """A name service that knows one answer."""

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolve


def never(*_: Any, **__: Any) -> list[Any]:
    raise AssertionError("the name was looked up")


def fetched(fetcher: SafeFetcher, url: str) -> tuple[bytes, str]:
    sink = io.BytesIO()
    content_type = fetcher.fetch_into(url, sink)
    return sink.getvalue(), content_type


def failure(fetcher: SafeFetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetched(fetcher, url)
    assert caught.value.text[0].isupper()
    assert caught.value.text.endswith(".")
    return caught.value


def local(port: int, **options: Any) -> SafeFetcher:
    """A fetcher that may go to one port of loopback, by several names."""
    places = [f"{host}:{port}" for host in ("127.0.0.1", "localhost", "pictures.example")]
    return SafeFetcher(hosts=(), private_ok=places, **options)


def test_a_picture_is_fetched_with_its_content_type(serve: Serve) -> None:
    server = serve(saying(http("200 OK", PICTURE, "Content-Type: image/PNG; charset=binary")))

    assert fetched(local(server.port), f"{server.url}/a.png?ex=65&hm=%2F") == (PICTURE, "image/png")
    assert server.requests[0].startswith(b"GET /a.png?ex=65&hm=%2F HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{server.port}\r\n".encode() in server.requests[0]


def test_nothing_personal_is_sent_along(serve: Serve) -> None:
    server = serve(saying(http("200 OK", PICTURE)))
    fetched(local(server.port), server.url)

    names = {line.partition(b":")[0].lower() for line in server.requests[0].split(b"\r\n")[1:] if line}
    assert names == {b"host", b"user-agent", b"accept", b"accept-encoding", b"connection"}


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


def to(location: str, status: str = "302 Found") -> bytes:
    return http(status, b"moved", f"Location: {location}")


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


@pytest.mark.parametrize(
    ("answer", "permanent", "status"),
    [
        (http("404 Not Found"), True, 404),
        (http("403 Forbidden"), True, 403),
        (http("410 Gone"), True, 410),
        (http("408 Request Timeout"), False, 408),
        (http("425 Too Early"), False, 425),
        (http("429 Too Many Requests"), False, 429),
        (http("500 Internal Server Error"), False, 500),
        (http("503 Service Unavailable"), False, 503),
        (http("204 No Content"), False, 204),
        (http("206 Partial Content", b"half"), False, 206),
        (http("302 Found"), False, 302),
    ],
)
def test_a_host_without_the_picture_is_told_with_its_status(
    serve: Serve, answer: bytes, permanent: bool, status: int
) -> None:
    server = serve(saying(answer))

    error = failure(local(server.port), server.url)

    assert (error.permanent, error.status) == (permanent, status)


@pytest.mark.parametrize(
    "behave",
    [
        Connection.hang,
        lambda connection: connection.drip(http("200 OK", PICTURE), every_s=0.02),
        lambda connection: (connection.send(http("200 OK", length=9000)), connection.hang()),
        lambda connection: (
            connection.send(http("200 OK", length=9000)),
            connection.drip(PICTURE, every_s=0.02),
        ),
    ],
    ids=["says nothing", "drips its headers", "stops in the body", "drips its body"],
)
def test_a_slow_host_is_left_at_the_deadline(serve: Serve, behave: Callable[[Connection], None]) -> None:
    server = serve(behave)

    error = failure(local(server.port, deadline_s=SHORT_S), server.url)

    assert (error.permanent, error.text) == (False, "The picture did not arrive in time.")


def test_a_silent_host_is_left_before_the_deadline(serve: Serve) -> None:
    server = serve(Connection.hang)

    error = failure(local(server.port, timeout_s=(2.0, SHORT_S), deadline_s=600), server.url)

    assert error.text == "The picture did not arrive in time."


def test_the_deadline_counts_over_all_redirects(serve: Serve) -> None:
    server = serve(saying(to("/again")))
    ticks = iter([0.0, 0.0, 40.0, 61.0])

    error = failure(local(server.port, deadline_s=60, clock=lambda: next(ticks)), server.url)

    assert (error.text, len(server.requests)) == ("The picture did not arrive in time.", 2)


@pytest.mark.parametrize(
    "behave",
    [
        saying(http("200 OK", PICTURE, length=99_999)),
        saying(b""),
        saying(b"nonsense\r\n\r\n"),
        Connection.reset,
    ],
    ids=["truncated", "empty", "no HTTP", "reset"],
)
def test_a_picture_that_arrives_in_part_is_none(serve: Serve, behave: Callable[[Connection], None]) -> None:
    server = serve(behave)

    error = failure(local(server.port), server.url)

    assert (error.permanent, error.text) == (
        False,
        "The connection broke off before the picture was complete.",
    )


@pytest.mark.parametrize(
    "answer",
    [
        http("200 OK", b"x" * 300_000),
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000,
        http("200 OK", gzip.compress(bytes(5_000_000)), "Content-Encoding: gzip"),
    ],
    ids=["with a length", "without a length", "packed"],
)
def test_a_picture_that_is_too_large_is_not_taken(serve: Serve, answer: bytes) -> None:
    server, sink = serve(saying(answer)), io.BytesIO()

    with pytest.raises(FetchError, match=r"larger than 0\.25 MB") as caught:
        local(server.port, max_bytes=1 << 18).fetch_into(server.url, sink)

    assert caught.value.permanent
    assert len(sink.getvalue()) <= 1 << 18


def test_a_full_disk_is_no_fault_of_the_host(serve: Serve) -> None:
    class Full(io.BytesIO):
        def write(self, _data: Any) -> int:
            raise OSError(28, "No space left on device")

    server = serve(saying(http("200 OK", PICTURE)))

    with pytest.raises(OSError, match="No space left"):
        local(server.port).fetch_into(server.url, Full())


def test_no_error_tells_the_address_since_it_may_hold_a_signature(serve: Serve) -> None:
    server = serve(saying(http("404 Not Found")))

    assert "hm=secret" not in str(failure(local(server.port), f"{server.url}/a?hm=secret"))


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


def test_a_mounted_origin_that_breaks_is_an_error_like_another() -> None:
    class Broken(BaseAdapter):
        def send(self, *_: Any, **__: Any) -> requests.Response:
            raise requests.ConnectionError("broken")

        def close(self) -> None:
            pass

    fetcher = SafeFetcher(hosts=(), mounts={"http://standin.invalid": Broken()})

    assert not failure(fetcher, "http://standin.invalid/a").permanent
