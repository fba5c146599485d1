"""A made corpus of news-like articles with known copies, for speed and for recall and precision of pairs.

Belongs here: ordinary articles, their copies, revisions and the standing lines of publishers. Does not: template
articles (templates, mixed in by `articles`), measuring.

    python -m benchmarks.corpora 100000 corpus.jsonl [seed]

Words are made up and drawn by Zipf's law, with stock phrases between them as real prose has; paragraphs are apart by an
empty line. A third of the articles are copies of another: abridged, with paragraphs dropped, edited in 1 to 20 % of the
words, scanned, framed by a publisher's lines, or two of these. A revision is a copy at the same publisher.
"""

import itertools
import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np

from benchmarks import damage, templates

FUNCTION_WORDS = (
    "the", "of", "to", "and", "a", "in", "that", "said", "for", "on", "is", "was", "with", "at", "by", "as", "from",
    "he", "it", "be", "has", "are", "an", "his", "will", "not", "but", "have", "they", "which",
)  # fmt: skip
ONSETS = ("b", "br", "d", "f", "g", "gr", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w")
SYLLABLES = [a + b for a in ONSETS for b in ("a", "e", "i", "o", "u", "ai", "en", "or", "ul")]
VOCABULARY = 40_000
PHRASES = 3_000
OUTLETS = 400


def vocabulary(rng: Random) -> list[str]:
    """Function words first, then made-up words of two to four syllables: rank is frequency."""
    made: dict[str, None] = dict.fromkeys(FUNCTION_WORDS)
    while len(made) < VOCABULARY:
        made["".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 2, 3, 3, 4))))] = None
    return list(made)


class Writer:
    """Writes original articles: words by rank, a stock phrase in one sentence of three."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.words = vocabulary(self.rng)
        self.numbers = np.random.default_rng(seed)
        weights = 1 / np.arange(1, VOCABULARY + 1) ** 1.0
        self.shares = np.cumsum(weights / weights.sum())
        self.phrases = [" ".join(self._draw(self.rng.randint(4, 7))) for _ in range(PHRASES)]
        self.phrase_shares = np.cumsum(1 / np.arange(1, PHRASES + 1)) / sum(1 / np.arange(1, PHRASES + 1))

    def _draw(self, count: int) -> list[str]:
        return [self.words[min(i, VOCABULARY - 1)] for i in np.searchsorted(self.shares, self.numbers.random(count))]

    def article(self) -> str:
        """60 to 2,000 words in paragraphs of one to three sentences."""
        length = int(min(2000, max(60, self.numbers.lognormal(5.9, 0.6))))
        pool = iter(self._draw(length))
        parts: list[str] = []
        while sentences := [s for s in (self._sentence(pool) for _ in range(self.rng.randint(1, 3))) if s]:
            parts.append(" ".join(sentences))
        return "\n\n".join(parts)

    def _sentence(self, pool: Iterator[str]) -> str:
        words = list(itertools.islice(pool, self.rng.randint(9, 28)))
        if words and self.rng.random() < 0.34:
            at = int(np.searchsorted(self.phrase_shares, self.rng.random()))
            words.insert(self.rng.randrange(len(words)), self.phrases[min(at, PHRASES - 1)])
        return " ".join(words).capitalize() + "." if words else ""

    def lines(self) -> list[str]:
        """A publisher's standing paragraph."""
        return [" ".join(self._draw(self.rng.randint(15, 45))).capitalize() + "."]


def copied(text: str, writer: Writer, frame: damage.Change) -> str:
    """A copy by one of the changes, now and then by two."""
    rng = writer.rng
    changes = [damage.abridge, damage.drop_paragraphs, damage.reorder, damage.editing(writer.words), damage.scan]
    for change in rng.sample(changes, rng.choice((1, 1, 1, 1, 2, 2))):
        text = change(text, rng)
    return frame(text, rng)


def articles(count: int, seed: int = 1, template_share: float = 0.05) -> Iterator[dict[str, Any]]:
    """`count` rows: id, text, cluster (equal for copies), kind, publisher, published_date."""
    writer = Writer(seed)
    frames = [damage.framing(writer.lines(), writer.lines()) for _ in range(OUTLETS)]
    made = int(count * template_share)
    yield from templates.articles(made, seed)
    while made < count:
        for row in family(writer, frames, f"a{made}"):
            if made < count:
                yield {"id": f"a{made}", **row}
                made += 1


def family(writer: Writer, frames: list[damage.Change], cluster: str) -> Iterator[dict[str, Any]]:
    """An article, with one chance in twelve its copies elsewhere, and with one in twenty a revision at its own
    publisher.
    """
    rng, text = writer.rng, writer.article()
    outlet, day = rng.randrange(OUTLETS), date(2022, 1, 1) + timedelta(days=rng.randrange(900))

    def row(kind: str, body: str, publisher: int, after: int) -> dict[str, Any]:
        when = (day + timedelta(days=after)).isoformat()
        name = f"Outlet {publisher}"
        return {"text": body, "cluster": cluster, "kind": kind, "publisher": name, "published_date": when}

    yield row("original", frames[outlet](text, rng), outlet, 0)
    if rng.random() < 0.08:
        for _ in range(min(40, 1 + int(rng.paretovariate(1.1)))):
            other = rng.randrange(OUTLETS)
            yield row("copy", copied(text, writer, frames[other]), other, rng.randrange(3))
    if rng.random() < 0.05:
        edit = damage.editing(writer.words, 0.01, 0.08)
        yield row("revision", frames[outlet](edit(text, rng), rng), outlet, rng.randrange(2))


if __name__ == "__main__":
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.writelines(json.dumps(r) + "\n" for r in articles(int(sys.argv[1]), *map(int, sys.argv[3:4])))
