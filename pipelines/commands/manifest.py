"""The manifest of a snapshot, and how to cite it.

Belongs here: what they say. Does not: making the snapshot (snapshot), its folder (warehouse.kept).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import duckdb

from pipelines.commands.row_dicts import fetch_rows
from pipelines.settings import SHAPING, Settings
from warehouse import catalog
from warehouse.kept import Kept

COUNT = "select count(*) from {table}"
CONTENT = "select count(*), lower(to_hex(bit_xor(md5_number(content::varchar)))) from {table} as content"
"""Rows of a table and a checksum of them that depends neither on their order nor on how the file stores them."""

EXTENT = (
    "select count(distinct publisher_id), strftime(min(published_date), '%Y-%m-%d'),"
    " strftime(max(published_date), '%Y-%m-%d') from main.articles"
)

Manifest = Mapping[str, Any]


def describe(connection: duckdb.DuckDBPyConnection, settings: Settings, version: Kept, sha256: str) -> Manifest:
    """The manifest of a version, in JSON types: what made it, what is in it, and the checksums of file and tables.

    shaping_settings: the values behind settings_hash; None if the settings are no longer those of the version
    """
    run = next(iter(fetch_rows(connection, "select * from main.runs where run_id = ?", version.run_id)), {})
    stamp = fetch_rows(connection, "select * from main.warehouse_version")[0]
    rows, checksums = _contents(connection)
    publishers, first, last = connection.execute(EXTENT).fetchall()[0]
    is_same = run.get("settings_hash") == settings.shaping_hash
    found = version.file.stat()
    return {
        "run_id": version.run_id,
        "published_at": version.published_at.isoformat(),
        **{name: stamp[name] for name in ("product_version", "rules_version", "schema_version")},
        "settings_hash": run.get("settings_hash"),
        "shaping_settings": _shaping(settings) if is_same else None,
        "input_hash": run.get("input_hash"),
        "bytes": found.st_size,
        "modified_ns": found.st_mtime_ns,
        "sha256": sha256,
        "publishers": publishers,
        "first_published_date": first,
        "last_published_date": last,
        "rows": rows,
        "checksums": checksums,
    }


def _contents(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, int], dict[str, str | None]]:
    """Rows of the public tables and views by name, and checksums of the tables."""
    rows: dict[str, int] = {}
    checksums: dict[str, str | None] = {}
    for table in catalog.tables().values():
        if table.schema != "main" or (table.is_view and catalog.models()[table.name].is_of_run):
            continue
        name = table.name.removeprefix("main.")
        content = COUNT if table.is_view else CONTENT
        counted = connection.execute(content.format(table=table.name)).fetchall()[0]
        rows[name] = counted[0]
        if not table.is_view:
            checksums[name] = counted[1]
    return rows, checksums


def _shaping(settings: Settings) -> dict[str, Any]:
    """The settings that affect results."""
    values = {name: getattr(settings, name) for name in SHAPING}
    services = {"services": json.loads(json.dumps(settings.services))} if settings.services else {}
    return values | {"limits": asdict(settings.limits)} | services


def cite(manifest: Manifest) -> str:
    """The citation as plain text: what it is, what made it, and how to tell that it is this one."""
    return (
        f"{_title(manifest)}. {manifest['rows']['articles']:,} articles of {manifest['publishers']:,} publishers"
        f"{_period(manifest)}; published {manifest['published_at'][:10]} by newsfold"
        f" {manifest['product_version']} (rules {manifest['rules_version']}), run {manifest['run_id']}."
        f" SHA-256 {manifest['sha256']}.\n"
    )


def cite_as_cff(manifest: Manifest) -> str:
    """The citation in the Citation File Format 1.2.0. Who collected the articles is not known here."""
    stated = {
        "cff-version": "1.2.0",
        "message": "If you use this corpus, please cite it as below.",
        "type": "dataset",
        "title": _title(manifest),
        "version": manifest["run_id"],
        "date-released": manifest["published_at"][:10],
        "abstract": cite(manifest).strip(),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in stated.items()]
    return "\n".join([*lines, "authors:", "  - name: anonymous  # write here who collected the articles", ""])


def _title(manifest: Manifest) -> str:
    return f"News corpus, snapshot {manifest['name']}"


def _period(manifest: Manifest) -> str:
    first, last = manifest["first_published_date"], manifest["last_published_date"]
    return f", dated {first} to {last}" if first and last else ""
