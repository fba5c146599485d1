"""Judging the product on synthetic pages, field by field, and the table by trap: `benchmarks/TRAPS.md`.

    python -m tests.synthetic_pages.judge [--pages N] [--seed S] [--field F] [--trap T] [--show N] [--write]

Belongs here: comparing an answer with the truth, figures, the table. Does not: pages (generate).
"""

import argparse
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize
from pipelines.core.records import RawRecord
from tests.synthetic_pages import TRAPS, SyntheticPage, pages
from tests.synthetic_pages.registry import FIELDS, Field

OUTPUT = Path(__file__).parents[2] / "benchmarks" / "TRAPS.md"
DEFAULT_PAGES = 4000
UNDATED = {"no_day"}
"""Traps of pages that state no day."""


def squash(text: str | None) -> str:
    """Letters and digits in lower case, anything else as one blank.

    >>> squash("“Tight”: a budget")
    'tight a budget'
    """
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text or "").casefold()).strip()


def read(page: SyntheticPage) -> NormalRecord | None:
    """What the product makes of a page; None if it refuses it."""
    record = RawRecord("pages/p.html", 0, "page", {"html": page.html, "url": page.url}, origin="sidecar")
    found = normalize(record, "0f")
    return found if isinstance(found, NormalRecord) else None


def verdicts(page: SyntheticPage, found: NormalRecord | None) -> dict[Field, bool]:
    """Field → whether it is right."""
    if found is None:
        return dict.fromkeys(FIELDS, False)
    facts = page.facts
    body = squash(found.body)
    day = None if page.trap in UNDATED else facts.day
    return {
        "title": squash(found.title) == squash(facts.title),
        "authors": [squash(name) for name in found.authors] == [squash(name) for name in facts.authors],
        "publisher": squash(found.publisher_name) == squash(facts.publisher),
        "day": found.published_date == day,
        "canonical": _tidy(found.canonical_url) == _tidy(facts.canonical),
        "body": all(squash(text) in body for text in facts.body) and not any(squash(t) in body for t in page.foreign),
    }


def _tidy(url: str | None) -> str:
    parts = urlsplit(url or "")
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def table(judged: Iterable[tuple[SyntheticPage, Mapping[Field, bool]]]) -> list[str]:
    """Lines of Markdown: the share right of each field over all pages, and by trap."""
    groups: dict[str, list[Mapping[Field, bool]]] = defaultdict(list)
    for page, verdict in judged:
        groups["**all pages**"].append(verdict)
        groups[page.trap or "no trap"].append(verdict)
    names = ["**all pages**", "no trap", *TRAPS]
    lines = ["| | field | " + " | ".join(FIELDS) + " | pages |", "|---|---|" + "---|" * (len(FIELDS) + 1)]
    for name in (name for name in names if name in groups):
        about = f"{TRAPS[name].about}" if name in TRAPS else name
        shares = (sum(each[field] for each in groups[name]) / len(groups[name]) for field in FIELDS)
        field = TRAPS[name].field if name in TRAPS else ""
        lines.append(f"| {about} | {field} | " + " | ".join(f"{x:.3f}" for x in shares) + f" | {len(groups[name])} |")
    return lines


def main() -> None:
    """Judge the pages that the arguments ask for, show what is wrong, print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=DEFAULT_PAGES)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--field", choices=FIELDS, help="show what is wrong in this field")
    asked.add_argument("--trap", action="append", default=[], help="only pages with this trap; `none`: without one")
    asked.add_argument("--show", type=int, default=0, help="so many wrong answers")
    asked.add_argument("--write", action="store_true", help=f"write the table to {OUTPUT.name}")
    args = asked.parse_args()
    traps = [None if name == "none" else name for name in args.trap]
    judged, causes = [], Counter[str]()
    for page in pages(args.pages, args.seed, traps):
        found = read(page)
        verdict = verdicts(page, found)
        judged.append((page, verdict))
        if args.field and not verdict[args.field]:
            causes.update((f"trap {page.trap}", page.head, page.skeleton, page.facts.language.code, *page.widgets))
            if args.show:
                args.show -= 1
                print(_difference(page, found, args.field))
    print("\n".join(table(judged)), *(f"{cause}: {count}" for cause, count in causes.most_common(40)), sep="\n")
    if args.write:
        OUTPUT.write_text(_document(table(judged), args.pages, args.seed), encoding="utf-8")


def _difference(page: SyntheticPage, found: NormalRecord | None, field: Field) -> str:
    names = {"day": "published_date", "canonical": "canonical_url", "publisher": "publisher_name"}
    came = getattr(found, names.get(field, field)) if found else "refused"
    want = getattr(page.facts, field)
    made = f"{page.trap} · {page.head} · {page.skeleton} · {page.facts.language.code} · {', '.join(page.widgets)}"
    return f"{made}\n  want {want!r}\n  came {came!r}"


def _document(lines: list[str], count: int, seed: int) -> str:
    return f"""# Synthetic pages by trap

Share of right answers on {count} pages that `tests/synthetic_pages` composes from skeletons, head styles, widgets and
languages, one trap a page. Written by `python -m tests.synthetic_pages.judge --pages {count} --seed {seed} --write`.
A title, a list of authors, a name or an address is right if it is the stated one but for case and punctuation; a body
if it holds every paragraph and no text of a widget.

{chr(10).join(lines)}
"""


if __name__ == "__main__":
    main()
