"""Labelled pages beside the project, and how answers about them are scored, field by field.

Belongs here: reading the pages and comparing one answer with its labels, as the referee does. Does not: the official
score (benchmarks.score, through the public commands), answering.
"""

import gzip
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

PAGES = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages"
SETS = ("htmldate", "wcxb", "postlight", "fundus", "aeb")
SHINGLE = 4
"""Words of the shingles that bodies are compared by."""

Answer = dict[str, Any]
"""date (ISO 8601), instant, title, authors (a list), publisher, language, body; absent or None where nothing is."""


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page, the set it is of, and its labels."""

    set_name: str
    html: str
    labels: dict[str, Any]

    @property
    def url(self) -> str | None:
        stated: str | None = self.labels.get("url")
        return stated


def labelled_pages(folder: Path = PAGES, sets: Iterable[str] = SETS) -> Iterator[LabelledPage]:
    """Every labelled page of the sets, in their order."""
    for name in sets:
        for line in (folder / name / "gold.jsonl").read_text(encoding="utf-8").split("\n"):
            if line.strip():
                labels = json.loads(line)
                html = gzip.decompress((folder / name / labels["file"]).read_bytes()).decode("utf-8", "replace")
                yield LabelledPage(name, html, labels)


def squash(text: str | None) -> str:
    """Letters and digits in lower case, anything else as one blank."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text or "").lower()).strip()


def body_f1(truth: str, found: str | None) -> float:
    """F1 of the shingles of two texts."""
    wanted, got = _shingles(truth), _shingles(found or "")
    common = sum((wanted & got).values())
    return 2 * common / (sum(wanted.values()) + sum(got.values())) if common else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def verdicts(page: LabelledPage, answer: Answer) -> Iterator[tuple[str, float]]:
    """(measure, 0 to 1) for each label of the page; the measures of `authors` are counts for `summary` to add up."""
    labels = page.labels
    day = (answer.get("date") or "")[:10]
    if labels.get("date") or labels.get("undateable"):
        yield "date", float(day == (labels.get("date") or "")[:10])
    if labels.get("date_utc"):
        yield "instant", float(_same_minute(labels["date_utc"], answer.get("instant")))
    if labels.get("title"):
        wanted, got = squash(labels["title"]), squash(answer.get("title"))
        yield "title", float(wanted == got)
        within = bool(got) and (wanted in got or got in wanted) and 2 * len(got) >= len(wanted)
        yield "title_lenient", float(within)
    if labels.get("authors"):
        named, given = ({squash(name) for name in names} for names in (labels["authors"], answer.get("authors") or []))
        yield "authors_right", len(named & given)
        yield "authors_named", len(named) + len(given)
    yield from _plain_verdicts(labels, answer)


def _plain_verdicts(labels: dict[str, Any], answer: Answer) -> Iterator[tuple[str, float]]:
    if labels.get("publisher"):
        yield "publisher", float(squash(labels["publisher"]) == squash(answer.get("publisher")))
    if labels.get("lang"):
        yield "language", float((answer.get("language") or "")[:2] == labels["lang"][:2])
    if labels.get("body"):
        yield "body", body_f1(labels["body"], answer.get("body"))


def _same_minute(wanted: str, stated: str | None) -> bool:
    if not stated:
        return False
    apart = datetime.fromisoformat(wanted) - datetime.fromisoformat(stated)
    return abs(apart.total_seconds()) <= 60


def summary(judged: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Measure → its mean; `authors` is the F1 over all pages together."""
    found: dict[str, list[float]] = defaultdict(list)
    for measure, value in judged:
        found[measure].append(value)
    right, named = found.pop("authors_right", []), found.pop("authors_named", [])
    means = {measure: sum(values) / len(values) for measure, values in found.items()}
    return {**means, "authors": 2 * sum(right) / sum(named)} if sum(named) else means
