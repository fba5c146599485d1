"""A raw folder and whole runs on it, for what is tested of taking out.

Belongs here: fictional articles, requests, looking for words in every byte and row that is kept. Does not: what must
hold.
"""

import json
import random
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.commands import forget
from pipelines.settings import Settings
from pipelines.steps import raw_folder
from pipelines.steps.pending import is_up_to_date
from tests.crash import sequence
from warehouse import catalog, connections, tombstones

NOUNS = ("harbour", "pier", "crane", "ferry", "council", "vote", "storm", "mill", "lamp", "weir", "tram", "orchard")
OF_A_RUN = {"run_id", "changed_run_id", "ingested_at", "first_ingested_at", "changed_at", "rejected_at", "cluster_id"}
OF_A_RUN |= {"story_id", "left_cluster_id", "right_cluster_id", "stat_signature"}
COMPARED = (
    "main.articles", "main.article_records", "main.article_versions", "main.field_evidence", "main.duplicate_pairs",
    "main.publishers", "staging.url_claims", "staging.superseded_texts", "staging.articles",
)  # fmt: skip

DERIVED = {
    "titles": "select title, article_count from stories",
    "links": "select least(left_article_id, right_article_id), greatest(left_article_id, right_article_id), score,"
    " list_transform(shared_terms, lambda term: lower(term)) from story_links",
    "words": "select word from dedup.story_words",
    "terms": "select article_id, week, period, frame_share, term_weights from dedup.story_terms",
    "stop grams": "from dedup.cut_grams",
    "grams": "select text_hash, hashes from dedup.texts join dedup.fingerprints using (text_no)",
    "pairs": "select l.text_hash, r.text_hash, score from dedup.text_pairs"
    " join dedup.texts l on left_text_no = l.text_no join dedup.texts r on right_text_no = r.text_no",
}


def row(number: int, family: int, **fields: Any) -> dict[str, Any]:
    """An article; those of one family share most of their words."""
    rng = random.Random(family)
    words = " ".join(rng.choice(NOUNS) + str(rng.randrange(40)) for _ in range(90))
    return {
        "url": f"https://news{number % 3}.example/{number}", "title": f"Report {family} on the {NOUNS[family % 12]}",
        "text": f"{words}. Keeper {number} signed the book at gate {number * 7}.", "id": number,
        "published_at": f"2031-05-{1 + number % 9:02d}T08:00:00Z", "publisher": f"Courier {number % 3}",
    } | fields  # fmt: skip


def write(path: Path, rows: list[Mapping[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(each) + "\n" for each in rows))


@dataclass
class Ground:
    """Raw files and their warehouse."""

    settings: Settings
    runs: int = 0

    @classmethod
    def at(cls, root: Path) -> "Ground":
        (root / "raw").mkdir(parents=True, exist_ok=True)
        return cls(Settings(raw=root / "raw", warehouse=root / "w" / "news.duckdb", workers=1, threads=1))

    @property
    def folder(self) -> Path:
        return self.settings.warehouse.parent

    def copied(self, folder: Path) -> "Ground":
        """The same raw files, of which a copy would count as new, and a copy of the warehouse."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return replace(self, settings=replace(self.settings, warehouse=folder / self.settings.warehouse.name))

    def run(self, **options: Any) -> None:
        """Audited as a whole but for the first, which is like any run: it costs a third of a small run."""
        self.runs += 1
        settings = replace(self.settings, **options)
        assert sequence.whole_run(settings, f"run-{self.runs}", full_audit=self.runs > 1) is not None
        tombstones.close(settings.warehouse, f"run-{self.runs}", datetime.now(UTC))

    def request(self, *names: str) -> list[str]:
        return forget.request(self.settings, names, f"request-{self.runs}", datetime.now(UTC))

    def forget(self, *names: str) -> None:
        self.request(*names)
        self.run()

    def is_new(self) -> bool:
        listing = raw_folder.list_inputs(self.settings.raw, self.settings.limits)
        return not is_up_to_date(self.settings, listing)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.settings.warehouse), read_only=True) as connection:
            return connection.execute(sql, values).fetchall()

    def id_of(self, number: int) -> str:
        return str(self.rows("select article_id from article_records where record_id = ?", str(number))[0][0])

    def content(self) -> dict[str, Any]:
        """What is said of articles, whatever run or id says it; groups as sets of their articles."""
        found: dict[str, Any] = {}
        with duckdb.connect(str(self.settings.warehouse), read_only=True) as connection:
            for name in COMPARED:
                names = [each for each in catalog.tables()[name].column_names if each not in OF_A_RUN]
                found[name] = connection.execute(f"select {', '.join(names)} from {name} order by all").fetchall()
            for group in ("cluster_id", "story_id"):
                sql = f"select list(article_id order by article_id) as a from articles group by {group} order by a"
                found[group] = connection.execute(sql).fetchall()
            found |= {name: connection.execute(f"{sql} order by all").fetchall() for name, sql in DERIVED.items()}
        return found


def places_of(word: str, folder: Path) -> list[str]:
    """Where a word is below a folder."""
    return places_of_each([word], folder)[word]


def places_of_each(words: Iterable[str], folder: Path) -> dict[str, list[str]]:
    """Where each of some words is below a folder: in the bytes of a file, or in a row of a database, which may be
    compressed.
    """
    found: dict[str, list[str]] = {word: [] for word in words}
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        name, data = file.relative_to(folder), file.read_bytes().lower()
        for word in found:
            if word.lower().encode() in data:
                found[word].append(f"bytes of {name}")
        if file.suffix == ".duckdb":
            for table, word in _tables_with(list(found), file):
                found[word].append(f"{table} of {name}")
    return found


def _tables_with(words: list[str], file: Path) -> Iterator[tuple[str, str]]:
    """(table, word) for each word that a row of the table has."""
    lowered = {word.lower(): word for word in words}
    with duckdb.connect(str(file), read_only=True) as connection:
        tables = "select schema_name || '.' || table_name from duckdb_tables() where not internal"
        for (table,) in connection.execute(tables).fetchall():
            texts = f"select lower(whole_row::varchar) as text from {table} as whole_row"
            found = f"select distinct word from ({texts}), (select unnest(?) as word) where contains(text, word)"
            yield from ((table, lowered[word]) for (word,) in connection.execute(found, [list(lowered)]).fetchall())


def store_uncompressed(patch: pytest.MonkeyPatch) -> None:
    """Make texts readable in the bytes of new files."""
    opened = connections.open_for_work

    def plain(*given: Any, **options: Any) -> duckdb.DuckDBPyConnection:
        connection = opened(*given, **options)
        connection.execute("set force_compression = 'uncompressed'")
        return connection

    patch.setattr(connections, "open_for_work", plain)
