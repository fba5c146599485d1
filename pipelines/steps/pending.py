"""Whether a run would change anything: compares the raw folder with the published ledger, without importing Dagster.

Belongs here: this comparison, for the command line and the sensor. Does not: ingesting (ingest).
"""

from collections.abc import Iterable

import duckdb

from pipelines.core.identity import RULES_VERSION
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps.exclusion_file import new_exclusions
from pipelines.steps.ledger import signature
from pipelines.steps.raw_folder import Listed, is_below
from pipelines.steps.removed_paths import RemovedPaths
from pipelines.steps.user_files import read_override_file, read_publisher_file
from warehouse import tombstones, versions
from warehouse.connections import open_to_read
from warehouse.history import History
from warehouse.migrations import SCHEMA_VERSION, refuse_newer
from warehouse.seals import is_current_intact

LEDGER = "select record_path, stat_signature from main.source_files where status not in ('superseded', 'waiting')"
OVERRIDES = "select line, line_text from main.overrides order by line"
OUTLETS = "select line, line_text from main.publisher_groups order by line"
USER_TABLES = (
    "select 1 from information_schema.tables where table_name in ('overrides', 'publisher_groups') having count(*) = 2"
)


def is_up_to_date(settings: Settings, listing: Iterable[Listed]) -> bool:
    """Whether a run would change nothing: the published ledger has exactly the listed files, unchanged.

    False without a published version or if another program changed it, for a full run or a retry, and after a change of
    the rules.
    Raises NewerWarehouse, NotALink.
    """
    if versions.current_version(settings.warehouse) is None or settings.full or settings.retry:
        return False
    if not is_current_intact(settings.warehouse, History(settings.warehouse).read().seals):
        return False
    if new_exclusions(settings) or tombstones.is_pending(settings.warehouse):
        return False
    with open_to_read(settings.warehouse) as connection:
        stamp = connection.execute("select schema_version, rules_version from main.warehouse_version").fetchone()
        refuse_newer(stamp[0] if stamp else None)
        if stamp != (SCHEMA_VERSION, RULES_VERSION) or not _has_same_user_files(connection, settings):
            return False
        rows = connection.execute(LEDGER).fetchall()
        removed = RemovedPaths(tombstones.stored_in(connection))
    known = {path: state for path, state in rows if is_below(path, settings.only)}
    del rows
    for each in removed.keep(listing):
        if is_below(each.record_path, settings.only) and known.pop(each.record_path, None) != signature(each):
            return False
    return not known


def is_known(settings: Settings, only: str) -> bool:
    """Whether the published ledger has a file at or below this path, which may be gone from the raw folder."""
    if versions.current_version(settings.warehouse) is None:
        return False
    with open_to_read(settings.warehouse) as connection:
        return any(is_below(path, only) for path, _ in connection.execute(LEDGER).fetchall())


def _has_same_user_files(connection: duckdb.DuckDBPyConnection, settings: Settings) -> bool:
    """Whether overrides and list of outlets have the lines of the published run; older versions did not store them."""
    if not connection.execute(USER_TABLES).fetchone():
        return False
    read, listed = read_override_file(settings), read_publisher_file(settings)
    rules = [] if isinstance(read, Rejection) else [(line.number, line.text) for line in read]
    outlets = [] if isinstance(listed, Rejection) else listed
    return connection.execute(OVERRIDES).fetchall() == rules and connection.execute(OUTLETS).fetchall() == outlets
