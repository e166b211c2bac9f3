"""Take the pictures in `docs/`: pages of search over the shipped corpus, in Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
WIDE = {"width": 1080, "height": 760}
LOW = {"width": 1080, "height": 560}
PHONE = {"width": 390, "height": 760}

NYT, OTHER = "nyt-2016-02-20.md", "kremlin-drops-joint-afghan-effort.md"
#: By the name of the picture: the address of the page, the size of the window, the colours.
PICTURES = {
    "page": ("?q=Tajik+Army", WIDE, "light"),
    "page-start": ("", LOW, "light"),
    "page-article": (f"article/{OTHER}?q=Tajik+Army", LOW, "dark"),
    "page-compare": (f"compare?left={NYT}&right={OTHER}", LOW, "light"),
    "page-quotes": ("quotes?q=taliban", LOW, "light"),
    "page-edit": (f"edit/{NYT}", PHONE, "light"),
}


def main() -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "searchkit", "serve", "--port", "0", "--no-log", "--edit"],
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
            for name, (path, size, colours) in PICTURES.items():
                page = browser.new_page(viewport=size, color_scheme=colours)
                # The first page that a server answers takes as long as what it has to import.
                page.goto(f"{address}{path}")
                page.reload()
                page.screenshot(path=ROOT / "docs" / f"{name}.png")
            browser.close()
    finally:
        server.terminate()
        server.communicate()


if __name__ == "__main__":
    main()
