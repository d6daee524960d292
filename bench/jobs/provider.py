"""A provider that costs nothing: every call is taken, every message is done, every picture the same.

`python -m bench.jobs.provider PORT [SECONDS [SIDE_PX]]`: each paid call takes so long, and pictures are that
large. Speaks as much of the wire form as Redraw asks of it; loopback only.
"""

import argparse
import asyncio
import io
import json
import uuid
from functools import partial

from PIL import Image

SIDE_PX = 64
BUTTONS = ["Vary (Region)", "Vary (Subtle)"]


def picture(side_px: int = SIDE_PX) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise((SIDE_PX, SIDE_PX), 60).convert("RGB")
    noise.resize((side_px, side_px), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


PICTURE = picture()


def answer(method: str, path: str, host: str, image: bytes) -> tuple[str, bytes]:
    """The content type and body for a request."""
    if method == "POST":
        return "application/json", json.dumps({"success": True, "messageId": str(uuid.uuid4())}).encode()
    if path.startswith("/pictures/"):
        return "image/png", image
    if path.endswith("/account-info"):
        return "application/json", b'{"credits": 1000}'
    message_id = path.rsplit("/", 1)[-1]
    told = {"messageId": message_id, "status": "DONE", "progress": 100, "buttons": BUTTONS}
    return "application/json", json.dumps(
        {**told, "uri": f"http://{host}/pictures/{message_id}.png"}
    ).encode()


async def serve(
    wait_s: float, image: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """One request, one answer, and the end of the connection, as the client wants it."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        await reader.readexactly(int(headers.get("content-length", 0)))
        method, path, _ = first.split(" ")
        if method == "POST":
            await asyncio.sleep(wait_s)
        kind, body = answer(method, path, headers["host"], image)
        writer.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        writer.write(body)
        await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client left
    finally:
        writer.close()


async def main(port: int, wait_s: float, side_px: int) -> None:
    serving = partial(serve, wait_s, picture(side_px))
    server = await asyncio.start_server(serving, "127.0.0.1", port, backlog=512)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("wait_s", type=float, nargs="?", default=0.0)
    parser.add_argument("side_px", type=int, nargs="?", default=SIDE_PX)
    asyncio.run(main(**vars(parser.parse_args())))
