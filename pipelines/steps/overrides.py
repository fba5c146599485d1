"""Overrides: what people say must, and must not, be one cluster or story, taken in by every run.

Belongs here: whose article a name is, and storing what came of each line. Does not: the file (override_file), what a
line may say (core.overrides), obeying it (steps.copies.rules, stories).

A line that can't be used is a rejection that names it, and the others hold. A line about an article that is not there
yet waits for it, and its rejection goes when the article comes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from pipelines.core.identity import article_id
from pipelines.core.matching import overrides
from pipelines.core.matching.overrides import Line, Rule
from pipelines.core.normalization.urls import identity_key
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps.landing import rejection_rows
from pipelines.steps.override_file import NAME, lines_of
from warehouse.engine import Engine

RULES = "select rule, level, left_article_id, right_article_id from main.overrides where status = 'obeyed'"
REJECTED = "select * from main.rejections where record_path = ?"

EXCERPT = 500
"""Characters of a line that its rejection shows."""

COLUMNS: dict[str, Any] = {
    "line": pa.int32(), "line_text": pa.string(), "rule": pa.string(), "level": pa.string(),
    "left_name": pa.string(), "right_name": pa.string(), "left_article_id": pa.string(),
    "right_article_id": pa.string(), "status": pa.string(), "note": pa.string(),
}  # fmt: skip


def take_overrides(engine: Engine, settings: Settings) -> None:
    """Bring main.overrides and the rejections of its lines up to date, and note the articles of changed lines."""
    found = lines_of(settings)
    lines = [] if isinstance(found, Rejection) else found
    before = _rules(engine)
    rows = _judged(lines, _articles(engine, lines))
    engine.replace("main.overrides", pa.Table.from_pylist(rows, schema=pa.schema(COLUMNS)))
    changed = sorted({article for rule in before ^ _rules(engine) for article in rule[2:]})
    engine.replace("work.changed_overrides", pa.table({"article_id": pa.array(changed, pa.string())}))
    _renew_rejections(engine, [found] if isinstance(found, Rejection) else [r for row in rows for r in _rejected(row)])


def _rules(engine: Engine) -> set[tuple[str, ...]]:
    return set(engine.rows(RULES))


def _articles(engine: Engine, lines: Iterable[Line]) -> dict[str, str]:
    """Name → article id, for the names of articles that are there."""
    names = sorted({name for line in lines for name in line.names})
    if not names:
        return {}
    by_url = [_article_of_url(name) for name in names]
    columns = {"name": pa.array(names, pa.string()), "url_article_id": pa.array(by_url, pa.string())}
    engine.replace("work.override_names", pa.table(columns))
    engine.build("work.override_articles")
    return dict(engine.rows("select name, article_id from work.override_articles"))


def _article_of_url(name: str) -> str | None:
    key = identity_key(name) if "://" in name else None
    return article_id(key, None, "") if key else None


def _judged(lines: Sequence[Line], article_of: dict[str, str]) -> list[dict[str, Any]]:
    """Rows of main.overrides: each line with its articles and what comes of it."""
    rules = [
        Rule(line.number, line.rule == "must_join", line.level == "story", *(article_of[name] for name in line.names))
        for line in lines
        if line.names and set(line.names) <= article_of.keys()
    ]
    refused = overrides.contradictions(rules)
    return [_row(line, article_of, refused.get(line.number)) for line in lines]


def _row(line: Line, article_of: dict[str, str], contradiction: str | None) -> dict[str, Any]:
    unknown = [name for name in line.names if name not in article_of]
    waits = f"{' and '.join(unknown)}: no such article" if unknown else None
    problem = line.problem or contradiction
    return {
        "line": line.number, "line_text": line.text, "rule": line.rule, "level": line.level,
        "left_name": line.left, "right_name": line.right,
        "left_article_id": article_of.get(line.left or ""), "right_article_id": article_of.get(line.right or ""),
        "status": "refused" if problem else "waiting" if waits else "obeyed", "note": problem or waits,
    }  # fmt: skip


def _rejected(row: dict[str, Any]) -> Iterable[Rejection]:
    if row["status"] == "obeyed":
        return
    reason = "bad_override"
    if row["rule"]:
        reason = "override_unknown" if row["status"] == "waiting" else "override_contradicted"
    detail = f"line {row['line']}: {row['note']}"
    yield Rejection(NAME, row["line"] - 1, reason, detail, raw_excerpt=row["line_text"][:EXCERPT])


def _renew_rejections(engine: Engine, rejections: Sequence[Rejection]) -> None:
    """Make the rejections of the file these; one that stood already keeps its run."""
    said = {(each.record_index, each.reason, each.detail): each for each in rejections}
    old = engine.arrow(REJECTED, [NAME])
    keys = list(zip(*(old[name].to_pylist() for name in ("record_index", "reason", "detail")), strict=True))
    engine.delete_matching("main.rejections", pa.table({"record_path": [NAME]}))
    engine.append("main.rejections", old.filter(pa.array([key in said for key in keys], pa.bool_())))
    new = [(each, None) for key, each in said.items() if key not in keys]
    engine.append("main.rejections", rejection_rows(new, engine.run.run_id, engine.run.started_at))
