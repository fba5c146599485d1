"""Overrides: which articles users say must, or must not, be one cluster or story, read by every run.

Belongs here: resolving names to articles, storing the outcome of each line. Does not: the file (user_files), parsing
lines (core.matching.overrides), applying rules (copies.rules, stories).

An invalid line becomes a rejection that names it; the others are applied. A line about an unknown article waits, and
its rejection disappears when the article arrives.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import pyarrow as pa

from pipelines.core.identity import article_id
from pipelines.core.matching import overrides
from pipelines.core.matching.overrides import Line, Rule
from pipelines.core.normalization.urls import identity_key
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps.landing import rejection_rows
from pipelines.steps.user_files import OVERRIDES, read_override_file
from warehouse import catalog
from warehouse.engine import Engine

RULES = "select rule, level, left_article_id, right_article_id from main.overrides where status = 'obeyed'"
REJECTED = "select * from main.rejections where record_path = ?"

EXCERPT_CHARACTERS = 500
"""Characters of a line that its rejection shows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row of main.overrides: a line of the file, its articles and whether it is applied."""

    line: int
    line_text: str
    rule: str | None
    level: str | None
    left_name: str | None
    right_name: str | None
    left_article_id: str | None
    right_article_id: str | None
    status: str
    note: str | None


def update_overrides(engine: Engine, settings: Settings) -> None:
    """Bring main.overrides and the rejections of its lines up to date, and store the articles of changed lines."""
    read = read_override_file(settings)
    lines = [] if isinstance(read, Rejection) else read
    before = set(engine.rows(RULES))
    outcomes = _outcomes(lines, _article_ids(engine, lines))
    schema = catalog.arrow_schema("main.overrides")
    engine.replace("main.overrides", pa.Table.from_pylist([asdict(each) for each in outcomes], schema=schema))
    changed = sorted({article for rule in before.symmetric_difference(engine.rows(RULES)) for article in rule[2:]})
    engine.replace("work.changed_overrides", pa.table({"article_id": pa.array(changed, pa.string())}))
    rejections = [read] if isinstance(read, Rejection) else [_rejection(o) for o in outcomes if o.status != "obeyed"]
    replace_rejections(engine, OVERRIDES, rejections)


def _article_ids(engine: Engine, lines: Iterable[Line]) -> dict[str, str]:
    """Name → article id, for the names whose articles are known."""
    names = sorted({name for line in lines for name in line.names})
    if not names:
        return {}
    rows = [{"name": name, "url_article_id": _article_id_of_url(name)} for name in names]
    schema = catalog.arrow_schema("work.override_names")
    engine.replace("work.override_names", pa.Table.from_pylist(rows, schema=schema))
    engine.build("work.override_articles")
    return dict(engine.rows("select name, article_id from work.override_articles"))


def _article_id_of_url(name: str) -> str | None:
    key = identity_key(name) if "://" in name else None
    return article_id(key, None, "") if key else None


def _outcomes(lines: Sequence[Line], ids: Mapping[str, str]) -> list[Outcome]:
    rules = [
        Rule(line.number, line.rule == "must_join", line.level == "story", *(ids[name] for name in line.names))
        for line in lines
        if line.names and set(line.names) <= ids.keys()
    ]
    contradictions = overrides.contradictions(rules)
    return [_outcome(line, ids, contradictions.get(line.number)) for line in lines]


def _outcome(line: Line, ids: Mapping[str, str], contradiction: str | None) -> Outcome:
    unknown = " and ".join(name for name in line.names if name not in ids)
    waits = f"{unknown}: no such article" if unknown else None
    problem = line.problem or contradiction
    return Outcome(
        line=line.number,
        line_text=line.text,
        rule=line.rule,
        level=line.level,
        left_name=line.left,
        right_name=line.right,
        left_article_id=ids.get(line.left or ""),
        right_article_id=ids.get(line.right or ""),
        status="refused" if problem else "waiting" if waits else "obeyed",
        note=problem or waits,
    )


def _rejection(outcome: Outcome) -> Rejection:
    reason = "bad_override"
    if outcome.rule:
        reason = "override_unknown" if outcome.status == "waiting" else "override_contradicted"
    detail, excerpt = f"line {outcome.line}: {outcome.note}", outcome.line_text[:EXCERPT_CHARACTERS]
    return Rejection(OVERRIDES, outcome.line - 1, reason, detail, raw_excerpt=excerpt)


def replace_rejections(engine: Engine, path: str, rejections: Sequence[Rejection]) -> None:
    """Replace the rejections of a file by these; rejections that already existed keep their run."""
    wanted = {(each.record_index, each.reason, each.detail): each for each in rejections}
    old = engine.arrow(REJECTED, [path])
    keys = list(zip(*(old[name].to_pylist() for name in ("record_index", "reason", "detail")), strict=True))
    engine.delete_matching("main.rejections", pa.table({"record_path": [path]}))
    engine.append("main.rejections", old.filter(pa.array([key in wanted for key in keys], pa.bool_())))
    new = [(each, None) for key, each in wanted.items() if key not in keys]
    engine.append("main.rejections", rejection_rows(new, engine.run))
