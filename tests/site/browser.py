"""Tries the built site in a browser that can reach no host: its search answers, and nothing is asked for elsewhere.

Belongs here: driving Chromium. Does not: what pages load by their source (tests.site).
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

from lxml import html

WORD = "cluster"
"""What is searched for; many pages have it."""

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str | None:
    """The path of Chromium, if it is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def open_page(browser: str, address: str, folder: Path) -> tuple[str, list[str]]:
    """(what the page has become after its scripts ran, the addresses on hosts that it asked for)."""
    log = folder / "net.json"
    arguments = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}", "--virtual-time-budget=8000", "--dump-dom",
        address,
    ]  # fmt: skip
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, sorted(set(_asked(log)))


def _asked(log: Path) -> list[str]:
    """The addresses of requests whose initiator is a page, not the browser itself."""
    text = log.read_text(encoding="utf-8")
    events = json.loads(text if text.rstrip().endswith("}") else f"{text.rstrip().rstrip(',')}]}}")["events"]
    params = [event["params"] for event in events if "params" in event]
    own = [p for p in params if "url" in p and p.get("initiator", "not an origin") != "not an origin"]
    return [p["url"] for p in own if re.match(r"(?:https?|wss?):", p["url"])]


def search_results(dom: str) -> int:
    """The number of results that the search page shows."""
    return len(html.fromstring(dom).xpath('//*[@id="search-results"]//li'))
