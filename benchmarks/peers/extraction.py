"""A peer reads a folder of HTML pages on two processes: `python extraction.py PEER FOLDER`.

Belongs here: each peer's own way from a page to its text and metadata. Does not: judging what it found. The address of
a page stands beside it in `NAME.meta.json`, as newsfold reads it. Prints how many pages gave a text or a date.
"""

import json
import sys
from multiprocessing import Pool
from pathlib import Path

WORKERS = 2


def trafilatura(page: str, url: str | None) -> bool:
    """Body and all metadata in one call."""
    from trafilatura import bare_extraction

    return bare_extraction(page, url=url, with_metadata=True) is not None


def htmldate(page: str, url: str | None) -> bool:
    """The date alone, by its extensive search."""
    from htmldate import find_date

    return find_date(page, url=url, extensive_search=True, original_date=True) is not None


PEERS = {"trafilatura": trafilatura, "htmldate": htmldate}


def read(given: tuple[str, Path]) -> bool:
    """Read one page with one peer; a page it fails on counts as one that gave nothing."""
    peer, path = given
    sidecar = path.with_name(path.name + ".meta.json")
    url = json.loads(sidecar.read_text(encoding="utf-8")).get("url") if sidecar.exists() else None
    try:
        return PEERS[peer](path.read_bytes().decode("utf-8", "replace"), url)
    except (ValueError, TypeError, AttributeError) as error:
        print(f"{path.name}: {error!r}", file=sys.stderr)
        return False


def main() -> None:
    peer, folder = sys.argv[1:3]
    pages = sorted(Path(folder).rglob("*.html"))
    with Pool(WORKERS) as pool:
        print(sum(pool.imap_unordered(read, [(peer, page) for page in pages], chunksize=4)))


if __name__ == "__main__":
    main()
