"""Keys of whatever a run changes are noted: by them the audit knows what to ask about."""

import json
from pathlib import Path

from pipelines.settings import Settings
from pipelines.steps.sequence import whole_plan
from tests.crash.sequence import begin, settle, whole_run
from warehouse import catalog, changes
from warehouse.builds import Build

PROSE = (
    "The harbour council voted late on Tuesday to dredge the northern channel before the winter storms arrive, "
    "after two ferries touched the sandbank within a week and the pilots refused to sail at low water."
)
KEPT = [name for name, table in catalog.tables().items() if catalog.is_lasting(name) and not table.is_view]


def row(number: int, text: str) -> str:
    stated = {"url": f"https://herald.example/2026/{number}", "title": f"Channel, part {number}", "text": text}
    return json.dumps(stated | {"language": "en", "published": f"2026-03-0{number}"})


def noted(build: Build, table: str, key: str) -> set[object]:
    rows = f"select value from {changes.database(key)}.{changes.TRACKED} where source = ?"
    return {value for (value,) in build.engine.rows(rows, [table])}


def differing(build: Build, table: str, column: str) -> set[object]:
    """Values of a column in rows that only one of the two versions has."""
    here, before = f"(from {table})", f"(from previous.{table})"
    rows = f"({here} except all {before}) union all ({before} except all {here})"
    return {value for (value,) in build.engine.rows(f"select distinct {column} from ({rows})")}


def test_keys_of_all_that_differs_from_the_version_before_are_noted(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse" / "news.duckdb")
    settings.raw.mkdir()
    first = [row(1, PROSE), row(2, f"Update. {PROSE}"), row(3, "The bakery on Mill Street opened again on Friday.")]
    (settings.raw / "first.jsonl").write_text("\n".join(first), encoding="utf-8")
    (settings.raw / "gone.jsonl").write_text(row(4, f"{PROSE} The mayor was absent."), encoding="utf-8")
    assert whole_run(settings, "run1") is not None
    (settings.raw / "gone.jsonl").unlink()
    more = [row(5, f"{PROSE} Divers are expected."), row(3, "The bakery on Mill Street stays shut after all.")]
    (settings.raw / "second.jsonl").write_text("\n".join(more), encoding="utf-8")
    build = begin(settings, "run2")
    try:
        plan = whole_plan()
        for maker in plan.order():
            plan.make(build.engine, settings, maker)
        found = {
            table: {
                key: [differing(build, table, column) - {None} for column in columns] for key, columns in of.items()
            }
            for table in KEPT
            if (of := changes.keyed_columns(table))
        }
        missed = {
            (table, key, value)
            for table, of in found.items()
            for key, values in of.items()
            for value in set().union(*values) - noted(build, table, key)
        }
        assert missed == set()
        assert all(found[table]["article_id"][0] for table in ("main.articles", "staging.superseded_texts"))
    finally:
        settle(build)
