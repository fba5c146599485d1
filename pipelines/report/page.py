"""Writes the page about a version.

Belongs here: reading all sections, filling in the template, writing the file in one step. Does not: what a section says
(head, volume, completeness, copies, audits, inputs, stories), how it looks (templates).
"""

import logging
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import jinja2

from pipelines.report import audits, completeness, copies, head, inputs, stories, volume
from pipelines.report.rows import fetch
from pipelines.report.wording import FILTERS
from warehouse import migrations
from warehouse.connections import open_to_read
from warehouse.refusals import Refusal
from warehouse.seals import Seal
from warehouse.versions import part_of

MAX_PUBLISHERS = 20
"""Limits the table of publishers."""

MEMORY_LIMIT = "120MB"
"""What DuckDB may take for a query, in one thread; what does not fit is spilled."""

PAGE = "page.html.jinja"


class OtherSchema(Refusal):
    """The version was published by an earlier release, whose tables this one can't describe."""


def write_page(version: Path, run_id: str, seal: Seal | None, history: Path, to: Path) -> None:
    """Write the page about a published version; it replaces a page of this name when it is complete.

    version: the file that this run published; seal: None if it has none; history: it need not be there
    Raises OSError, OtherSchema, NewerWarehouse or Unreadable.
    """
    with open_to_read(version, MEMORY_LIMIT) as connection:
        _refuse_other_schema(connection)
        sections = read_sections(connection, run_id, seal, history)
    part = part_of(to)
    try:
        part.write_text(render(sections), encoding="utf-8")
        os.replace(part, to)
    finally:
        part.unlink(missing_ok=True)


def read_sections(
    connection: duckdb.DuckDBPyConnection, run_id: str, seal: Seal | None, history: Path
) -> dict[str, Any]:
    """All that the page says, by name; `publishers` serves two sections."""
    publishers = fetch(connection, "publishers", most=MAX_PUBLISHERS)
    return {
        "publishers": publishers,
        "head": head.read(connection, run_id, seal),
        "volume": volume.read(connection, publishers),
        "completeness": completeness.read(connection),
        "copies": copies.read(connection),
        "stories": stories.read(connection),
        "audits": audits.read(connection, run_id, history),
        "inputs": inputs.read(connection),
    }


def render(sections: Mapping[str, Any]) -> str:
    """The page as HTML."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of a home that can't be written to
    from pipelines.report import charts  # with matplotlib: after the warehouse is closed

    drawn = {
        "volume_chart": charts.volume_chart(sections["volume"]),
        "sizes_chart": charts.sizes_chart(sections["copies"]),
        "timeline_chart": charts.timeline_chart(sections["stories"]),
    }
    constants = {
        "key_figures": head.key_figures(sections["head"].counts),
        "fields": completeness.FIELDS,
        "states": audits.STATES,
    }
    return _environment().get_template(PAGE).render(**sections, **drawn, **constants)


@cache
def _environment() -> jinja2.Environment:
    """The template engine; every value is escaped unless a chart of ours is marked as safe in the template."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment


def _refuse_other_schema(connection: duckdb.DuckDBPyConnection) -> None:
    stored = migrations.stored_version(connection)
    migrations.refuse_newer(stored)
    if stored != migrations.SCHEMA_VERSION:
        raise OtherSchema(
            f"an earlier release published this version (schema {stored}, now {migrations.SCHEMA_VERSION}):"
            " the next `newsfold run` that publishes writes a report"
        )
