"""Tasks that fail and are tried again, and slow ones of which a second copy is started: their rows are there once.

Belongs here: flows on a cluster whose tasks have more than one attempt. Does not: lost workers (test_worker_killed).
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from tests.cluster import standalone
from tests.sql.spark_sessions import missing, same_environment
from warehouse.data_folder import DataFolder
from warehouse.engine import RunStamp
from warehouse.manifests import Manifest
from warehouse.spark_engine import SparkEngine
from warehouse.spark_session import SparkPlace, open_session

pytestmark = [pytest.mark.spark, pytest.mark.slow]

DEFAULTS = """
spark.speculation true
spark.speculation.quantile 0.5
spark.speculation.interval 100ms
spark.sql.files.minPartitionNum 8
"""
"""A copy of each task that takes longer than the first half, and a task a file."""

FAILING, SLOW, SLOW_SECONDS = 1, 5, 120.0


def troubled(folder: Path) -> Callable[[pa.RecordBatch], tuple[pa.RecordBatch, ...]]:
    """A function whose first attempt at one number fails, and at another takes minutes; a file an attempt."""

    def function(rows: pa.RecordBatch) -> tuple[pa.RecordBatch, ...]:
        for number in rows["n"].to_pylist():
            attempt = len(list(folder.glob(f"{number}-*")))
            (folder / f"{number}-{attempt}").touch()
            if not attempt and number == FAILING:
                raise OSError("the first attempt fails")
            if not attempt and number == SLOW:
                time.sleep(SLOW_SECONDS)
        return (rows,)

    return function


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SparkEngine]:
    if reason := missing("spark"):
        pytest.skip(reason)
    (tmp_path / "spark-defaults.conf").write_text(DEFAULTS, encoding="utf-8")
    monkeypatch.setenv("SPARK_CONF_DIR", str(tmp_path))
    monkeypatch.setenv("SPARK_LOCAL_IP", standalone.HOST)
    with same_environment(), standalone.cluster(tmp_path / "cluster") as cluster:
        session = open_session(SparkPlace(cluster.address, str(tmp_path), 2, "1g"))
        yield SparkEngine(
            session, Manifest(DataFolder(str(tmp_path / "tables"))), RunStamp("run-1", datetime.now(UTC)), None
        )
        session.stop()


def test_rows_of_tasks_with_two_attempts_are_there_once(engine: SparkEngine, tmp_path: Path) -> None:
    rows = pa.table({"n": pa.array(range(8), pa.int64())})
    for name in ("given", "made"):
        engine.create_scratch(name, rows.slice(0, 0))
    for number in range(8):
        engine.append("work.given", rows.slice(number, 1))
    (attempts := tmp_path / "attempts").mkdir()
    began = time.monotonic()
    assert engine.flow("select * from work.given", troubled(attempts), ("work.made",)) == 8
    assert time.monotonic() - began < SLOW_SECONDS
    assert {path.name for path in attempts.iterdir()} >= {f"{FAILING}-1", f"{SLOW}-1"}
    assert engine.rows("select n from work.made order by n") == [(number,) for number in range(8)]
