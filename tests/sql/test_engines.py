"""Every model yields the rows of its cases on Sail and on Spark, too; `make test-sql` runs them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
import yaml

from tests.sql import spark_sessions
from tests.sql.output_columns import output_columns
from tests.sql.test_models import CASES, PARAMETERS, case_name, connection, holding, plain
from warehouse import catalog, portability

__all__ = ["connection"]

pytestmark = pytest.mark.spark

ENGINES = ("sail", "spark")


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    if reason := spark_sessions.missing(request.param):
        pytest.skip(reason)
    return str(request.param)


@pytest.fixture(scope="module")
def session(engine: str) -> Iterator[Any]:
    with spark_sessions.session(engine) as opened:
        yield opened


@pytest.mark.parametrize("path", CASES, ids=case_name)
def test_a_model_yields_the_rows_of_its_case(path: Path, session: Any, connection: duckdb.DuckDBPyConnection) -> None:
    from pyspark.sql.pandas.types import from_arrow_schema

    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    model = catalog.models()[f"{path.parent.parent.name}.{path.parent.name}"]
    names = sorted({name for row in case["expect"] for name in row}) or list(output_columns(model.table))
    with holding(connection, case["given"]):
        for table in catalog.tables_read(model.sql):
            rows = _portable(connection.sql(f"from {table}").to_arrow_table())
            schema = from_arrow_schema(rows.schema)  # of no rows, Spark infers none
            given = session.createDataFrame(rows.to_pylist() if not len(rows) else rows, schema)
            given.createOrReplaceTempView(portability.view_name(table))
    select = portability.spark_select(model.sql, PARAMETERS.get(model.table))
    columns = session.sql(select).select(*names).toArrow().columns
    got = list(zip(*(column.to_pylist() for column in columns), strict=True))
    expected = [tuple(row.get(name) for name in names) for row in case["expect"]]
    assert sorted(map(plain, got)) == sorted(map(plain, expected))


def _portable(rows: pa.Table) -> pa.Table:
    """The rows in types that Spark takes: JSON is text."""
    fields = [
        field.with_type(pa.string()) if str(field.type).startswith("extension") else field for field in rows.schema
    ]
    return rows.cast(pa.schema(fields))
