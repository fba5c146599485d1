"""`make site` ends here: checks the built site, lists its links to other hosts, tries its search.

    python -m tests.site FOLDER

Belongs here: the command. Does not: the checks (tests.site, browser).
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.site import browser, external_links, problems


def main(folder: Path) -> int:
    """Print what is wrong; 1 if anything is."""
    found = list(problems(folder))
    chromium = browser.find_browser()
    if chromium:
        found += tried(chromium, folder)
    print(*found, sep="\n", end="\n" if found else "")
    print("links to other hosts, not visited:", *external_links(folder), sep="\n  ")
    pages = len(list(folder.rglob("*.html")))
    search = "search tried in Chromium without network" if chromium else "search not tried: no Chromium here"
    print(f"{pages} pages, {len(found)} problems; {search}; open {folder / 'index.html'}")
    return 1 if found else 0


def tried(chromium: str, folder: Path) -> list[str]:
    """What is wrong with the search page in a browser."""
    address = f"{(folder / 'search.html').resolve().as_uri()}?q={browser.WORD}"
    with TemporaryDirectory() as scratch:
        dom, asked = browser.open_page(chromium, address, Path(scratch))
    found = [f"search.html: asks for {each}" for each in asked]
    return found if browser.search_results(dom) > 5 else [*found, f"search.html: finds no {browser.WORD!r}"]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
