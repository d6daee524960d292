"""The cells of the matrix: what goes wrong in which state, and how a job may end after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Order = Mapping[str, Any]

DONE = frozenset({"done"})
UNCERTAIN = frozenset({"uncertain"})
FAILED = frozenset({"failed"})

ALIVE, KILLED = "alive", "killed"


@dataclass(frozen=True)
class Cell:
    """One fault in one state. Each job meets `orders`, with a prompt of its own.

    `ends` is where a job comes to rest and `charges` how many messages were made for it, where nobody heals
    it. A job whose charge is unknown ends `uncertain`; with webhooks one that was charged ends `done`.
    `waits` says that the fault keeps the process in it, so that a kill surely strikes there. `slow` cells
    need the client's own time-outs to run out.
    """

    state: str
    name: str
    orders: tuple[Order, ...] = ()
    ends: frozenset[str] = DONE
    charges: int = 1
    waits: bool = False
    slow: bool = False

    @property
    def title(self) -> str:
        return f"{self.state}: {self.name}"


def _call(kind: str, **more: Any) -> Order:
    return {"on": "button", "kind": kind, "times": 1, **more}


def _poll(kind: str, **more: Any) -> Order:
    return {"on": "message", "kind": kind, "times": 1, **more}


def _picture(kind: str, **more: Any) -> Order:
    return {"on": "picture", "kind": kind, "times": 1, **more}


LOST = {
    "reset": "reset",
    "502": "bad-gateway",
    "500": "server-error",
    "HTML with 200": "html",
    "cut off": "truncated",
    "10 MB": "huge",
    "redirect": "redirect",
    "no message id": "no-id",
}

SENDING = (
    Cell("sending", "answer held back", (_call("hold", seconds=2),), waits=True),
    *(
        Cell("sending", f"made, then {name}", (_call(kind),), UNCERTAIN)
        for name, kind in LOST.items()
    ),
    *(
        Cell("sending", f"not made, {name}", (_call(kind, made=False),), UNCERTAIN, charges=0)
        for name, kind in LOST.items()
        if kind in ("reset", "server-error", "no-id")
    ),
    Cell("sending", "made, then silence", (_call("hang", seconds=90),), UNCERTAIN, waits=True, slow=True),
    Cell("sending", "refused (400)", (_call("refused"),), FAILED, charges=0),
    Cell("sending", "429, Retry-After 1", (_call("rate-limited", seconds=1),)),
    Cell("sending", "queue full", (_call("queue-full"),), slow=True),
)

BAD_POLLS = {
    "500": "server-error",
    "502": "bad-gateway",
    "HTML with 200": "html",
    "garbage": "garbage",
    "cut off": "truncated",
    "10 MB": "huge",
    "reset": "reset",
    "redirect": "redirect",
    "429": "rate-limited",
    "401": "unauthorized",
}

QUEUED = (
    Cell("queued", "unknown (404) for five polls", (_poll("not-found", times=5),)),
    *(Cell("queued", name, (_poll(kind, seconds=1),)) for name, kind in BAD_POLLS.items()),
    Cell("queued", "held back", (_poll("hold", seconds=2),), waits=True),
    Cell("queued", "silence", (_poll("hang", seconds=90),), waits=True, slow=True),
    Cell("queued", "FAIL", (_poll("fail", times=None),), FAILED),
)

RUNNING = (
    *(
        Cell("running", name, (_poll("running", times=2), _poll(kind, seconds=1)))
        for name, kind in BAD_POLLS.items()
        if kind in ("server-error", "garbage", "reset", "truncated")
    ),
    Cell("running", "unknown (404) for five polls", (_poll("running"), _poll("not-found", times=5))),
    Cell("running", "held back", (_poll("running"), _poll("hold", seconds=2)), waits=True),
    Cell("running", "FAIL", (_poll("running"), _poll("fail", times=None)), FAILED),
)

SAVING = (
    Cell("saving", "404 twice", (_picture("not-found", times=2),)),
    Cell("saving", "expired link", (_picture("expired"),)),
    Cell("saving", "wrong type", (_picture("html"),)),
    Cell("saving", "cut off", (_picture("truncated"),)),
    Cell("saving", "200 MB", (_picture("huge"),)),
    Cell("saving", "reset", (_picture("reset"),)),
    Cell("saving", "500", (_picture("server-error"),)),
    Cell("saving", "redirect once", (_picture("redirect"),)),
    Cell("saving", "fresh address refused too", (_picture("not-found"), _poll("fresh")[:0] or _poll("queued")),),
    Cell("saving", "held back", (_picture("hold", seconds=2),), waits=True),
    Cell("saving", "silence", (_picture("hang", seconds=90),), waits=True, slow=True),
    Cell("saving", "slow drip", (_picture("drip"),), waits=True, slow=True),
)
