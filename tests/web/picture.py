"""Makes the picture of the page for the README: ``python tests/web/picture.py docs/serve.png``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 1280, 860


def main() -> int:
    """Open an example on a server of its own, mend a value, and save what is seen."""
    process = subprocess.Popen(
        [sys.executable, "-m", "scoring", "serve", "--port", "0"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found is not None
        with sync_playwright() as playwright:
            path = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(found[0])
            page.set_input_files("#files", ROOT / "examples" / "lost-points.yaml")
            page.get_by_label("培训人次 实际完成值").fill("1200人次")
            page.keyboard.press("Enter")
            page.locator(".moved").wait_for()
            page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            page.screenshot(path=sys.argv[1])
            browser.close()
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
