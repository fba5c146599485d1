"""A build on Spark: the Parquet files of the version before and new ones, and a database of views over them.

Belongs here: opening, auditing and completing it. Does not: running steps on it (spark_engine), publishing it (builds).
"""

import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from warehouse import catalog, changes, connections, contracts, manifests, migrations, versions, views_file
from warehouse.data_folder import DataFolder
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.duckdb_store import limits_of
from warehouse.engine import Engine
from warehouse.manifests import DataFile, Manifest
from warehouse.spark_engine import SparkEngine
from warehouse.spark_session import MovedStorage, NoStorage, SparkPlace, open_session, session_errors
from warehouse.stores import Opening

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LASTING = tuple(layer for layer in catalog.LAYERS if layer != catalog.SCRATCH)
"""The schemas that are published."""

TRIAL = f"{catalog.SCRATCH}.trial"


@dataclass
class SparkStore:
    """See the protocol in warehouse.stores.

    audit_limit: as in SparkPlace; audited: the files that the views of the build have, by table
    """

    engine: SparkEngine
    connection: duckdb.DuckDBPyConnection
    file: Path
    before: Manifest
    audit_limit: int
    copied_by: str
    copy_seconds: float = 0.0
    audited: dict[str, tuple[DataFile, ...]] = field(default_factory=dict)
    is_open: bool = True

    def auditor(self) -> Engine:
        if self.engine.manifest.select(LASTING).bytes > self.audit_limit:
            return self.engine
        self._show()
        return DuckDBEngine(self.connection, self.engine.run)

    def track_changes(self) -> None:
        """Nothing: DuckDB reads the files in every audit."""

    def finish(self, *, has_removed: bool) -> None:  # rows that were taken out are in no file that is named
        self._show()
        views_file.describe(self.connection)
        contracts.drop_run_views(self.connection)
        self.connection.execute("checkpoint")
        manifests.settle(self.engine.manifest.select(LASTING), self.before)
        self._let_go()

    def close(self) -> None:
        if self.is_open:
            with suppress(duckdb.Error):  # such as a full disk: what is set aside may lack the last rows
                self._show()
            self._let_go()

    def _let_go(self) -> None:
        self.is_open = False
        self.connection.close()
        self.engine.session.stop()
        self.engine.manifest = self.engine.manifest.select(LASTING)
        manifests.write(self.engine.manifest, self.file)

    def _show(self) -> None:
        """Let the views have the files that the engine has added and lost since they were made."""
        tables = self.engine.manifest.tables
        changed = [name for name, files in tables.items() if self.audited.get(name, ()) != files]
        known = catalog.tables()
        views_file.show(self.connection, self.engine.manifest, (name for name in changed if name in known))
        self.audited |= {name: tables[name] for name in changed}


def open_store(place: SparkPlace, opening: Opening) -> SparkStore:
    """The build, ready to be written. Raises NoSpark, NoStorage, MovedStorage or OtherSchema."""
    began, folder = time.monotonic(), manifests.folder_of(place.storage, opening.warehouse)
    session = open_session(place)
    try:
        manifests.write(Manifest(folder), opening.file)  # so that the next run finds what a dead one has written
        if not folder.is_local:
            _try_out(session, folder)
        before, copied_by = _before(opening, folder)
        manifest = Manifest(folder, dict(before.tables))
        manifests.write(manifest, opening.file)
        engine = SparkEngine(session, manifest, opening.run, before)
        _stamp(engine, opening)
        connection = _open_views(opening, manifest, before)
    except BaseException:
        session.stop()
        versions.delete(opening.file, opening.warehouse)
        raise
    seconds = time.monotonic() - began
    return SparkStore(
        engine, connection, opening.file, before, place.audit_limit, copied_by, seconds, dict(manifest.tables)
    )


def _try_out(session: "SparkSession", folder: DataFolder) -> None:
    """Let newsfold write an object, Spark read it and write another, and newsfold read that. Raises NoStorage."""
    try:
        (file,) = manifests.store(folder, TRIAL, pa.table({"number": [1]}))
        place = manifests.new_place(folder, TRIAL)
        session.read.parquet(folder.path(file.path)).write.parquet(folder.path(place))
        rows = sum(each.rows for each in manifests.stored(folder, place))
    except session_errors() as error:
        raise NoStorage(f"spark_storage: {folder} can't be used: {' '.join(str(error).split())[:300]}") from None
    if rows != 1:
        raise NoStorage(f"spark_storage: what Spark writes to {folder} is not there for newsfold: see their endpoints")


def _before(opening: Opening, folder: DataFolder) -> tuple[Manifest, str]:
    """The files of the version to build on, and how it was copied: one of DuckDB is written into files."""
    if opening.current is None:
        return Manifest(folder), "new"
    manifest = manifests.read(opening.current)
    if manifest is None:
        return views_file.export(opening.current, folder, **limits_of(opening)), "rows"
    views_file.refuse_other_schema(opening.current)
    if manifest.folder != folder:
        raise MovedStorage(
            f"spark_storage: the files of {opening.warehouse} are in {manifest.folder}, and not in {folder}:"
            " set it back, or run with --engine duckdb once, which brings the rows into one file"
        )
    return manifest, "manifest"


def _stamp(engine: SparkEngine, opening: Opening) -> None:
    """State versions and run in their tables."""
    run, stamps = opening.run, opening.stamps
    stated = (migrations.SCHEMA_VERSION, stamps.rules_version, stamps.product_version)
    for table, values in (
        ("main.warehouse_version", stated),
        ("work.run", (run.run_id, run.started_at, run.is_full)),
    ):
        schema = catalog.arrow_schema(table)
        engine.replace(table, pa.Table.from_pylist([dict(zip(schema.names, values, strict=True))], schema=schema))


def _open_views(opening: Opening, manifest: Manifest, before: Manifest) -> duckdb.DuckDBPyConnection:
    """The database of views, of the build, of scratch and of the version before, for audits."""
    connection = connections.open_for_work(opening.file, **limits_of(opening))
    try:
        manifest.folder.show_to(connection)
        views_file.show_database(connection, catalog.SCRATCH, manifest)
        views_file.show_database(connection, catalog.PREVIOUS, before)
        views_file.create(connection, manifest)
        changes.attach(connection)
        connections.forbid_files(connection, opening.file)
    except BaseException:
        connection.close()
        raise
    return connection
