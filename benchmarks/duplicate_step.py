"""The duplicate step alone: texts that stand in DuckDB to scored pairs and clusters, as a run does it.

Belongs here: putting a corpus where the step finds it, running it, reading its pairs and telling what it cost and is
worth. Does not: making corpora (press), peers (contests), whole runs (growth).

    python -m benchmarks.duplicate_step CORPUS.parquet [--pairs PAIRS.parquet] [--runs N] [--stories] [--profile]

A row of the corpus is an article: text, and where they are there language (English otherwise), publisher,
published_date, cluster, kind. Prints one line of JSON: seconds of clock and processors of the step, and the quality of
its pairs where clusters are known. With --runs the rows arrive in as many runs of one build, and each run's seconds are
told.
"""

import argparse
import cProfile
import hashlib
import itertools
import json
import pstats
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.pair_quality import PairQuality, pair_quality
from pipelines.core.matching import tokens
from pipelines.settings import Settings
from pipelines.steps.copies import copies
from pipelines.steps.stories import stories
from warehouse import builds
from warehouse.builds import Stamps
from warehouse.engine import Engine, RunStamp

ID_DIGITS = 9

ROWS = 10_000
"""Articles handed over at a time."""

PAIRS = {
    "near": ("select left_article_id, right_article_id from dedup.article_pairs where relation in ('exact', 'near')"),
    "clustered": (
        "select l.article_id as left_article_id, r.article_id as right_article_id from dedup.cluster_members l"
        " inner join dedup.cluster_members r on l.cluster_id = r.cluster_id and l.article_id < r.article_id"
    ),
}


@dataclass
class Clock:
    """Seconds of clock and of processors by part of the work."""

    wall: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)

    def time(self, name: str, work: Any, *given: Any) -> Any:
        """Do the work and keep how long it took."""
        wall, processor = time.monotonic(), time.process_time()
        result = work(*given)
        self.wall[name] = round(time.monotonic() - wall, 2)
        self.processor[name] = round(time.process_time() - processor, 2)
        return result


def main() -> int:
    """Run the step on a corpus and print what it cost."""
    options = _options()
    corpus = pq.ParquetFile(options.corpus)
    with tempfile.TemporaryDirectory(dir=options.corpus.parent) as folder:
        build = begin(Path(folder), options.threads)
        try:
            clock, counts, given = Clock(), dict[str, Any](), 0
            for number, part in enumerate(_parts(corpus, options.runs)):
                given += give(build.engine, part, given)
                counts = run_once(build.engine, clock, f"run {number + 1}", options)
            found = {name: read_pairs(build.engine, sql) for name, sql in PAIRS.items()}
        finally:
            build.failed()
    if options.pairs:
        pq.write_table(found["near"], options.pairs)
    figures = {
        "articles": given, "wall_seconds": clock.wall, "cpu_seconds": clock.processor, **counts,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip
    if "cluster" in corpus.schema_arrow.names:
        known = corpus.read(["cluster", "kind"])
        figures |= {name: _shown(judged(known, pairs)) for name, pairs in found.items()}
    print(json.dumps(figures))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.duplicate_step", description="the duplicate step alone")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pairs", type=Path, help="where to write the pairs, as numbers of rows")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--stories", action="store_true", help="the stories step as well")
    parser.add_argument("--profile", action="store_true", help="print the functions that take longest")
    return parser.parse_args()


def _parts(corpus: pq.ParquetFile, runs: int) -> Iterator[Iterator[pa.Table]]:
    """The rows of each run, some at a time, so that the peak of memory is the step's and not this script's."""
    size = -(-corpus.metadata.num_rows // runs)
    rows = min(ROWS, size)
    tables = (pa.Table.from_batches([batch]) for batch in corpus.iter_batches(rows))
    for first in tables:
        yield itertools.chain([first], itertools.islice(tables, -(-size // rows) - 1))


def begin(folder: Path, threads: int) -> builds.Build:
    """An empty build in the folder, with the default memory."""
    stamp, stamps = RunStamp("benchmark", datetime(2026, 1, 1, tzinfo=UTC)), Stamps("", "", "")
    limit = Settings(raw=folder, warehouse=folder).memory_limit
    return builds.begin(folder / "news.duckdb", stamp, stamps, memory_limit=limit, threads=threads)


def give(engine: Engine, tables: Iterable[pa.Table], first: int) -> int:
    """Put articles, numbered from `first`, where a run finds them; returns how many."""
    given = first
    for table in tables:
        _give(engine, table, given)
        given += len(table)
    ids = [_article_id(number) for number in range(first, given)]
    engine.create_scratch("scope_current_articles", pa.table({"article_id": ids}))
    return given - first


def _article_id(number: int) -> str:
    return f"a{number:0{ID_DIGITS}}"


def _give(engine: Engine, table: pa.Table, first: int) -> None:
    ids = [_article_id(number) for number in range(first, first + len(table))]
    split = tokens.split(table["text"].combine_chunks())
    rows: dict[str, Any] = {"article_id": ids, "record_key": ids}
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in table["text"].to_pylist()]
    rows |= {"content_hash": hashes, "text_hash": hashes}
    many, words_in = len(table), pa.array(np.diff(split.bounds).astype(np.int32))
    engine.append("work.texts", pa.table({**rows, "body": table["text"], "word_count": words_in}))
    stated = {
        "version": pa.array(np.ones(many, np.int32)),
        "text_completeness": pa.repeat("full", many),
        "language": pa.repeat("en", many),
        "word_count": words_in,
        "first_ingested_at": pa.repeat(pa.scalar(engine.run.started_at, pa.timestamp("us", "UTC")), many),
    }
    engine.append("staging.current_articles", pa.table({**rows, **stated, **_given(table)}))


def _given(table: pa.Table) -> dict[str, Any]:
    """Language, publisher and times, where the corpus has them."""
    there = set(table.column_names)
    given: dict[str, Any] = {"publisher_id": table["publisher"]} if "publisher" in there else {}
    given |= {"language": table["language"]} if "language" in there else {}
    given |= {"first_fetched_at": table["first_fetched_at"]} if "first_fetched_at" in there else {}
    if "published_date" in there:
        day = table["published_date"].cast(pa.string()).cast(pa.date32())
        start = day.cast(pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))
        end = pc.add(start, pa.scalar(86_399_000_000, pa.duration("us")))
        given |= {"published_date": day, "published_earliest": start, "published_latest": end}
    return given


def run_once(engine: Engine, clock: Clock, name: str, options: argparse.Namespace) -> dict[str, Any]:
    """The work of one run; returns the step's own counts."""
    settings = Settings(raw=Path(), warehouse=Path(), threads=options.threads)
    with cProfile.Profile() as profile:
        profile.disable() if not options.profile else None
        counts = dict(clock.time(f"{name} copies", copies, engine, settings))
        if options.stories:
            clock.time(f"{name} clusters", _public_clusters, engine)
            counts |= clock.time(f"{name} stories", stories, engine, settings)
    if options.profile:
        pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(45)
    return counts


def _public_clusters(engine: Engine) -> None:
    for table in (
        "work.scope_duplicate_clusters", "main.duplicate_clusters", "work.touched_clusters", "work.story_clusters",
        "work.story_passages",
    ):  # fmt: skip
        engine.build(table)


def read_pairs(engine: Engine, sql: str) -> pa.Table:
    """Pairs of articles as numbers of rows, left below right."""
    pairs = engine.arrow(sql)
    number = {
        side: pc.utf8_slice_codeunits(pairs[f"{side}_article_id"], 1).cast(pa.int64()) for side in ("left", "right")
    }
    return pa.table(number)


def judged(table: pa.Table, pairs: pa.Table) -> PairQuality:
    """What the pairs are worth."""
    clusters, kinds = (table[name].to_numpy() for name in ("cluster", "kind"))
    return pair_quality(clusters, kinds, pairs["left"].to_numpy(), pairs["right"].to_numpy())


def _shown(quality: PairQuality) -> dict[str, Any]:
    return {
        "recall": round(quality.recall, 4),
        "precision": round(quality.precision, 4),
        "recall_by_kind": {kind: round(share, 4) for kind, share in quality.recall_by_kind.items()},
        "found": quality.found,
        "true": quality.true,
        "template_pairs": quality.template_pairs,
    }


if __name__ == "__main__":
    sys.exit(main())
