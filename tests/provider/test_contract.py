"""One contract, two providers: canned answers on a real socket, and the stand-in, in both path families."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from pytest_httpserver import HTTPServer

from tests.provider.canned import TOKEN, Canned
from tests.standin.support import Clock, StubEngine, encode_mask, make_world
from webapp.provider.client import ProviderClient
from webapp.provider.errors import (
    AnswerLost,
    Charge,
    NotFound,
    OutOfCredit,
    ProviderError,
    QueueFull,
    RateLimited,
    Refused,
    Unauthorized,
)
from webapp.provider.fetch import SafeFetcher
from webapp.provider.pacing import is_not_yet
from webapp.provider.transport import WsgiAdapter, new_session
from webapp.provider.wire import UPSCALES, VARY_REGION, Family, Message, MessageStatus
from webapp.standin import BASE_URL, create_standin_app

STRANGE_ID = "11111111-2222-4333-8444-555555555555"


@dataclass(frozen=True)
class Provider:
    """A provider under test: whom to ask, how to let time pass, and an id it does not know."""

    client: ProviderClient
    stranger: ProviderClient
    fetcher: SafeFetcher
    pass_time: Callable[[float], None]
    unknown_id: str


def canned(server: HTTPServer, family: Family) -> Provider:
    told = Canned(server, family)
    address = urlsplit(told.url)
    return Provider(
        client=ProviderClient(api_url=told.url, family=family, token=TOKEN, timeout_s=(2.0, 10.0)),
        stranger=ProviderClient(api_url=told.url, family=family, token="wrong", timeout_s=(2.0, 10.0)),
        fetcher=SafeFetcher(hosts=(), private_ok=(f"{address.hostname}:{address.port}",)),
        pass_time=lambda _: None,
        unknown_id="nobody",
    )


class SmallEngine(StubEngine):
    """Draws as little as the app accepts: the contract is about words, not pictures."""

    def imagine(self, prompt: str, size: tuple[int, int], seed: int) -> list[Image.Image]:
        return super().imagine(prompt, (64, 64), seed)


def standin(folder: Path, family: Family) -> Provider:
    clock = Clock()
    world = make_world(folder, clock, engine=SmallEngine())
    mounts = {BASE_URL: WsgiAdapter(create_standin_app(world, token="tok-123456"))}
    return Provider(
        client=ProviderClient(
            api_url=BASE_URL, family=family, token="tok-123456", session=new_session(mounts)
        ),
        stranger=ProviderClient(api_url=BASE_URL, family=family, token="wrong", session=new_session(mounts)),
        fetcher=SafeFetcher(hosts=(), mounts=mounts),
        pass_time=clock.pass_by,
        unknown_id=STRANGE_ID,
    )


BOTH = [(kind, family) for kind in (canned, standin) for family in Family]


@pytest.fixture(params=BOTH, ids=lambda both: f"{both[0].__name__}-{both[1]}")
def provider(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Provider]:
    kind, family = request.param
    if kind is standin:
        yield standin(tmp_path / "world", family)
        return
    with HTTPServer(host="127.0.0.1") as server:
        yield canned(server, family)
        server.check_assertions()


def polled(provider: Provider, message_id: str, every_s: float) -> Iterator[Message]:
    """What polls show of a message, until it is over; a young one that is not there yet shows nothing."""
    for age_s in range(8):
        try:
            message = provider.client.message(message_id)
        except ProviderError as error:
            if not is_not_yet(error.status, age_s):
                raise
        else:
            yield message
            if message.status in (MessageStatus.DONE, MessageStatus.FAILED):
                return
        provider.pass_time(every_s)


def followed(provider: Provider, message_id: str) -> Message:
    """The message when it is over."""
    *_, last = polled(provider, message_id, every_s=20.0)
    assert last.status in (MessageStatus.DONE, MessageStatus.FAILED)
    return last


def upscaled(provider: Provider) -> Message:
    grid = followed(provider, provider.client.imagine("a harbour at dusk"))
    return followed(provider, provider.client.press(grid.message_id, "U1"))


def picture_of(provider: Provider, message: Message) -> tuple[Image.Image, str]:
    sink = BytesIO()
    content_type = provider.fetcher.fetch_into(message.uri or "", sink)
    return Image.open(sink), content_type


def test_a_prompt_becomes_a_grid_that_offers_its_upscales(provider: Provider) -> None:
    message_id = provider.client.imagine("a harbour at dusk", ref="job-12")

    grid = followed(provider, message_id)

    assert (grid.message_id, grid.status, grid.progress) == (message_id, MessageStatus.DONE, 100)
    assert (grid.prompt, grid.ref, grid.error) == ("a harbour at dusk", "job-12", None)
    assert set(UPSCALES) < set(grid.buttons)
    assert VARY_REGION not in grid.buttons


def test_a_finished_picture_can_be_fetched(provider: Provider) -> None:
    image, content_type = picture_of(provider, upscaled(provider))

    assert content_type == "image/png"
    assert image.format == "PNG"
    assert min(image.size) >= 64


def test_an_upscale_offers_vary_region_and_knows_its_parent(provider: Provider) -> None:
    grid_id = provider.client.imagine("a harbour at dusk")
    followed(provider, grid_id)

    upscale = followed(provider, provider.client.press(grid_id, "U1"))

    assert VARY_REGION in upscale.buttons
    assert upscale.parent_id == grid_id


def test_a_region_with_its_mask_becomes_a_grid_again(provider: Provider) -> None:
    upscale = upscaled(provider)
    image, _ = picture_of(provider, upscale)

    redrawn_id = provider.client.press(
        upscale.message_id,
        VARY_REGION,
        mask_base64=encode_mask(image.size),
        prompt="a lighthouse",
        ref="job-13",
    )
    redrawn = followed(provider, redrawn_id)

    assert (redrawn.status, redrawn.parent_id) == (MessageStatus.DONE, upscale.message_id)
    assert (redrawn.prompt, redrawn.ref) == ("a lighthouse", "job-13")
    assert set(UPSCALES) < set(redrawn.buttons)


def test_labels_with_emoji_can_be_pressed(provider: Provider) -> None:
    upscale = upscaled(provider)

    panned = followed(provider, provider.client.press(upscale.message_id, "➡️"))

    assert panned.status is MessageStatus.DONE


def test_a_region_without_a_mask_is_refused(provider: Provider) -> None:
    upscale = upscaled(provider)

    with pytest.raises(Refused, match="mask") as caught:
        provider.client.press(upscale.message_id, VARY_REGION)

    assert (caught.value.charge, caught.value.status) == (Charge.EXCLUDED, 400)


def test_a_button_that_is_not_offered_is_refused(provider: Provider) -> None:
    grid = followed(provider, provider.client.imagine("a harbour at dusk"))

    with pytest.raises(Refused, match="not offered"):
        provider.client.press(grid.message_id, VARY_REGION, mask_base64="UklGRg")


def test_a_message_nobody_made_is_not_found(provider: Provider) -> None:
    with pytest.raises(NotFound) as polled:
        provider.client.message(provider.unknown_id)
    with pytest.raises(NotFound) as pressed:
        provider.client.press(provider.unknown_id, "U1")

    assert (polled.value.text, polled.value.status) == ("Message not found", 404)
    assert pressed.value.charge is Charge.EXCLUDED


def test_a_message_that_is_asked_for_at_once_is_not_there_yet(provider: Provider) -> None:
    message_id = provider.client.imagine("Slow job: a harbour")

    with pytest.raises(ProviderError) as caught:
        provider.client.message(message_id)

    assert is_not_yet(caught.value.status, age_s=0.1)


def test_a_message_in_work_goes_from_the_queue_to_being_drawn(provider: Provider) -> None:
    message_id = provider.client.imagine("Slow job: a harbour")

    seen = list(polled(provider, message_id, every_s=1.1))

    assert seen[0].status is MessageStatus.QUEUED
    assert seen[-1].status is MessageStatus.RUNNING
    assert all(message.uri is None and message.buttons == () for message in seen)
    assert all(message.progress is not None and message.progress < 100 for message in seen)


def test_a_message_in_work_can_be_cancelled_and_ends_as_failed(provider: Provider) -> None:
    message_id = provider.client.imagine("Slow job: a harbour")

    provider.client.cancel(message_id)

    message = followed(provider, message_id)
    assert (message.status, message.error, message.uri) == (MessageStatus.FAILED, "Job cancelled", None)


def test_a_finished_message_cannot_be_cancelled(provider: Provider) -> None:
    grid = followed(provider, provider.client.imagine("a harbour at dusk"))

    with pytest.raises(Refused, match="Cancel Job"):
        provider.client.cancel(grid.message_id)


@pytest.mark.parametrize("text", ["Banned prompt detected", "Failed to process your command"])
def test_a_job_that_fails_tells_its_reason(provider: Provider, text: str) -> None:
    message = followed(provider, provider.client.imagine(text))

    assert (message.status, message.error, message.uri, message.buttons) == (
        MessageStatus.FAILED,
        text,
        None,
        (),
    )


@pytest.mark.parametrize(
    ("prompt", "kind", "status"),
    [
        ("Invalid parameter", Refused, 400),
        ("No API quota left", OutOfCredit, 401),
        ("Credits exhausted", OutOfCredit, 200),
        ("Queue full", QueueFull, 200),
        ("Too many requests", RateLimited, 429),
    ],
)
def test_a_refusal_excludes_a_charge_and_keeps_the_providers_words(
    provider: Provider, prompt: str, kind: type[ProviderError], status: int
) -> None:
    with pytest.raises(ProviderError) as caught:
        provider.client.imagine(prompt)

    assert type(caught.value) is kind
    assert (caught.value.charge, caught.value.status) == (Charge.EXCLUDED, status)
    assert prompt in caught.value.text


def test_a_rate_limit_says_when_to_call_again(provider: Provider) -> None:
    with pytest.raises(RateLimited) as caught:
        provider.client.imagine("Too many requests")

    assert caught.value.retry_after_s == 3.0


@pytest.mark.parametrize("prompt", ["Internal server error", "Lost answer"])
def test_a_call_that_fails_at_the_provider_may_have_been_charged(provider: Provider, prompt: str) -> None:
    with pytest.raises(AnswerLost) as caught:
        provider.client.imagine(prompt)

    assert (caught.value.charge, caught.value.status) == (Charge.UNKNOWN, 500)


def test_a_wrong_token_is_refused_everywhere(provider: Provider) -> None:
    calls: list[Callable[[], object]] = [
        lambda: provider.stranger.imagine("a harbour at dusk"),
        lambda: provider.stranger.press("grid", "U1"),
        lambda: provider.stranger.message(provider.unknown_id),
        lambda: provider.stranger.cancel("grid"),
        provider.stranger.account,
    ]
    for call in calls:
        with pytest.raises(Unauthorized) as caught:
            call()
        assert (caught.value.text, caught.value.charge) == ("Unauthorized", Charge.EXCLUDED)


def test_the_balance_is_told_in_credits(provider: Provider) -> None:
    account = provider.client.account()

    assert account is not None
    assert account.credits_left is not None
    assert account.credits_left > 0
    assert account.plan
