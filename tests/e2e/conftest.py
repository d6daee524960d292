"""The app in its own process and a real browser in front of it.

A page that throws, or that breaks its own content security policy, fails its test at the end.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.e2e.pages_support import Ended, ended_job
from tools.browser import find
from tools.processes import Program
from tools.processes import start_app as start_app_in

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
TIMEOUT_MS = 20_000


@dataclass
class Watch:
    """What went wrong in the pages of one browser context."""

    thrown: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)

    def observe(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.thrown.append(f"{page.url}: {error}"))
        page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(message.text)
        elif message.type == "error":
            self.console_errors.append(message.text)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One app for all tests of this process that do not need settings or a life of their own."""
    program = start_app_in(tmp_path_factory.mktemp("server"))
    yield program
    program.stop()


@pytest.fixture
def start_app(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Start an app of the test's own: `start_app(STANDIN_SPEED="8")`. It ends with the test."""
    started: list[Program] = []

    def start(**settings: str) -> Program:
        folder = tmp_path / f"app-{len(started)}"
        folder.mkdir()
        started.append(start_app_in(folder, **settings))
        return started[-1]

    yield start
    for program in started:
        program.kill()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; looked for before Playwright runs, since looking may ask it."""
    path = find()
    assert path, "No Chromium was found: `make test` installs one, or set CHROMIUM to its path."
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def ended(browser: Browser, server: Program) -> Callable[..., Ended]:
    """Jobs of the shared app that have ended, each made once for all tests that only look at it."""
    made: dict[tuple[str, str], Ended] = {}

    def find_or_make(prompt: str = "a red wooden boat", status: str = "done") -> Ended:
        if (prompt, status) not in made:
            page = browser.new_page()
            made[prompt, status] = ended_job(page, server, prompt, status)
            page.close()
        return made[prompt, status]

    return find_or_make


@pytest.fixture
def watch() -> Watch:
    """What went wrong in the browser so far: `watch.console_errors` holds what is not failed by itself."""
    return Watch()


@pytest.fixture
def new_context(browser: Browser, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Open a watched browser context with options of Playwright's `new_context`."""
    opened: list[BrowserContext] = []

    def new(**options: object) -> BrowserContext:
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        context.set_default_timeout(TIMEOUT_MS)
        context.on("page", watch.observe)
        opened.append(context)
        return context

    yield new
    for context in opened:
        context.close()
    assert watch.thrown == []
    assert watch.refused == []


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page 1280 px wide."""
    return context.new_page()


@pytest.fixture
def touch_page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page of a phone, 390 px wide, with touch."""
    return new_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2).new_page()
