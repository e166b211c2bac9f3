"""Take `docs/page.png`: the search page for "Tajik Army" over the shipped corpus, in Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SIZE = {"width": 1080, "height": 760}


def main() -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "searchkit", "serve", "--port", "0", "--no-log"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr is not None
        address = next(line for line in server.stderr if "serving" in line).split()[2]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
                args=["--no-sandbox"] if os.geteuid() == 0 else [],
            )
            page = browser.new_page(viewport=SIZE)
            # The first page that a server answers takes as long as what it has to import.
            page.goto(f"{address}?q=Tajik")
            page.goto(f"{address}?q=Tajik+Army")
            page.screenshot(path=ROOT / "docs" / "page.png")
            browser.close()
    finally:
        server.terminate()
        server.communicate()


if __name__ == "__main__":
    main()
