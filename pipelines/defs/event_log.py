"""Dagster's event log on SQLite with its connections kept open, and one statement for all events.

Belongs here: the changes to Dagster's own storage. Does not: what is logged, or where (instance).

Dagster's class makes an engine and a connection for each of a run's thousand events, which takes longer than a small
run itself. The files and their tables are the same: either class reads what the other wrote.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dagster import EventLogEntry
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.schema import SqlEventLogStorageTable
from dagster._core.storage.sqlite import create_db_conn_string
from sqlalchemy import Connection, CursorResult, Engine, create_engine, event
from sqlalchemy.pool import SingletonThreadPool

INSERT = SqlEventLogStorageTable.insert()

KEPT_OPEN = 4
"""Files: the index of all runs, and the runs looked at last."""

BUSY_SECONDS = 60


class Insertion:
    """The insertion of one row: executed as any statement is, but one and the same for all rows.

    Dagster's class states its values in it, and so a new one for each of a run's thousand events: a quarter of what it
    takes to store them.
    """

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row

    def _execute_on_connection(self, connection: Connection, _: object, options: Any) -> CursorResult[Any]:
        """What SQLAlchemy asks of a statement."""
        return INSERT._execute_on_connection(connection, [self.row], options)


class KeptOpenEventLogStorage(SqliteEventLogStorage):
    """See SqliteEventLogStorage; named in the dagster.yaml that newsfold writes."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        self._tables: set[str] = set()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "KeptOpenEventLogStorage":
        return cls(inst_data=inst_data, **config_value)

    def prepare_insert_event(self, event: EventLogEntry) -> Insertion:
        return Insertion(self._event_to_row(event))

    def has_table(self, table_name: str) -> bool:
        """Asked twice for each of a run's checks, and answered by Dagster's class with a new engine each time."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def _engine(self, shard: str) -> Engine:
        if shard not in self._engines:
            self._engines[shard] = self._open(shard)
            while len(self._engines) > KEPT_OPEN:
                self._engines.popitem(last=False)[1].dispose()
        self._engines.move_to_end(shard)
        return self._engines[shard]

    def _open(self, shard: str) -> Engine:
        engine = create_engine(
            create_db_conn_string(self._base_dir, shard),
            poolclass=SingletonThreadPool,
            connect_args={"timeout": BUSY_SECONDS},
        )
        event.listen(engine, "connect", _without_waiting)
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        return engine

    def dispose(self) -> None:
        """Close all files."""
        while self._engines:
            self._engines.popitem()[1].dispose()
        super().dispose()


def _without_waiting(connection: Any, _: object) -> None:
    """Let SQLite not wait for the disk at each event.

    A process that dies loses nothing by it; a machine that loses power may lose Dagster's notes, never the warehouse.
    """
    connection.execute("pragma synchronous = off")
