"""What a first visit loads: the painter's page is the largest."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

from bench.page_size import AIM_KB, DEVICES, compressed_kb
from tests.e2e.paint_support import paint_own
from tools.processes import Program


def test_the_painter_opened_first_loads_no_more_scripts_and_styles_than_it_may(
    page: Page, server: Program, new_context: Callable[..., BrowserContext]
):
    # A picture of its own: a draft that comes back brings what shows and checks it.
    address = paint_own(page, server) + "/paint"
    for options in DEVICES.values():
        assert 30 < compressed_kb(new_context(**options).new_page(), address) <= AIM_KB
