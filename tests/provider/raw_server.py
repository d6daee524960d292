"""A server on a real socket that does exactly what a test says, byte by byte."""

import contextlib
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from pathlib import Path

TLS_FOLDER = Path(__file__).parent / "tls"
"""A certificate for `pictures.example` and 127.0.0.1, and the authority that signed it; for tests alone."""

Behaviour = Callable[["Connection"], None]


def server_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS_FOLDER / "server.pem")
    return context


def client_tls() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(TLS_FOLDER / "ca.pem"))


class Connection:
    """One accepted connection. `request` is what was read of the request, head and body."""

    def __init__(self, sock: socket.socket, over: threading.Event) -> None:
        self.sock = sock
        self.over = over
        self.request = b""

    def read_request(self) -> bool:
        """Read one request whole; False where the other side left before sending one."""
        head, found, body = b"", b"", b""
        while not found:
            piece = self.sock.recv(65536)
            if not piece:
                return False
            head, found, body = (self.request + piece).partition(b"\r\n\r\n")
            self.request += piece
        length = int(self.header("content-length") or 0)
        while len(body) < length:
            body += self.sock.recv(65536)
        self.request = head + found + body
        return True

    def header(self, name: str) -> bytes:
        """The bytes of a request header; empty where it was not sent."""
        for line in self.request.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.decode().lower() == name:
                return value.strip()
        return b""

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def send_unencrypted(self, data: bytes) -> None:
        """Send past the TLS layer, and close."""
        with socket.socket(fileno=self.sock.detach()) as bare:
            bare.sendall(data)

    def drip(self, data: bytes, every_s: float) -> None:
        """Send byte after byte, as long as the test lasts and the other side stays."""
        for position in range(len(data)):
            if self.over.wait(every_s):
                return
            self.send(data[position : position + 1])

    def hang(self) -> None:
        """Say nothing more and leave the connection open."""
        self.over.wait()

    def reset(self) -> None:
        """End the connection with a TCP reset instead of a close."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()


def http(status: str, body: bytes = b"", *headers: str, length: int | None = None) -> bytes:
    """The bytes of an HTTP answer; `length` is what it says of its length where that is not true."""
    said = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {said}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def as_json(status: str, value: object, *headers: str) -> bytes:
    return http(status, json.dumps(value).encode(), "Content-Type: application/json", *headers)


def saying(data: bytes) -> Behaviour:
    """The behaviour of giving one answer and closing."""
    return lambda connection: connection.send(data)


class RawServer:
    """Listens on loopback until closed. `requests` are the requests read, `connections` counts all accepts.

    With `tls` each connection begins with a handshake; with `reads` False the behaviour comes first of all,
    on the bare connection.
    """

    def __init__(self, behave: Behaviour, *, tls: ssl.SSLContext | None = None, reads: bool = True) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self._behave = behave
        self._tls = tls
        self._reads = reads
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        sock.settimeout(10)
        try:
            if self._tls and self._reads:
                sock = self._tls.wrap_socket(sock, server_side=True)
            connection = Connection(sock, self._over)
            if self._reads:
                if not connection.read_request():
                    return
                self.requests.append(connection.request)
            self._behave(connection)
        except OSError:
            pass  # the client left first, which many of these tests are about
        finally:
            sock.close()
