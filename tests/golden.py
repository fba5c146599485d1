"""`make golden`: rewrites the golden files, so that a change to one of them shows up in the diff and is reviewed.

Belongs here: what the golden files are and what each must contain. Does not: comparing them (tests/sql/test_golden.py),
what commands in documents print (shown_commands).
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.core.normalization.losses import REASONS as LOSSES
from pipelines.core.readers.services import Service, registry
from pipelines.core.reasons import REASONS
from tests import shown_commands
from warehouse import catalog, portability
from warehouse.catalog import Column, Table

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "sql" / "golden"
REASONS_PAGE = ROOT / "REASONS.md"
DATA_DICTIONARY = ROOT / "docs" / "data-dictionary.md"
SERVICES_PAGE = ROOT / "docs" / "services.md"

DOCUMENTED_SCHEMAS = {
    "main": "The public tables. They are a promise: see [contract.md](contract.md).",
    "dedup": "How copies and stories were found. Readable in the published file, but may change in any version.",
    "staging": "Normalised records before they become articles. May change in any version.",
}
"""Schemas in the data dictionary, in order, with what a reader should know of each. `work` ends with the run."""


HISTORY_NOTE = (
    "`history.duckdb` beside the warehouse has `runs` and `quality_results` of every run, failed ones too, and a table"
    " of its own."
)


def golden() -> Iterator[tuple[Path, str]]:
    """Every golden file with the text it must contain: generated pages, and the SQL models transpiled to Spark."""
    yield REASONS_PAGE, reasons_page()
    yield DATA_DICTIONARY, data_dictionary()
    yield SERVICES_PAGE, services_page()
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


SERVICES_HEAD = """# Services whose rows are known

Written by `make golden` from `pipelines/core/readers/services.toml`. A row of JSON, CSV or Parquet that has all marks
of a service is read as below; whatever is not named here goes to `extra`. Each service has a small file of its own in
`tests/core/readers/services/`, and `tests/core/readers/test_services.py` states what comes out of it. All other rows
are read by the names of their fields alone ([contract](contract.md#row-fields)).

Rows may also be a list, the elements of a list some levels down (`articles`, `hits.hits[]._source`, ...), or a table:
`DataFrame.to_json()` in every orient that names its columns, names and rows apart (`columns`, `data`), lists by column.

## A service of your own

A row without any known name is rejected as `no_known_fields`, with the names that were found. Say in `newsfold.toml`,
in the working directory, which is which, and run with `--retry`:

```toml
[services.mine]
rows = "payload.stories[]"      # where an answer holds its rows; leave it out for rows, lists and tables
marks = ["ttl", "txt"]          # names that all its rows have; without them any of the names below is enough

[services.mine.fields]
title = "ttl"
text = ["txt.long", "txt.short"]  # the first that has a value
authors = "staff[].name"
published_at = "day + clock"      # joined by a space
```

It goes before the services below. The keys are those of `services.toml`, where they are explained.

## The registry

"""


def services_page() -> str:
    """The registry of services as a page: for each its fields, where its shape is documented, and its test."""
    services = registry().known
    links = " · ".join(f"[{each.name}](#{each.key})" for each in services)
    lines = [SERVICES_HEAD + links, ""]
    for each in services:
        lines += _service_section(each)
    return "\n".join(lines)


def _service_section(service: Service) -> Iterator[str]:
    yield from (f'### <a id="{service.key}"></a>{service.name}', "", f"Documented in {service.source}.", "")
    (example,) = sorted((ROOT / "tests/core/readers/services").glob(f"{service.key}.*"))
    rows = ", ".join(f"`{each}`" for each in service.rows)
    marks = ", ".join(f"`{each}`" for each in service.marks_as_written)
    yield f"Rows in {rows or 'a list, lines or a table'} · marks {marks} · test `{example.relative_to(ROOT)}`"
    yield from ("", "| field | from |", "|---|---|")
    for name, texts in service.fields.items():
        yield f"| {name} | {', '.join(f'`{text}`' for text in texts)} |"
    for name, texts in service.envelope.items():
        yield f"| {name}, if the row has none | around the rows: {', '.join(f'`{text}`' for text in texts)} |"
    yield ""


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
    lines += ["## History", "", HISTORY_NOTE, ""]
    for table in catalog.tables(catalog.HISTORY_DDL_FOLDER).values():
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
    if table.name == "main.field_evidence":
        yield from ("What `note` ends in where a candidate was not chosen:", "", "| note | meaning |", "|---|---|")
        yield from (f"| {reason} | {meaning} |" for reason, meaning in LOSSES.items())
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
    shown_commands.renew()
    print(f"what commands print renewed in {', '.join(page.name for page in shown_commands.PAGES)}")


if __name__ == "__main__":
    main()
