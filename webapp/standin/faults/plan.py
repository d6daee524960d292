"""Which faults are ordered, and which of them a request meets. No HTTP, no sockets."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class What(StrEnum):
    """What goes wrong: a paid call, another call, a webhook."""

    IMAGINE = "imagine"
    BUTTON = "button"
    CANCEL = "cancel"
    MESSAGE = "message"
    PICTURE = "picture"
    ACCOUNT = "account"
    WEBHOOK = "webhook"


PAID = frozenset({What.IMAGINE, What.BUTTON})

_REFUSALS = frozenset({"unauthorized", "no-credit", "rate-limited", "refused", "queue-full"})
_LOST = frozenset({"hang", "reset", "bad-gateway", "server-error", "html", "truncated", "huge", "redirect"})
_CALL = _REFUSALS | _LOST | {"hold", "no-id"}
KINDS: Mapping[What, frozenset[str]] = {
    What.IMAGINE: _CALL,
    What.BUTTON: _CALL,
    What.CANCEL: _CALL,
    What.MESSAGE: _LOST
    | {"hold", "unauthorized", "rate-limited", "not-found", "garbage", "queued", "running", "fail"},
    What.PICTURE: _LOST | {"hold", "not-found", "expired", "drip"},
    What.ACCOUNT: _LOST | {"hold", "unauthorized", "not-found"},
    What.WEBHOOK: frozenset({"hold", "drop", "twice", "foreign"}),
}
"""What can go wrong with what. `docs/testing-faults.md` says in words what each of them is."""


class BadFault(ValueError):
    """An order that cannot be carried out; the text says why."""


@dataclass(slots=True)
class Fault:
    """One order. It is met `times` times (None: always), only by calls whose prompt contains `prompt`.

    The first `after` of those pass unharmed. `made` says whether a paid call is carried out, and so charged,
    before its answer goes wrong. `seconds` is how long `hold` and `hang` last at most, and what Retry-After
    says. `met` counts how often it struck; `struck` and `over` are set with the first time and the end of it.
    """

    id: int
    what: What
    kind: str
    times: int | None
    prompt: str
    made: bool
    seconds: float
    after: int = 0
    met: int = 0
    struck: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def told(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "on": self.what,
            "kind": self.kind,
            "times": self.times,
            "prompt": self.prompt,
            "made": self.made,
            "seconds": self.seconds,
            "after": self.after,
            "met": self.met,
        }


class Plan:
    """The orders in force, oldest first; threads share it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._faults: dict[int, Fault] = {}
        self._last_id = 0

    def add(self, order: object) -> Fault:
        """Take an order as JSON has it; raises `BadFault`."""
        with self._guard:
            self._last_id += 1
            fault = _read(order, self._last_id)
            self._faults[fault.id] = fault
            return fault

    def meet(self, what: What, prompt: str) -> Fault | None:
        """The oldest order that this request is to suffer, counted as met; None where it goes well."""
        with self._guard:
            for fault in self._faults.values():
                left = fault.times is None or fault.met < fault.times
                if fault.what is not what or not left or fault.prompt not in prompt:
                    continue
                if fault.after > 0:
                    fault.after -= 1
                    continue
                fault.met += 1
                fault.struck.set()
                return fault
            return None

    def names_prompts(self) -> bool:
        """True where some order looks at prompts, so that they have to be found out."""
        with self._guard:
            return any(fault.prompt for fault in self._faults.values())

    def find(self, number: int) -> Fault | None:
        with self._guard:
            return self._faults.get(number)

    def all(self) -> list[Fault]:
        with self._guard:
            return list(self._faults.values())

    def end(self, ids: Iterable[int] | None = None) -> None:
        """Take orders back, by default all, and let go of whoever they hold."""
        with self._guard:
            for number in list(self._faults) if ids is None else ids:
                fault = self._faults.pop(number, None)
                if fault is not None:
                    fault.over.set()


def _read(order: object, number: int) -> Fault:
    if not isinstance(order, Mapping):
        raise BadFault("an order is a JSON object")
    unknown = set(order) - {"on", "kind", "times", "prompt", "made", "seconds", "after"}
    if unknown:
        raise BadFault(f"an order has no field {sorted(unknown)[0]!r}")
    try:
        what = What(order.get("on", ""))
    except ValueError:
        raise BadFault(f"on must be one of {', '.join(What)}") from None
    kind, times, made = order.get("kind"), order.get("times", 1), order.get("made", True)
    if kind not in KINDS[what]:
        raise BadFault(f"kind of {what} must be one of {', '.join(sorted(KINDS[what]))}")
    if times is not None and (not isinstance(times, int) or times < 1):
        raise BadFault("times must be a whole number from 1 on, or null for always")
    if not isinstance(made, bool):
        raise BadFault("made must be true or false")
    after = order.get("after", 0)
    if not isinstance(after, int) or after < 0:
        raise BadFault("after must be a whole number from 0 on")
    prompt, seconds = order.get("prompt", ""), order.get("seconds", 60)
    if not isinstance(prompt, str) or not isinstance(seconds, int | float) or not 0 <= seconds <= 600:
        raise BadFault("prompt must be a text and seconds a number from 0 to 600")
    is_made = made and kind not in _REFUSALS
    return Fault(number, what, str(kind), times, prompt, is_made, float(seconds), after)
