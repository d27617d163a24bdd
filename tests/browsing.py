"""A browser without a network, for tests of pages: fixtures that conftest.py hands to every test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; without one the tests are skipped, under CI they fail."""
    found = os.environ.get("KG_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        words = f"no browser found: install one of {', '.join(BROWSERS)}, or name one in KG_BROWSER"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@dataclass
class Opened:
    """A page as opened from disk, with everything it asked for, printed or violated."""

    page: Any
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def violations(self) -> list[str]:
        """What the page's own policy refused."""
        return self.page.evaluate("window.violations")

    def quiet(self) -> bool:
        """Whether the page asked for itself only, and nothing was printed, refused or popped up."""
        told = (self.requests[1:], self.console, self.dialogs, self.violations)
        assert told == ([], [], [], []), told
        return len(self.requests) == 1


WATCH = """window.violations = [];
document.addEventListener('securitypolicyviolation',
    (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));"""


@pytest.fixture(scope="session")
def contexts(browser: Any) -> Iterator[Callable[..., Any]]:
    """One browser context per kind of window, kept for all tests: opening one takes longer than most tests."""
    kept: dict[str, Any] = {}

    def context(**options: Any) -> Any:
        settings = {"viewport": {"width": 1280, "height": 800}, "offline": True, **options}
        name = repr(sorted(settings.items()))
        if name not in kept:
            kept[name] = browser.new_context(**settings)
        return kept[name]

    yield context
    for one in kept.values():
        one.close()


@pytest.fixture
def opened(contexts: Callable[..., Any]) -> Iterator[Callable[..., Opened]]:
    """Open a file in a page of its own with the network off; `address` may hold what stands after the #."""
    pages = []

    def opens(path: Path, address: str = "", **options: Any) -> Opened:
        page = contexts(**options).new_page()
        pages.append(page)
        seen = Opened(page)
        page.add_init_script(WATCH)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.console.append(message.text))
        page.on("pageerror", lambda error: seen.console.append(str(error)))
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri() + address)
        page.wait_for_load_state("load")
        return seen

    yield opens
    for page in pages:
        page.close()
