"""Which addresses may be fetched: the shape of a URL, the allow-list, and what counts as the open Internet.

Pure. Nothing here looks a name up; `fetch` does, and asks about each answer.
"""

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
MOST_URL = 8192

_HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.(?!-)[a-z0-9_-]{1,63})*", re.ASCII)
_UNFIT = re.compile(r"[\x00-\x20\x7f\\\ud800-\udfff]")
_NETLOC = re.compile(r"(\[[0-9a-f.]*:[0-9a-f:.]*\]|[^][:@]+)(:[0-9]*)?", re.ASCII | re.IGNORECASE)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _networks(*texts: str) -> tuple[Network, ...]:
    return tuple(map(ipaddress.ip_network, texts))


_PRIVATE = _networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
_SPECIAL = _networks("192.0.0.0/24", "192.88.99.0/24", "2001::/32", "2002::/16", "3fff::/20")
"""What some releases of `ipaddress` call global: protocol use, 6to4, Teredo (IPv4 in disguise), examples."""


class AddressError(ValueError):
    """Not an address that anything is fetched from."""


@dataclass(frozen=True, slots=True)
class Place:
    """A host, in the one form `normal_host` gives, and the port to connect to."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{_bracketed(self.host)}:{self.port}"


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that is fit to be requested: `url` is put together anew, so that it has only one reading."""

    url: str
    netloc: str


def parse_target(url: str) -> Target:
    """Take a URL apart and together again; raises `AddressError` for all but plain http and https addresses.

    Refused are user names, spaces, control characters and backslashes, which parsers read differently.
    """
    if len(url) > MOST_URL or _UNFIT.search(url):
        raise AddressError("has characters that no address has")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError("cannot be taken apart") from error
    if parts.scheme not in DEFAULT_PORTS or port == 0 or not _NETLOC.fullmatch(parts.netloc):
        raise AddressError("is not plain http or https")
    netloc = _bracketed(normal_host(host))
    if port not in (None, DEFAULT_PORTS[parts.scheme]):
        netloc = f"{netloc}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    return Target(f"{parts.scheme}://{netloc}{parts.path or '/'}{query}", netloc)


def normal_host(host: str) -> str:
    """The one form of a host name or IP address; raises `AddressError` for what is neither.

    Lower case, ASCII, no trailing dot, IPv6 compressed and without brackets.
    """
    try:
        if ":" in host:
            return _plain_ipv6(host.strip("[]"))
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise AddressError("is no host") from error
    name = name.lower().removesuffix(".")
    if len(name) > 253 or not _HOST_NAME.fullmatch(name):
        raise AddressError("is no host name")
    return name


def parse_places(entries: Iterable[str]) -> frozenset[Place]:
    """An allow-list: an entry is `host:port`, or `host`, which stands for its ports 80 and 443."""
    return frozenset(place for entry in entries for place in _places(entry))


def _places(entry: str) -> Iterator[Place]:
    try:
        parts = urlsplit(f"//{entry}")
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError("cannot be taken apart") from error
    for each in (port,) if port else DEFAULT_PORTS.values():
        yield Place(normal_host(host), each)


def _plain_ipv6(text: str) -> str:
    address = ipaddress.IPv6Address(text)
    if address.scope_id is not None:
        raise AddressError("names a network interface")
    return str(address)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def is_global(address: str) -> bool:
    """True where an IP address lies in the open Internet, however it is wrapped.

    IPv4 inside IPv6 (mapped, NAT64) is judged by the IPv4 address; other ways to wrap it are refused.
    """
    ip = _unwrapped(address)
    if ip.is_multicast or not ip.is_global or _is_in(_SPECIAL, ip):
        return False
    return isinstance(ip, ipaddress.IPv4Address) or ip in _UNICAST


def is_own_network(address: str) -> bool:
    """True for loopback and private networks. Link-local is not among them: cloud metadata lives there."""
    ip = _unwrapped(address)
    return ip.is_loopback or _is_in(_PRIVATE, ip)


def _is_in(networks: tuple[Network, ...], ip: Address) -> bool:
    return any(ip in network for network in networks)


def _unwrapped(address: str) -> Address:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return ip.ipv4_mapped or ip
    return ip
