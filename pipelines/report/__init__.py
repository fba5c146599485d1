"""The report: one self-contained HTML page about a published version.

Belongs here: what the page says (a module per section, its queries in `queries/`) and how it looks (`templates/`). Does
not: when a page is written (defs.execution, commands.report), where it is kept (warehouse.versions).

Nothing here is loaded before a page is written. All queries are DuckDB's and read the published file only.
"""
