"""Where a body sent in chunks ends (RFC 9112, section 7.1)."""

import re

SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(;.*)?")
LONGEST_LINE = 8190


class Chunks:
    """Follows such a body through any splitting of its bytes. What is malformed counts as over."""

    def __init__(self) -> None:
        self.is_over = False
        self._line = b""
        self._skip = 0
        self._in_trailer = False

    def feed(self, data: bytes) -> int:
        """Go on; return how many of these bytes belong to the body."""
        at = 0
        while at < len(data) and not self.is_over:
            if self._skip:
                step = min(self._skip, len(data) - at)
                self._skip -= step
                at += step
                continue
            newline = data.find(b"\n", at)
            end = len(data) if newline < 0 else newline + 1
            self._line += data[at:end]
            at = end
            if newline >= 0:
                self._read(self._line.rstrip(b"\r\n"))
                self._line = b""
            elif len(self._line) > LONGEST_LINE:
                self.is_over = True
        return at

    def _read(self, line: bytes) -> None:
        if self._in_trailer:
            self.is_over = not line
            return
        size = SIZE.fullmatch(line)
        if size is None:
            self.is_over = True
        elif int(size[1], 16) == 0:
            self._in_trailer = True
        else:
            self._skip = int(size[1], 16) + len(b"\r\n")
