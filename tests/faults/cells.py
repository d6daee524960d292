"""The cells of the matrix: what goes wrong in which state, and where a job comes to rest after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Order = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """One fault in one state. Each job meets `orders` of its own.

    `end` is where a job comes to rest and `charges` how many messages were made for it. `held` says that the
    fault keeps the process in it, so that a kill surely strikes there. In `slow` cells a time-out of the
    client or a wait of many seconds runs out. `hooks` says what becomes of the webhooks: such a cell is for
    the columns that have them, and unless they come `twice` they heal nothing.
    """

    state: str
    name: str
    orders: tuple[Order, ...]
    end: str = "done"
    charges: int = 1
    held: bool = False
    slow: bool = False
    hooks: str = ""

    @property
    def is_deaf(self) -> bool:
        """True where no webhook ever tells this job the truth."""
        return self.hooks in ("drop", "foreign")

    @property
    def title(self) -> str:
        return f"{self.state}: {self.name}"


def call(kind: str, **more: Any) -> Order:
    return {"on": "button", "kind": kind, **more}


def poll(kind: str, **more: Any) -> Order:
    return {"on": "message", "kind": kind, **more}


def picture(kind: str, **more: Any) -> Order:
    return {"on": "picture", "kind": kind, **more}


def hook(kind: str) -> Order:
    return {"on": "webhook", "kind": kind, "times": None}


LOST = {
    "reset": "reset",
    "502": "bad-gateway",
    "500 in JSON": "server-error",
    "HTML with 200": "html",
    "cut off": "truncated",
    "10 MB": "huge",
    "redirect": "redirect",
    "no message id": "no-id",
}
NONSENSE = {**LOST, "garbage": "garbage", "429": "rate-limited", "401": "unauthorized"}
del NONSENSE["no message id"]

SENDING = (
    Cell("sending", "answer late", (call("hold", seconds=2),), held=True),
    *(Cell("sending", f"made, {name}", (call(kind),), "uncertain") for name, kind in LOST.items()),
    *(
        Cell("sending", f"not made, {name}", (call(kind, made=False),), "uncertain", charges=0)
        for name, kind in LOST.items()
        if kind in ("reset", "server-error", "no-id")
    ),
    Cell("sending", "made, silence", (call("hang", seconds=90),), "uncertain", held=True, slow=True),
    Cell("sending", "refused (400)", (call("refused"),), "failed", charges=0),
    Cell("sending", "429", (call("rate-limited", seconds=1),)),
    Cell("sending", "queue full", (call("queue-full"),), slow=True),
)

QUEUED = (
    Cell("queued", "404 five times", (poll("not-found", times=5),)),
    *(Cell("queued", name, (poll(kind, seconds=1),)) for name, kind in NONSENSE.items()),
    Cell("queued", "answer late", (poll("hold", seconds=2),), held=True),
    Cell("queued", "silence", (poll("hang", seconds=90),), held=True, slow=True),
    Cell("queued", "FAIL", (poll("fail", times=None),), "failed"),
)

RUNNING = (
    Cell("running", "404 five times", (poll("running"), poll("not-found", times=5))),
    *(
        Cell("running", name, (poll("running"), poll(kind)))
        for name, kind in NONSENSE.items()
        if kind in ("server-error", "garbage", "reset", "truncated")
    ),
    Cell("running", "answer late", (poll("running"), poll("hold", seconds=2)), held=True),
    Cell("running", "FAIL", (poll("running"), poll("fail", times=None)), "failed"),
)

SAVING = (
    Cell("saving", "404 twice", (picture("not-found", times=2),)),
    Cell("saving", "expired link", (picture("expired"),)),
    Cell("saving", "wrong type", (picture("html"),)),
    Cell("saving", "cut off", (picture("truncated"),)),
    Cell("saving", "200 MB", (picture("huge"),)),
    Cell("saving", "reset", (picture("reset"),)),
    Cell("saving", "500", (picture("server-error"),)),
    Cell("saving", "no fresh address at first", (picture("not-found"), poll("reset", after=1))),
    Cell("saving", "picture late", (picture("hold", seconds=2),), held=True),
    Cell("saving", "silence", (picture("hang", seconds=90),), held=True, slow=True),
    Cell("saving", "slow drip", (picture("drip"),), held=True, slow=True),
)

HOOKS = {"twice": "webhooks twice", "drop": "webhooks lost", "foreign": "webhooks of another job"}
HOOKED = tuple(
    cell
    for kind, name in HOOKS.items()
    for cell in (
        Cell("sending", f"made, reset, {name}", (hook(kind), call("reset")), "uncertain", hooks=kind),
        Cell("running", name, (hook(kind), poll("running")), hooks=kind),
    )
)

ALL = (*SENDING, *QUEUED, *RUNNING, *SAVING, *HOOKED)


def named(*titles: str) -> tuple[Cell, ...]:
    """Cells by their titles, in this order."""
    by_title = {cell.title: cell for cell in ALL}
    return tuple(by_title[title] for title in titles)
