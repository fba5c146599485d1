"""docs/data-dictionary.md: every table, view and macro with its columns.

Belongs here: the page. Does not: tables and their comments (warehouse/ddl), macros (warehouse/macros).
"""

from collections.abc import Iterator

from tests.golden.examples import Examples
from tests.golden.macros import Macro, macros
from tests.golden.markdown import anchor, code, table
from warehouse import catalog
from warehouse.catalog import Table

HEAD = """# Data dictionary

Written by `make golden` from `warehouse/ddl/` and `warehouse/macros/`; the published file carries the same comments.
The examples are those of `samples/`, of the row with the most values; ids and times of the run are made up. A table
without examples is empty there.
"""

SCHEMAS = {
    "main": "The public tables. They are a promise: see [contract.md](contract.md).",
    "dedup": "How copies and stories were found. Readable in the published file, but may change in any version.",
    "staging": "Normalised records before they become articles. May change in any version.",
    "search": "The index behind `articles_matching`. May change in any version.",
}
"""Schemas in the data dictionary, in order, with what a reader should know of each. `work` ends with the run."""

HISTORY_NOTE = (
    "`history.duckdb` beside the warehouse has `runs` and `quality_results` of every run, failed ones too, and a table"
    " of its own."
)

MORE = {
    "main.field_evidence": "What each `method` and each ending of `note` means is in [methods.md](methods.md).",
    "main.rejections": "What each `reason` means is in [REASONS.md](../REASONS.md).",
    "main.quality_results": "What each `expectation` says is in [checks.md](checks.md).",
    "main.source_files": "What each `format` is stands in [formats.md](formats.md).",
}
"""Table → where values of its columns are explained."""


def data_dictionary(examples: Examples) -> str:
    """Every table, view and macro of the documented schemas as a page, in the order of schemas and names."""
    lines = [HEAD]
    for schema, note in SCHEMAS.items():
        tables = [each for each in catalog.tables().values() if each.schema == schema]
        links = [f"[{each.name}](#{anchor(each.name)})" for each in tables]
        lines += [f"## Schema `{schema}`", "", note, "", " · ".join(links), ""]
        for each in tables:
            lines += _table_section(each, examples)
    lines += ["## Macros", ""]
    for macro in macros():
        lines += _macro_section(macro, examples)
    lines += ["## History", "", HISTORY_NOTE, ""]
    for each in catalog.tables(catalog.HISTORY_DDL_FOLDER).values():
        lines += _table_section(each, examples)
    return "\n".join(lines)


def _table_section(each: Table, examples: Examples) -> Iterator[str]:
    yield from (f"### {each.name}", "", f"{_kind(each)}. {catalog.KEY.sub('', each.comment).strip()}", "")
    if each.key:
        yield from (f"Key: {', '.join(f'`{column}`' for column in each.key)}", "")
    if each.name in MORE:
        yield from (MORE[each.name], "")
    shown = {c.name: code(examples["columns"].get(f"{each.name}.{c.name}", "")) for c in each.columns}
    columns = ["column", "comment"] if each.is_view else ["column", "type", "nullable", "comment"]
    rows = [
        [f"`{c.name}`", *([] if each.is_view else [c.type, "yes" if c.nullable else "no"]), c.comment]
        for c in each.columns
    ]
    if any(shown.values()):
        columns.append("example")
        rows = [[*row, shown[c.name]] for row, c in zip(rows, each.columns, strict=True)]
    yield from table(columns, rows)


def _kind(each: Table) -> str:
    if not each.is_view:
        return "Table"
    return "View, only during a run" if catalog.models()[each.name].is_of_run else "View"


def _macro_section(macro: Macro, examples: Examples) -> Iterator[str]:
    yield from (f"### {macro.name}({', '.join(macro.parameters)})", "", f"{macro.comment}", "")
    yield from (f"Its columns: {examples['macros'][macro.name]}", "")
