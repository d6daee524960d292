"""WebKit's GTK port, driven through its own WebDriver on a display of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import ActionChains, WebKitGTK
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browsers.hand import Painted, Painting

TIMEOUT_S = 30


def paint(painting: Painting, driver_path: Path, mini_browser: Path) -> Painted:
    """Play the painting and submit it."""
    with _display() as display, _driver(driver_path, mini_browser, display) as driver:
        wait = WebDriverWait(driver, TIMEOUT_S)
        _resize(driver, *painting.viewport)
        driver.get(painting.address)
        picture = wait.until(lambda _: driver.find_element(By.CSS_SELECTOR, '[data-testid="picture"]'))
        wait.until(lambda _: driver.execute_script("return arguments[0].complete", picture))
        field = driver.find_element(By.CSS_SELECTOR, '[aria-label="Brush size"]')
        driver.execute_script(
            "arguments[0].value = arguments[1];"
            "arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
            field,
            painting.size,
        )
        mouse = ActionChains(driver, duration=0, devices=[PointerInput("mouse", "mouse")]).w3c_actions
        for number, (x, y) in enumerate(painting.points):
            mouse.pointer_action.move_to_location(x, y)
            if number == 0:
                mouse.pointer_action.pointer_down()
        mouse.pointer_action.pointer_up()
        mouse.perform()
        box = driver.execute_script("return arguments[0].getBoundingClientRect().toJSON()", picture)
        driver.find_element(By.XPATH, '//button[.="Redraw region"]').click()
        wait.until(lambda _: "/jobs/" in driver.current_url)
        return Painted((box["x"], box["y"], box["width"], box["height"]), driver.current_url)


@contextmanager
def _driver(driver_path: Path, mini_browser: Path, display: str) -> Iterator[WebKitGTK]:
    options = Options()
    options.binary_location = str(mini_browser)
    options.add_argument("--automation")
    environ = {**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
    service = Service(executable_path=str(driver_path), env=environ)
    driver = WebKitGTK(options=options, service=service)
    try:
        yield driver
    finally:
        driver.quit()


def _resize(driver: WebKitGTK, width: int, height: int) -> None:
    """Give the page, not the window, this size in CSS px; the window takes a new size in its own time."""

    def is_so(_: WebKitGTK) -> bool:
        inner_width, inner_height = driver.execute_script("return [innerWidth, innerHeight]")
        outer = driver.get_window_size()
        driver.set_window_size(outer["width"] + width - inner_width, outer["height"] + height - inner_height)
        return (inner_width, inner_height) == (width, height)

    WebDriverWait(driver, TIMEOUT_S).until(is_so)


@contextmanager
def _display() -> Iterator[str]:
    """A display in memory; the server picks the number and tells it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
