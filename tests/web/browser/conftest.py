"""One Chromium for all tests, a page of the search in it, and what no page may ever do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from searchkit import Library

#: Nothing that this Chromium does on its own leaves the machine.
FLAGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
MISSING = (
    "the tests of the page need Chromium: apt-get install chromium (Debian), "
    "brew install --cask chromium (macOS), or set CHROMIUM to the path of one"
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    # The sandbox of Chromium does not work for root.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def start(library: Library, *options: str) -> tuple[subprocess.Popen[str], str]:
    """The page over a library in a process of its own, and its address."""
    home = str(library.settings.home)
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "searchkit",
            "--home",
            home,
            "serve",
            "--port",
            "0",
            "--no-log",
            *options,
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    assert "serving http" in line, line
    return process, line.split("serving ")[1].split()[0].rstrip("/")


@pytest.fixture(scope="session")
def serve_library() -> Iterator[Callable[..., str]]:
    """Serves a library until the tests end; gives the address without the last slash."""
    started: list[subprocess.Popen[str]] = []

    def serve(library: Library, *options: str) -> str:
        process, address = start(library, *options)
        started.append(process)
        return address

    yield serve
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def site(library: Library, serve_library: Callable[..., str]) -> str:
    """The page over the articles that all tests of the page share."""
    return serve_library(library)


@dataclass
class Watched:
    """What a page did that none may do."""

    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page, origin: str) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self._request(request, origin))

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium notes a refusal by its status; every other message is a fault.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request, origin: str) -> None:
        if not request.url.startswith(f"{origin}/"):
            self.faults.append(f"request: {request.url}")


@pytest.fixture
def open_page(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a path of the site in a fresh browser; options are Playwright's for a context.

    Afterwards nothing may have been asked of another host, no dialog opened, nothing been refused
    by the page's own policy.
    """
    watched = Watched()
    contexts = []

    def open_(path: str = "/", *, at: str = site, **options: Any) -> Page:
        contexts.append(chromium.new_context(base_url=at, **options))
        contexts[-1].set_default_timeout(10_000)
        page = contexts[-1].new_page()
        watched.watch(page, at)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert watched.faults == []
