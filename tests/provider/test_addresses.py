"""What an address may look like, and which IP addresses count as the open Internet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.provider.addresses import (
    AddressError,
    Place,
    is_global,
    is_own_network,
    normal_host,
    parse_places,
    parse_target,
)

GLOBAL = ["1.1.1.1", "93.184.215.14", "2606:4700::6810:84e5", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
OWN = [
    *("127.0.0.1", "127.8.9.10", "10.0.0.5", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"),
    *("::1", "fc00::1", "fd12:3456::1", "::ffff:127.0.0.1", "::ffff:10.0.0.5", "64:ff9b::127.0.0.1"),
]
NOBODYS = [
    *("0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1"),
    *("198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
    *("255.255.255.255", "::", "::127.0.0.1", "::8.8.8.8", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
    *("ff0e::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::", "3fff::1", "4000::1"),
    *("::ffff:169.254.169.254", "64:ff9b::169.254.169.254", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1"),
    *("::ffff:0:127.0.0.1", "fe80::a9fe:a9fe"),
]


@pytest.mark.parametrize("address", GLOBAL)
def test_global_addresses_are_the_open_internet(address: str) -> None:
    assert is_global(address)
    assert not is_own_network(address)


@pytest.mark.parametrize("address", OWN)
def test_loopback_and_private_addresses_are_ones_own_network_however_wrapped(address: str) -> None:
    assert not is_global(address)
    assert is_own_network(address)


@pytest.mark.parametrize("address", NOBODYS)
def test_all_other_addresses_are_neither(address: str) -> None:
    assert not is_global(address)
    assert not is_own_network(address)


@given(st.ip_addresses())
def test_no_address_is_both_global_and_ones_own(address: object) -> None:
    assert not (is_global(str(address)) and is_own_network(str(address)))


@pytest.mark.parametrize(
    ("url", "parsed", "netloc"),
    [
        ("https://cdn.imaginepro.ai/a/b.png", "https://cdn.imaginepro.ai/a/b.png", "cdn.imaginepro.ai"),
        ("HTTPS://CDN.ImaginePro.AI/A.png", "https://cdn.imaginepro.ai/A.png", "cdn.imaginepro.ai"),
        ("https://cdn.imaginepro.ai./a", "https://cdn.imaginepro.ai/a", "cdn.imaginepro.ai"),
        ("https://cdn.imaginepro.ai:443/a", "https://cdn.imaginepro.ai/a", "cdn.imaginepro.ai"),
        ("http://localhost:9000?x=1&y=%2F", "http://localhost:9000/?x=1&y=%2F", "localhost:9000"),
        ("https://cdn.imaginepro.ai/a?ex=65#part", "https://cdn.imaginepro.ai/a?ex=65", "cdn.imaginepro.ai"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a", "xn--bcher-kva.example"),
        ("https://cdn。imaginepro。ai/a", "https://cdn.imaginepro.ai/a", "cdn.imaginepro.ai"),
        ("http://\uff11\uff12\uff17.0.0.1/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://[::1]:9000/a", "http://[::1]:9000/a", "[::1]:9000"),
        ("http://[0:0::0001]/a", "http://[::1]/a", "[::1]"),
        ("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "[::ffff:7f00:1]"),
    ],
)
def test_an_address_is_put_together_anew_in_one_form(url: str, parsed: str, netloc: str) -> None:
    target = parse_target(url)

    assert (target.url, target.netloc) == (parsed, netloc)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "cdn.imaginepro.ai/a.png",
        "//cdn.imaginepro.ai/a.png",
        "ftp://cdn.imaginepro.ai/a.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "gopher://cdn.imaginepro.ai/",
        "http://",
        "http:///a",
        "https://cdn.imaginepro.ai@evil.example/",
        "https://user:word@cdn.imaginepro.ai/",
        "https://@cdn.imaginepro.ai/",
        "https://cdn.imaginepro.ai\\@evil.example/",
        "https://cdn.imaginepro.ai\\.evil.example/",
        "https://cdn.imaginepro.ai\t.evil.example/",
        "https://cdn.imaginepro.ai\n.evil.example/",
        "https://cdn.imaginepro.ai /a",
        "https://cdn.imaginepro.ai/a b",
        "https://cdn.imaginepro.ai/\x00",
        "https://cdn.imaginepro.ai/\ud800",
        "https://cdn.imaginepro.ai%2eevil.example/",
        "https://cdn.imaginepro.ai%00.evil.example/",
        "https://*.imaginepro.ai/",
        "https://cdn..ai/",
        "https://.imaginepro.ai/",
        "https://cdn.imaginepro.ai../",
        "https://-cdn.ai/",
        "https://" + "a" * 64 + ".ai/",
        "https://" + "a." * 130 + "ai/",
        "https://cdn.imaginepro.ai:0/",
        "https://cdn.imaginepro.ai:65536/",
        "https://cdn.imaginepro.ai:port/",
        "https://cdn.imaginepro.ai:-1/",
        "https://cdn.imaginepro.ai:80:443/",
        "http://[::1",
        "http://[::1]evil.example/",
        "http://evil.example[::1]/",
        "http://[127.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://[v1.x]/",
        "http://[not::an::address]/",
        "https://ex℀mple.ai/",
        "https://cdn.imaginepro.ai/" + "a" * 9000,
    ],
)
def test_addresses_that_parsers_read_differently_are_refused(url: str) -> None:
    with pytest.raises(AddressError):
        parse_target(url)


@given(st.text() | st.text(alphabet="htps:/@[]\\.%#?1aé。\uff10 ").map("http://".__add__))
def test_an_address_that_passes_has_only_one_reading(url: str) -> None:
    try:
        target = parse_target(url)
    except AddressError:
        return
    assert parse_target(target.url) == target


def test_a_host_in_the_list_stands_for_its_usual_ports_and_one_with_a_port_for_that_alone() -> None:
    places = parse_places(["CDN.example.", "localhost:9000", "[::1]:9000", "bücher.example:443"])

    assert places == {
        Place("cdn.example", 80),
        Place("cdn.example", 443),
        Place("localhost", 9000),
        Place("::1", 9000),
        Place("xn--bcher-kva.example", 443),
    }


@pytest.mark.parametrize("entry", ["", ":80", "a b", "a..b", "localhost:port", "localhost:70000", "[::1"])
def test_a_list_with_a_broken_entry_is_refused_as_a_whole(entry: str) -> None:
    with pytest.raises(AddressError):
        parse_places(["cdn.example", entry])


def test_a_place_is_told_as_it_is_written_in_an_address() -> None:
    assert [str(Place("cdn.example", 443)), str(Place("::1", 9000))] == ["cdn.example:443", "[::1]:9000"]


def test_a_host_has_one_form() -> None:
    assert normal_host("[0:0:0:0:0:0:0:1]") == normal_host("::1") == "::1"
