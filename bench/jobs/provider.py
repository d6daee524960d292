"""A provider that costs nothing: every call is taken, every message is done, every picture the same.

`python -m bench.jobs.provider PORT`. Speaks as much of the wire form as Redraw asks of it; loopback only.
"""

import asyncio
import io
import json
import sys
import uuid

from PIL import Image

SIDE_PX = 64
BUTTONS = ["Vary (Region)", "Vary (Subtle)"]


def picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((SIDE_PX, SIDE_PX), 60).convert("RGB").save(out, "PNG")
    return out.getvalue()


PICTURE = picture()


def answer(method: str, path: str, host: str) -> tuple[str, bytes]:
    """The content type and body for a request."""
    if method == "POST":
        return "application/json", json.dumps({"success": True, "messageId": str(uuid.uuid4())}).encode()
    if path.startswith("/pictures/"):
        return "image/png", PICTURE
    if path.endswith("/account-info"):
        return "application/json", b'{"credits": 1000}'
    message_id = path.rsplit("/", 1)[-1]
    told = {"messageId": message_id, "status": "DONE", "progress": 100, "buttons": BUTTONS}
    return "application/json", json.dumps(
        {**told, "uri": f"http://{host}/pictures/{message_id}.png"}
    ).encode()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One request, one answer, and the end of the connection, as the client wants it."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        await reader.readexactly(int(headers.get("content-length", 0)))
        method, path, _ = first.split(" ")
        kind, body = answer(method, path, headers["host"])
        writer.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        writer.write(body)
        await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client left
    finally:
        writer.close()


async def main(port: int) -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", port, backlog=512)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
