"""Whether there is anything to do: the raw folder against the published ledger, without loading Dagster.

Belongs here: the one question, for the command line and the sensor. Does not: doing any of it (ingest).
"""

import duckdb

from pipelines.core.identity import RULES_VERSION
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps import raw_folder
from pipelines.steps.ledger import signature
from pipelines.steps.override_file import STANDING, lines_of
from warehouse import versions
from warehouse.connections import open_to_read
from warehouse.migrations import SCHEMA_VERSION, refuse_newer

LEDGER = "select record_path, stat_signature from main.source_files where status not in ('superseded', 'waiting')"


def nothing_is_new(settings: Settings) -> bool:
    """True if a run would change nothing: every listed file stands in the published ledger as it is, and no other.

    False when there is no published version, when a full run or a retry is asked for, or when rules have changed.
    Raises NewerWarehouse, NotALink.
    """
    if versions.current_version(settings.warehouse) is None or settings.full or settings.retry:
        return False
    with open_to_read(settings.warehouse) as connection:
        stamped = connection.execute("select schema_version, rules_version from main.warehouse_version").fetchone()
        refuse_newer(stamped[0] if stamped else None)
        if stamped != (SCHEMA_VERSION, RULES_VERSION):
            return False
        if not _overrides_stand(connection, settings):
            return False
        rows = connection.execute(LEDGER).fetchall()
    known = {path: seen for path, seen in rows if settings.only is None or _below(path, settings.only)}
    del rows
    for each in raw_folder.list_inputs(settings.raw, settings.limits):
        path = each.record_path
        if (settings.only is None or _below(path, settings.only)) and known.pop(path, None) != signature(each):
            return False
    return not known


def _overrides_stand(connection: duckdb.DuckDBPyConnection, settings: Settings) -> bool:
    """Whether the file of overrides says what it said in the published run; an older version did not ask."""
    if not connection.execute("select 1 from duckdb_tables() where table_name = 'overrides'").fetchone():
        return False
    found = lines_of(settings)
    told = [] if isinstance(found, Rejection) else [(line.number, line.text) for line in found]
    return connection.execute(STANDING).fetchall() == told


def _below(path: str, only: str) -> bool:
    return path == only or path.startswith(f"{only}/")
