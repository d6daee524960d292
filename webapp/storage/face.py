"""Where bytes are kept, whatever keeps them: durable, immutable, named by what they are."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

ADDRESS_LASTS_S = 60


class Storage(Protocol):
    """A key is the SHA-256 of the bytes in hex; the same bytes are kept once.

    What cannot be done now raises `OSError`; where it has a sentence for the operator, `StorageError`.
    """

    def put(self, source: BinaryIO) -> str:
        """Keep everything from the seekable source's present position on, durably; return its key."""

    def open(self, key: str) -> BinaryIO:
        """The bytes as a seekable file, read as they are asked for; `FileNotFoundError` for none."""

    def address(self, key: str, content_type: str, download: str | None = None) -> str | None:
        """Where whoever has it gets the bytes for `ADDRESS_LASTS_S`, as a file of that name to keep if one is
        given; None where they come from here alone. It is not looked whether they are there.
        """

    def origin(self) -> str | None:
        """The scheme, host and port of every address; None where there are none."""

    def size(self, key: str) -> int:
        """How many bytes are kept under the key; `FileNotFoundError` where none are."""

    def delete(self, key: str) -> None:
        """Forget the bytes; no error where they are not kept."""

    def keys(self, after: str = "") -> Iterator[str]:
        """The keys of all bytes that are kept, in order, from the one that follows `after` on."""

    def free_bytes(self) -> int | None:
        """How much more fits, or None where nobody knows; `OSError` where nothing can be kept just now."""


def is_key(text: str) -> bool:
    """True for what may be a key; nothing else ever becomes part of a path or an address."""
    return len(text) == 64 and text.isascii() and text.isalnum()
