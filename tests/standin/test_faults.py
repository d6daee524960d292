"""The fault switch on a real socket, as the real client meets it: what breaks, and what was made anyway."""

import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server

from tests.standin.support import SQUARE, StubEngine
from webapp.provider.client import ProviderClient
from webapp.provider.errors import Ending, ProviderError
from webapp.provider.fetch import FetchError, SafeFetcher
from webapp.provider.wire import Family, MessageStatus
from webapp.standin import World, create_standin_app
from webapp.standin.faults import FaultSwitch

PATIENCE_S = 10


@dataclass
class Server:
    """A stand-in with the switch, and what its webhooks were told."""

    url: str
    hooks: "Queue[dict[str, Any]]"

    @property
    def place(self) -> str:
        return self.url.removeprefix("http://")

    def order(self, on: str, kind: str, **more: Any) -> int:
        answer = requests.post(f"{self.url}/faults", json={"on": on, "kind": kind, **more}, timeout=10)
        answer.raise_for_status()
        return int(answer.json()["id"])

    def end(self, number: int) -> None:
        requests.delete(f"{self.url}/faults/{number}", timeout=10).raise_for_status()

    def met(self) -> list[int]:
        return [fault["met"] for fault in requests.get(f"{self.url}/faults", timeout=10).json()]

    def charged(self) -> list[str]:
        ledger = requests.get(f"{self.url}/ledger", timeout=10).json()
        return [charge["ref"] for charge in ledger["charges"]]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    hooks: Queue[dict[str, Any]] = Queue()
    switch = FaultSwitch(tmp_path)
    deliver = switch.delivering(lambda _url, body: hooks.put(body))
    world = World(tmp_path, 0, deliver=deliver, engine=StubEngine())
    wsgi = make_server("127.0.0.1", 0, switch.around(create_standin_app(world)), threaded=True)
    thread = threading.Thread(target=lambda: wsgi.serve_forever(poll_interval=0.02))
    thread.start()
    server = Server(f"http://127.0.0.1:{wsgi.server_port}", hooks)
    yield server
    requests.delete(f"{server.url}/faults", timeout=10)
    wsgi.shutdown()
    thread.join()
    wsgi.server_close()


@pytest.fixture
def client(server: Server) -> ProviderClient:
    return client_of(server)


def client_of(server: Server, answer_within_s: float = PATIENCE_S) -> ProviderClient:
    timeout_s = (3.05, answer_within_s)
    return ProviderClient(api_url=server.url, family=Family.NOVA, token="canary", timeout_s=timeout_s)


def press(client: ProviderClient, ref: str = "job", prompt: str = "a boat", **more: Any) -> str:
    return client.press(SQUARE.message_id, "Vary (Subtle)", prompt=prompt, ref=ref, **more)


def ending_of(client: ProviderClient) -> Ending:
    with pytest.raises(ProviderError) as raised:
        press(client)
    return raised.value.ending


LOST = [
    ("reset", Ending.BROKEN_OFF),
    ("bad-gateway", Ending.SERVER_FAILED),
    ("server-error", Ending.SERVER_FAILED),
    ("html", Ending.NOT_JSON),
    ("truncated", Ending.BROKEN_OFF),
    ("huge", Ending.TOO_LARGE),
    ("redirect", Ending.REDIRECTED),
    ("no-id", Ending.NO_MESSAGE_ID),
]


@pytest.mark.parametrize(("kind", "ending"), LOST)
@pytest.mark.parametrize("made", [True, False], ids=["made", "not made"])
def test_an_answer_is_lost_in_every_way_whether_the_call_was_made_or_not(
    server: Server, client: ProviderClient, kind: str, ending: Ending, *, made: bool
) -> None:
    server.order("button", kind, made=made)
    assert ending_of(client) is ending
    assert server.charged() == (["job"] if made else [])
    assert press(client, "next")


def test_a_silence_after_the_call_was_taken_lasts_until_the_client_gives_up(server: Server) -> None:
    server.order("button", "hang")
    assert ending_of(client_of(server, 0.3)) is Ending.SILENT
    assert server.charged() == ["job"]


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("unauthorized", Ending.KEY_REFUSED),
        ("no-credit", Ending.NO_CREDIT),
        ("rate-limited", Ending.RATE_LIMITED),
        ("refused", Ending.REFUSED),
        ("queue-full", Ending.QUEUE_FULL),
    ],
)
def test_a_refusal_makes_nothing(server: Server, client: ProviderClient, kind: str, ending: Ending) -> None:
    server.order("button", kind, seconds=7)
    assert ending_of(client) is ending
    assert server.charged() == []


def test_a_held_call_is_made_once_it_is_let_go_even_when_its_client_has_left(server: Server) -> None:
    number = server.order("button", "hold")
    assert ending_of(client_of(server, 0.2)) is Ending.SILENT
    assert server.charged() == []
    server.end(number)
    for _ in range(500):
        if server.charged():
            break
        threading.Event().wait(0.01)
    assert server.charged() == ["job"]


def test_a_fault_strikes_as_often_as_ordered_and_only_the_prompt_it_is_for(
    server: Server, client: ProviderClient
) -> None:
    server.order("button", "refused", prompt="[7]", times=2)
    assert press(client, prompt="a boat [6]")
    for _ in range(2):
        with pytest.raises(ProviderError):
            press(client, prompt="a boat [7]")
    assert press(client, prompt="a boat [7]")
    assert server.met() == [2]


def test_whoever_asks_can_wait_until_a_fault_strikes_and_let_some_calls_pass_first(
    server: Server, client: ProviderClient
) -> None:
    number = server.order("button", "refused", after=1)
    assert requests.get(f"{server.url}/faults/{number}", timeout=10).json()["met"] == 0
    press(client)
    waiting = threading.Thread(target=ending_of, args=(client,))
    waiting.start()
    assert requests.get(f"{server.url}/faults/{number}?wait=10", timeout=20).json()["met"] == 1
    waiting.join()
    assert requests.get(f"{server.url}/faults/99", timeout=10).status_code == 404


@pytest.mark.parametrize(
    ("kind", "ending"),
    [*LOST[:-1], ("not-found", Ending.UNKNOWN_MESSAGE), ("garbage", Ending.NOT_A_MESSAGE)],
)
def test_a_poll_goes_wrong_and_the_next_one_well(
    server: Server, client: ProviderClient, kind: str, ending: Ending
) -> None:
    message_id = press(client, prompt="a boat [7]")
    server.order("message", kind, prompt="[7]")
    with pytest.raises(ProviderError) as raised:
        client.message(message_id)
    assert raised.value.ending is ending
    assert client.message(message_id).status is MessageStatus.DONE


@pytest.mark.parametrize(
    ("kind", "status"),
    [("queued", MessageStatus.QUEUED), ("running", MessageStatus.RUNNING), ("fail", MessageStatus.FAILED)],
)
def test_a_message_stands_where_it_is_told_to(
    server: Server, client: ProviderClient, kind: str, status: MessageStatus
) -> None:
    message_id = press(client)
    server.order("message", kind)
    told = client.message(message_id)
    assert (told.status, told.uri) == (status, None)


def fetch(server: Server, url: str, deadline_s: float = PATIENCE_S) -> bytes:
    sink = io.BytesIO()
    fetcher = SafeFetcher(
        hosts=[server.place], private_ok=[server.place], timeout_s=(3.05, 5), deadline_s=deadline_s
    )
    kind = fetcher.fetch_into(url, sink)
    assert kind == "image/png"
    return sink.getvalue()


@pytest.mark.parametrize("kind", ["not-found", "reset", "truncated", "huge", "server-error"])
def test_a_picture_does_not_come_and_then_does(server: Server, client: ProviderClient, kind: str) -> None:
    url = str(client.message(press(client)).uri)
    server.order("picture", kind)
    with pytest.raises(FetchError):
        fetch(server, url)
    assert fetch(server, url).startswith(b"\x89PNG")


def test_a_picture_drips_so_slowly_that_it_is_never_done(server: Server, client: ProviderClient) -> None:
    url = str(client.message(press(client)).uri)
    server.order("picture", "drip")
    with pytest.raises(FetchError, match="in time"):
        fetch(server, url, deadline_s=0.8)


def test_an_expired_address_stays_expired_and_a_fresh_one_works(
    server: Server, client: ProviderClient
) -> None:
    message_id = press(client)
    url = str(client.message(message_id).uri)
    server.order("picture", "expired")
    for _ in range(2):
        with pytest.raises(FetchError):
            fetch(server, url)
    fresh = str(client.message(message_id).uri)
    assert fresh != url
    assert fetch(server, fresh).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("kind", "told"), [("drop", []), ("twice", ["job", "job"]), ("foreign", ["another job"])]
)
def test_webhooks_are_dropped_doubled_and_forged(
    server: Server, client: ProviderClient, kind: str, told: list[str]
) -> None:
    server.order("webhook", kind, times=None, prompt="[struck]")
    press(client, prompt="[struck]", webhook_url="http://127.0.0.1/hook")
    press(client, "next", webhook_url="http://127.0.0.1/hook")
    assert ends_told(server, last="next") == [*told, "next"]


def test_a_held_webhook_comes_when_it_is_let_go(server: Server, client: ProviderClient) -> None:
    number = server.order("webhook", "hold", times=None, prompt="[held]")
    press(client, "held", prompt="[held]", webhook_url="http://127.0.0.1/hook")
    press(client, "next", webhook_url="http://127.0.0.1/hook")
    assert ends_told(server, last="next") == ["next"]
    server.end(number)
    assert ends_told(server, last="held") == ["held"]


def ends_told(server: Server, last: str) -> list[str]:
    """The refs of the webhooks that tell of an end, up to the one with the ref `last`."""
    refs: list[str] = []
    while last not in refs:
        told = server.hooks.get(timeout=20)
        if told["status"] == "DONE":
            refs.append(told["ref"])
    return refs


def test_the_ledger_names_each_accepted_call_and_counts_all_requests(
    server: Server, client: ProviderClient
) -> None:
    message_id = press(client, ref="job 1")
    client.message(message_id)
    told = requests.get(f"{server.url}/ledger", timeout=10).json()
    (charge,) = told["charges"]
    assert (charge["ref"], charge["messageId"], charge["button"]) == ("job 1", message_id, "Vary (Subtle)")
    assert told["requests"] == {"button": 1, "message": 1}


@pytest.mark.parametrize(
    "order",
    [
        [],
        {},
        {"on": "lunch", "kind": "reset"},
        {"on": "picture", "kind": "no-id"},
        {"on": "button", "kind": "reset", "times": 0},
        {"on": "button", "kind": "reset", "tmies": 1},
        {"on": "button", "kind": "reset", "made": "yes"},
        {"on": "button", "kind": "hold", "seconds": 1e9},
        {"on": "button", "kind": "hold", "after": -1},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(server: Server, order: Any) -> None:
    answer = requests.post(f"{server.url}/faults", json=order, timeout=10)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert server.met() == []


def test_a_stand_in_without_the_switch_knows_no_faults_and_no_ledger(tmp_path: Path) -> None:
    app = create_standin_app(World(tmp_path, 0, engine=StubEngine()))
    client = app.test_client()
    assert client.post("/faults", json={"on": "button", "kind": "reset"}).status_code == 404
    assert client.get("/ledger").status_code == 404
