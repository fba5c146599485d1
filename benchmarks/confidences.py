"""How far the confidences of titles, authors, publishers, languages and bodies hold on labelled pages: CONFIDENCES.md.

Belongs here: claims by confidence and how many are right. Does not: fitting (dates have calibrate_dates), scores.

    python -m benchmarks.confidences
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.labelled_pages import PAGES, LabelledPage, body_f1, labelled_pages, squash
from pipelines.core.normalization import fields, titles
from pipelines.core.normalization.parsed_record import ParsedRecord
from pipelines.core.normalization.publishers import registrable_domain
from pipelines.core.records import RawRecord

OUTPUT = Path(__file__).with_name("CONFIDENCES.md")
GOOD_BODY = 0.9
"""F1 from which a body counts as right."""

Claim = tuple[str, float, bool]
"""Field, confidence, whether it is right."""

HEAD = """# Confidences on labelled pages

How many claims of each confidence are right. Written by `python -m benchmarks.confidences`. A title is right word for
word, an author if a label names that person, a body with an F1 of .9 or more. For pages of aggregators the publisher is
the outlet here and the aggregator in the labels. Dates are fitted and reported by `benchmarks.calibrate_dates`, titles
and bodies by `benchmarks.calibrate_claims`, with scores out of fold.
"""


def main() -> int:
    """Judge every claim, write the table; 1 if the pages are not there."""
    if not PAGES.exists():
        print(f"the labelled pages are not there: {PAGES}", file=sys.stderr)
        return 1
    bins: dict[tuple[str, int], list[tuple[float, bool]]] = defaultdict(list)
    for page in labelled_pages(sets=("wcxb", "postlight", "fundus", "aeb")):
        for field, confidence, right in claims(page):
            bins[field, min(9, int(confidence * 10))].append((confidence, right))
    lines = ["| field | confidence | claims | mean confidence | right |", "|---|---|---|---|---|"]
    for (field, tenth), found in sorted(bins.items()):
        mean, right = (sum(values) / len(found) for values in zip(*found, strict=True))
        lines.append(f"| {field} | .{tenth} | {len(found)} | {mean:.3f} | {right:.3f} |")
    OUTPUT.write_text(HEAD + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


def claims(page: LabelledPage) -> Iterator[Claim]:
    """What is chosen for the fields of a page that have labels."""
    parsed = ParsedRecord(RawRecord("a", 0, "row", {"url": page.url, "html": page.html}))
    labels = page.labels
    url, _ = fields.choose_url(parsed)
    publisher, _ = fields.choose_publisher(parsed, url)
    title, _ = fields.choose_title(parsed, publisher)
    if labels.get("title") and parsed.page:
        names = [name for name in (publisher.publisher_name, publisher.publisher_domain) if name]
        chosen = titles.choose(titles.page_candidates(parsed.page), names)
        yield "title", chosen.confidence or 0.0, squash(chosen.title) == squash(labels["title"])
    if labels.get("authors"):
        named = squash(", ".join(labels["authors"]))
        _, evidence = fields.choose_authors(parsed, title.title, publisher.publisher_name)
        yield from (("authors", e.confidence, squash(e.value) in named) for e in evidence if e.is_chosen)
    if publisher.publisher_domain:
        right = publisher.publisher_domain == registrable_domain(labels["publisher_domain"])
        yield "publisher's domain", publisher.confidence or 0.0, right
    yield from _body_claims(page, parsed)


def _body_claims(page: LabelledPage, parsed: ParsedRecord) -> Iterator[Claim]:
    body = parsed.body
    if page.labels.get("body") and body.body:
        yield "body", body.confidence or 0.0, body_f1(page.labels["body"], body.body) >= GOOD_BODY


if __name__ == "__main__":
    sys.exit(main())
