"""How long searches take: `python -m benchmarks.search WAREHOUSE`.

Belongs here: words and phrases of each frequency, chosen from the warehouse itself, and their times. Does not: what a
pattern finds (tests/steps/test_search_index.py).

Each search is timed in turn, ROUNDS times after one that is not counted; the median is printed.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse import connections

ROUNDS = 5
SHARES = (("in most articles", 1.0), ("in 1 of 20", 0.05), ("in 1 of 1,000", 0.001), ("in 20 articles", 0.0))
FREQUENCIES = (
    "select words.word, sum(len(postings.article_nos)) as articles from search.postings"
    " inner join search.words using (word_no) group by words.word"
    " having regexp_full_match(words.word, '[a-z]{4,}') order by abs(articles - ?), words.word limit 1"
)
PHRASES = (
    "select regexp_extract(body, '[a-z]{3,} [a-z]{3,}', 0, 'i') as phrase, count(*) as articles from main.articles"
    " where body is not null group by phrase having phrase <> '' order by articles desc, phrase limit 1 offset ?"
)
COUNT = "select count(*) from articles_matching(?)"
TREND = "select published_date, count(*) from articles_matching(?) group by published_date order by published_date"


def main(warehouse: Path) -> None:
    """Print a table of searches and their seconds."""
    with connections.open_to_read(warehouse) as connection:
        articles = _number(connection, "select count(*) from main.articles")
        print(f"| {articles:,} articles: pattern | finds | count: s | counts by day: s |\n|---|---|---|---|")
        for name, pattern in _patterns(connection, articles):
            found = _number(connection, COUNT, pattern)
            seconds = [_median(connection, sql, pattern) for sql in (COUNT, TREND)]
            print(f"| {name} | {found:,} | {seconds[0]:.2f} | {seconds[1]:.2f} |", flush=True)


def _patterns(connection: duckdb.DuckDBPyConnection, articles: int) -> Iterator[tuple[str, str]]:
    words = {name: _word(connection, max(share * articles, 20)) for name, share in SHARES}
    yield from ((f"a word {name}", word) for name, word in words.items())
    common, rare = words["in 1 of 20"], words["in 1 of 1,000"]
    yield "two words, both must be there", f"{common} {rare}"
    yield "two words, one must be there", f"{common} | {rare}"
    yield "the start of a word", f"{common[:5]}*"
    yield "a word that is nowhere", "zzzyzx"
    for offset in (0, 2000):
        phrase = connection.execute(PHRASES, [offset]).fetchone()
        if phrase:
            yield f"a phrase whose words are in {_both(connection, phrase[0]):,} articles", f'"{phrase[0]}"'


def _word(connection: duckdb.DuckDBPyConnection, articles: float) -> str:
    row = connection.execute(FREQUENCIES, [articles]).fetchone()
    if row is None:
        raise SystemExit("the warehouse has no words")
    return str(row[0])


def _both(connection: duckdb.DuckDBPyConnection, phrase: str) -> int:
    return _number(connection, COUNT, phrase)


def _number(connection: duckdb.DuckDBPyConnection, sql: str, *params: str) -> int:
    row = connection.execute(sql, params).fetchone()
    return int(row[0]) if row else 0


def _median(connection: duckdb.DuckDBPyConnection, sql: str, pattern: str) -> float:
    seconds = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        connection.execute(sql, [pattern]).fetchall()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds[1:])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
