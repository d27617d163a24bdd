"""Takes the README's picture anew, with a browser: `python docs/make_picture.py` (needs Chromium)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURE = Path(__file__).parent / "picture.png"
WIDTH, HEIGHT = 1200, 760
CHOSEN = "#tie=ECU-USA-told"


def main() -> None:
    """Draw the map, choose a tie in it, and photograph the window."""
    from playwright.sync_api import sync_playwright

    browser = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "map.html"
        subprocess.run([sys.executable, "-c", _DRAW, str(page_file)], check=True)
        running = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = running.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(page_file.as_uri() + CHOSEN)
        page.wait_for_timeout(1500)
        page.screenshot(path=str(PICTURE))
        running.close()


_DRAW = "import sys; from kg.cli import main; sys.argv = ['kg', 'map', '-o', sys.argv[1]]; main()"

if __name__ == "__main__":
    main()
