"""The control, and the place where ordered faults strike: around the stand-in's WSGI app."""

import io
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug import Request, Response

from webapp.standin import store
from webapp.standin.faults.answers import Real, as_json, broken
from webapp.standin.faults.plan import BadFault, Fault, Plan, What
from webapp.standin.gallery import SAMPLES
from webapp.standin.labels import CANCEL_JOB
from webapp.standin.store import Store

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Deliver = Callable[[str, dict[str, Any]], None]

MOST_WAIT_S = 60.0

_CHARGES = "SELECT ref, id AS messageId, button, prompt, created_at AS at FROM messages ORDER BY seq"


class FaultSwitch:
    """Passes requests on to the stand-in, except where a fault is ordered.

    `POST /faults` orders one, `GET /faults` tells how often each was met and `GET /faults/<id>?wait=10` waits
    so many seconds for the first time. `DELETE /faults` and `DELETE /faults/<id>` take them back.
    `GET /ledger` lists every accepted call and counts all requests. Resets and silences happen on the
    connection itself, so this works under the server of `server` alone.
    """

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder / "world.sqlite")
        self._plan = Plan()
        self._guard = threading.Lock()
        self._seen: Counter[What] = Counter()
        self._addresses: Counter[str] = Counter()
        self._expired: dict[str, int] = {}

    def around(self, app: "WSGIApplication") -> "WSGIApplication":
        """The app as it is to be served: it fails where a fault is ordered, and takes orders."""

        def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            # Read once and laid back, since the app reads it again.
            environ["wsgi.input"] = io.BytesIO(Request(environ).get_data())
            request = Request(environ)

            def real() -> Response:
                environ["wsgi.input"].seek(0)
                return Response.from_app(app, environ, buffered=True)

            answer = self._control(request) or self._answer(request, real)
            return answer(environ, start_response)

        return serve

    def delivering(self, deliver: Deliver) -> Deliver:
        """`deliver` for webhooks, with the faults that are ordered for them."""

        def send(url: str, body: dict[str, Any]) -> None:
            self._count(What.WEBHOOK)
            fault = self._plan.meet(What.WEBHOOK, str(body.get("prompt", "")))
            if fault is None:
                return deliver(url, body)
            if fault.kind == "hold":
                # On a thread of its own: the one we are on tells all the others.
                threading.Thread(target=_later, args=(fault, deliver, url, body), daemon=True).start()
            elif fault.kind == "twice":
                deliver(url, body)
                deliver(url, body)
            elif fault.kind == "foreign":
                deliver(url, body | {"ref": "another job", "messageId": SAMPLES[0].message_id})
            return None

        return send

    def _control(self, request: Request) -> Response | None:
        room, _, rest = request.path.strip("/").partition("/")
        if room == "ledger" and request.method == "GET":
            return self._ledger()
        if room != "faults":
            return None
        if request.method == "DELETE" and (not rest or rest.isdigit()):
            self._plan.end([int(rest)] if rest else None)
            return Response(status=204)
        if request.method == "POST":
            try:
                return as_json(self._plan.add(request.get_json(force=True, silent=True)).told(), 201)
            except BadFault as error:
                return as_json({"error": str(error)}, 400)
        if not rest:
            return as_json([fault.told() for fault in self._plan.all()])
        fault = self._plan.find(int(rest)) if rest.isdigit() else None
        if fault is None:
            return as_json({"error": "there is no such fault"}, 404)
        fault.struck.wait(min(request.args.get("wait", 0.0, float), MOST_WAIT_S))
        return as_json(fault.told())

    def _ledger(self) -> Response:
        samples = {sample.message_id for sample in SAMPLES}
        with self._store.reading() as db:
            cursor = db.execute(_CHARGES)
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor]
        with self._guard:
            seen = dict(self._seen)
        return as_json(
            {"charges": [row for row in rows if row["messageId"] not in samples], "requests": seen}
        )

    def _answer(self, request: Request, real: Real) -> Response:
        what, message_id, prompt = self._asked(request)
        if what is None:
            return real()
        self._count(what)
        fault = self._plan.meet(what, prompt)
        if fault is not None and fault.kind == "expired":
            self._let_expire(message_id)
        if what is What.PICTURE and self._is_expired(message_id, request):
            fault = fault or Fault(0, what, "expired", None, "", made=True, seconds=0)

        def right() -> Response:
            return self._with_fresh_address(message_id, real()) if what is What.MESSAGE else real()

        return right() if fault is None else broken(fault, request, right)

    def _asked(self, request: Request) -> tuple[What | None, str, str]:
        """What the request is about, the message it names, and that message's prompt."""
        parts = request.path.strip("/").split("/")
        last = parts[-1]
        if request.method == "POST" and last in ("imagine", "button"):
            body = request.get_json(force=True, silent=True)
            fields = body if isinstance(body, dict) else {}
            what = What.CANCEL if fields.get("button") == CANCEL_JOB else What(last)
            message_id = str(fields.get("messageId", ""))
            return what, message_id, str(fields.get("prompt") or self._prompt(message_id))
        if parts[0] == "pictures":
            message_id = last.rpartition(".")[0]
            return What.PICTURE, message_id, self._prompt(message_id)
        if "message" in parts:
            return What.MESSAGE, last, self._prompt(last)
        return (What.ACCOUNT if last == "account-info" else None), "", ""

    def _prompt(self, message_id: str) -> str:
        if not self._plan.names_prompts():
            return ""
        with self._store.reading() as db:
            record = store.find(db, message_id)
        return record.prompt if record else ""

    def _count(self, what: What) -> None:
        with self._guard:
            self._seen[what] += 1

    def _let_expire(self, message_id: str) -> None:
        """From now on only an address handed out later than all others will do for this picture."""
        with self._guard:
            self._expired[message_id] = self._addresses[message_id]

    def _is_expired(self, message_id: str, request: Request) -> bool:
        with self._guard:
            return int(request.args.get("address", "0")) <= self._expired.get(message_id, -1)

    def _with_fresh_address(self, message_id: str, answer: Response) -> Response:
        """The message with an address of its own for each time it was asked for, as signed links are."""
        told = answer.get_json(silent=True) if answer.status_code == HTTPStatus.OK else None
        if not isinstance(told, dict) or not isinstance(told.get("uri"), str):
            return answer
        with self._guard:
            self._addresses[message_id] += 1
            number = self._addresses[message_id]
        return as_json(told | {"uri": f"{told['uri']}?address={number}"})


def _later(fault: Fault, deliver: Deliver, url: str, body: dict[str, Any]) -> None:
    fault.over.wait(fault.seconds)
    deliver(url, body)
