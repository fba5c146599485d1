"""Made articles of one topic, each about something of its own, as alike as unrelated news of one topic is.

Belongs here: making them, how alike they are, and what stories make of them. Does not: copies (corpora).

    python -m benchmarks.one_topic 100000 [DAYS] [SEED]

Words are drawn by their frequency in English, a share of them from two of the topic's matters (a bill, a court, a
market …); names are each article's own. Of a real paper's unrelated pairs .05 to .3 % lie over a cosine of .23 by
weighed single words: the background that stories must not be built from. Prints that share, measured on a sample, the
largest story, how many clusters the edges that reach the threshold connect, how many are linked anew when a hundred
articles come, and what the stories step cost. DAYS 0 means no dates, all fetched at once; -1 neither. ONE_TOPIC.md has
the figures.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import wordfreq

from benchmarks.duplicate_step import begin, give
from pipelines.core.matching.clustering import linkage
from pipelines.core.matching.stories.similarity import STORY_THRESHOLD
from pipelines.settings import Settings
from pipelines.steps.copies import copies
from pipelines.steps.stories import stories
from warehouse.engine import Engine

COMMON, WORDS = 500, 30_000
"""Words of the language that no topic owns, and words that it has in all."""

MATTERS, MATTER_WORDS = 300, 12
MATTERS_EACH, MATTER_SHARE = 2, 0.27
"""The topic's matters and the words of each; how many a text is about, and the share of its words that are theirs:
chosen so that the background is that of real news.
"""

NAMES = 4
COSINE = 0.23
SAMPLED = 2_000
SETTINGS = Settings(raw=Path(), warehouse=Path())

ADDED = 100

LARGEST = "select max(clusters) from (select count(*) as clusters from dedup.story_members group by story_id)"
NUMBERED = "select cluster_id, row_number() over (order by cluster_id) - 1 as number from dedup.story_terms"
TIES = (
    f"with numbered as ({NUMBERED}) select l.number as low, r.number as high from dedup.story_edges"
    " inner join numbered l on left_cluster_id = l.cluster_id inner join numbered r on right_cluster_id = r.cluster_id"
    " where score >= ?"
)


class Topic:
    """Writes articles: words by frequency, words of two matters, names that no other article has."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        listed = [word for word in wordfreq.top_n_list("en", 2 * WORDS) if word.isalpha() and word.isascii()][:WORDS]
        self.words = np.array(listed)
        shares = np.array([wordfreq.word_frequency(word, "en") for word in listed])
        self.shares = np.cumsum(shares / shares.sum())
        self.matters = self.rng.choice(np.arange(COMMON, WORDS // 3), (MATTERS, MATTER_WORDS))

    def article(self, number: int) -> str:
        """120 to 900 words in sentences of fifteen."""
        count = int(min(900, max(120, self.rng.lognormal(5.8, 0.5))))
        drawn = np.searchsorted(self.shares, self.rng.random(count)).clip(0, WORDS - 1)
        owned = np.flatnonzero(self.rng.random(count) < MATTER_SHARE)
        mine = self.matters[self.rng.choice(MATTERS, MATTERS_EACH, replace=False)].ravel()
        drawn[owned] = self.rng.choice(mine, len(owned))
        words = self.words[drawn].tolist()
        for at in self.rng.integers(0, count, 3 * NAMES).tolist():
            words[at] = f"Q{number:x}{'aeio'[at % NAMES]}n"
        return " ".join(f"{' '.join(words[i : i + 15]).capitalize()}." for i in range(0, count, 15))


def articles(count: int, days: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """`count` rows: text, and published_date within `days` days (none if not above 0)."""
    topic = Topic(seed)
    first = np.datetime64("2024-01-01")
    for number in range(count):
        row: dict[str, Any] = {"text": topic.article(number)}
        if days > 0:
            row["published_date"] = str(first + topic.rng.integers(days))
        yield row


def background(texts: list[str]) -> float:
    """Share of the pairs whose cosine by weighed single words is over COSINE."""
    vectors = _vectors([text.lower().replace(".", "").split() for text in texts])
    alike = int((vectors @ vectors.T > COSINE).sum()) - len(texts)
    return alike / (len(texts) * (len(texts) - 1))


def _vectors(texts: list[list[str]]) -> npt.NDArray[np.float32]:
    number: dict[str, int] = {}
    counts = [np.unique([number.setdefault(w, len(number)) for w in words], return_counts=True) for words in texts]
    weights = np.zeros((len(texts), len(number)), np.float32)
    for row, (terms, times) in enumerate(counts):
        weights[row, terms] = 1 + np.log(times)
    weights *= np.log(len(texts) / (weights > 0).sum(axis=0))
    normed: npt.NDArray[np.float32] = weights / np.linalg.norm(weights, axis=1, keepdims=True)
    return normed


def told(engine: Engine, rows: pa.Table) -> dict[str, Any]:
    """What the steps make of these articles, all but ADDED in a first run."""
    first = len(rows) - ADDED
    seconds, linked = [], []
    for start, part in ((0, rows.slice(0, first)), (first, rows.slice(first))):
        give(engine, [part.combine_chunks()], start)
        copies(engine, SETTINGS)
        for table in ("work.scope_duplicate_clusters", "main.duplicate_clusters", "work.story_clusters"):
            engine.build(table)
        engine.build("work.story_passages")
        before = time.process_time()
        linked.append(stories(engine, SETTINGS)["clusters_linked"])
        seconds.append(round(time.process_time() - before, 1))
    return {
        "largest_story": engine.rows(LARGEST)[0][0],
        "connected": connected(engine, len(rows)),
        "edges": engine.count("dedup.story_edges"),
        "relinked_for_added": linked[1],
        "stories_cpu_seconds": seconds,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def connected(engine: Engine, count: int) -> int:
    """Clusters in the largest component of edges that reach the threshold."""
    ties = engine.arrow(TIES, [STORY_THRESHOLD])
    labels = linkage.components(ties["low"].to_numpy(), ties["high"].to_numpy(), count)
    return int(np.bincount(labels).max())


def main(count: int, days: int = 365, seed: int = 1) -> None:
    """Make, measure, and print a line of JSON."""
    rows = pa.Table.from_pylist(list(articles(count, days, seed)))
    if days == 0:
        at = pa.scalar("2024-01-01").cast(pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))
        rows = rows.append_column("first_fetched_at", pa.repeat(at, count))
    share = background(rows["text"].slice(0, SAMPLED).to_pylist())
    with tempfile.TemporaryDirectory() as folder:
        build = begin(Path(folder), 2)
        try:
            figures = told(build.engine, rows)
        finally:
            build.failed()
    print(json.dumps({"articles": count, "days": days, "over_cosine": round(share, 5), **figures}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
