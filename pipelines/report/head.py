"""The head of the page: which version it is about, what is in it, and how to cite it.

Belongs here: provenance, totals, the citation. Does not: the citation of a snapshot (commands.manifest).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from pipelines.report import wording
from pipelines.report.rows import Row, fetch
from warehouse.seals import Seal


@dataclass(frozen=True, slots=True)
class Head:
    """counts: the row of queries/counts.sql; stamp: that of queries/stamp.sql; sha256: of the file, None if it has no
    seal; published_at: None if neither the seal nor the run says.
    """

    run_id: str
    published_at: datetime | None
    sha256: str | None
    counts: Row
    stamp: Row

    @property
    def period(self) -> str:
        return wording.days(self.counts["first_date"], self.counts["last_date"])

    @property
    def citation(self) -> str:
        """What to write where the corpus is used."""
        first, last = self.counts["first_date"], self.counts["last_date"]
        made = f" on {_day(self.published_at)}" if self.published_at else ""
        return (
            f"News corpus, version {self.run_id}: {count('article', self.counts['articles'])} of"
            f" {count('publisher', self.counts['publishers'])}"
            + (f", dated {_day(first)} to {_day(last)}" if first else "")
            + f". Published{made} by newsfold {self.stamp['product_version']}, rules {self.stamp['rules_version']}."
            + (f" SHA-256 {self.sha256}." if self.sha256 else "")
        )


def read(connection: duckdb.DuckDBPyConnection, run_id: str, seal: Seal | None) -> Head:
    """The head of the version that this run published."""
    stamp = fetch(connection, "stamp", run_id=run_id)[0]
    published_at = seal.published_at if seal else stamp["finished_at"]
    return Head(run_id, published_at, seal.sha256 if seal else None, fetch(connection, "counts")[0], stamp)


def count(noun: str, number: int) -> str:
    """
    >>> count("article", 1), count("article", 2000)
    ('1 article', '2,000 articles')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def key_figures(counts: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """(label, number, what it means) of the figures that the page begins with."""
    articles, copies = counts["articles"], counts["copies"]
    share = wording.percent(copies / articles) if articles else "none"
    return [
        ("articles", articles, f"from {count('record', counts['records'])}"),
        ("publishers", counts["publishers"], "outlets that carried them"),
        ("distinct texts", counts["clusters"], "clusters of near-identical copies, single articles included"),
        ("copies", copies, f"{share} of the articles repeat another one"),
        ("stories", counts["stories"], "clusters about one event, single ones included"),
        ("rejections", counts["rejections"], "records or files that could not be used"),
    ]


def _day(value: date | datetime) -> str:
    return value.strftime("%Y-%m-%d")
