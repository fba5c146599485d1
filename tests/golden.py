"""`make golden`: rewrites the golden files, so that a change to one of them shows up in the diff and is reviewed.

Belongs here: what the golden files are and what each must contain. Does not: comparing them (tests/sql/test_golden.py).
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.core.reasons import REASONS
from warehouse import catalog, portability
from warehouse.catalog import Column, Table

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "sql" / "golden"
REASONS_PAGE = ROOT / "REASONS.md"
DATA_DICTIONARY = ROOT / "docs" / "data-dictionary.md"

DOCUMENTED_SCHEMAS = {
    "main": "The public tables. They are a promise: see [contract.md](contract.md).",
    "dedup": "How copies and stories were found. Readable in the published file, but may change in any version.",
    "staging": "Normalised records before they become articles. May change in any version.",
}
"""Schemas in the data dictionary, in order, with what a reader should know of each. `work` ends with the run."""


def golden() -> Iterator[tuple[Path, str]]:
    """Every golden file with the text it must contain: two generated pages, and the SQL models transpiled to Spark."""
    yield REASONS_PAGE, reasons_page()
    yield DATA_DICTIONARY, data_dictionary()
    for name, model in catalog.models().items():
        yield FOLDER / "spark" / f"{name}.sql", portability.transpile(model.sql, "spark")


def reasons_page() -> str:
    """The reasons for rejections as a page, in the order of their module."""
    rows = [f"| `{reason}` | {help_line} |" for reason, help_line in REASONS.items()]
    head = [
        "# Why records and files are rejected",
        "",
        "Written by `make golden` from `pipelines/core/reasons.py`.",
        "",
    ]
    return "\n".join([*head, "| reason | what it means, and what to do |", "|---|---|", *rows, ""])


def data_dictionary() -> str:
    """Every table and view of the documented schemas as a page, in the order of schemas and names."""
    head = "Written by `make golden` from `warehouse/ddl/`; the published file carries the same comments."
    lines = ["# Data dictionary", "", head, ""]
    for schema, note in DOCUMENTED_SCHEMAS.items():
        tables = [table for table in catalog.tables().values() if table.schema == schema]
        links = [f"[{table.name}](#{table.name.replace('.', '')})" for table in tables]
        lines += [f"## Schema `{schema}`", "", note, "", " · ".join(links), ""]
        for table in tables:
            lines += _table_section(table)
    return "\n".join(lines)


def _table_section(table: Table) -> Iterator[str]:
    yield from (f"### {table.name}", "", f"{_kind(table)}. {catalog.KEY.sub('', table.comment).strip()}", "")
    if table.key:
        yield from (f"Key: {', '.join(f'`{column}`' for column in table.key)}", "")
    if table.is_view:
        yield from ("| column | comment |", "|---|---|")
    else:
        yield from ("| column | type | nullable | comment |", "|---|---|---|---|")
    yield from (_column_row(table, column) for column in table.columns)
    yield ""


def _kind(table: Table) -> str:
    if not table.is_view:
        return "Table"
    return "View, only during a run" if catalog.models()[table.name].is_of_run else "View"


def _column_row(table: Table, column: Column) -> str:
    comment = column.comment.replace("|", "\\|")
    if table.is_view:
        return f"| `{column.name}` | {comment} |"
    return f"| `{column.name}` | {column.type} | {'yes' if column.nullable else 'no'} | {comment} |"


def main() -> None:
    """Write all golden files, and delete those whose model is gone."""
    wanted = dict(golden())
    for path in FOLDER.glob("*/*.sql"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(wanted)} golden files written")


if __name__ == "__main__":
    main()
