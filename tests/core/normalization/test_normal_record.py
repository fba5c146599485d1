"""The Arrow schemas derived from annotations agree with the tables that the batches are appended to."""

from types import NoneType
from typing import get_args, get_type_hints

import pyarrow as pa
import pytest

from pipelines.core.normalization.evidence import Evidence
from pipelines.core.normalization.normal_record import ARTICLE_SCHEMA, EVIDENCE_SCHEMA, NormalRecord
from pipelines.steps.landing import CLAIM_TABLE, RECORD_TABLES
from warehouse import catalog

ADDED_ON_LANDING = {"run_id", "ingested_at", "is_current"}
EVIDENCE_TABLE = "staging.field_evidence"


def as_stored(type_: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_large_string(type_) else type_


@pytest.mark.parametrize("table", RECORD_TABLES)
def test_articles_agree_with_the_catalog(table: str) -> None:
    columns = [column for column in catalog.arrow_schema(table) if column.name not in ADDED_ON_LANDING]
    assert [(column.name, as_stored(ARTICLE_SCHEMA.field(column.name).type)) for column in columns] == [
        (column.name, column.type) for column in columns
    ]


def test_every_column_but_the_body_has_a_table() -> None:
    stored = {name for table in (*RECORD_TABLES, CLAIM_TABLE) for name in catalog.tables()[table].column_names}
    assert set(ARTICLE_SCHEMA.names) - stored == {"body"}


def test_evidence_agrees_with_the_catalog() -> None:
    assert catalog.arrow_schema(EVIDENCE_TABLE).equals(EVIDENCE_SCHEMA)


@pytest.mark.parametrize(("row", "tables"), [(NormalRecord, RECORD_TABLES), (Evidence, (EVIDENCE_TABLE,))])
def test_what_must_not_be_null_is_never_none(row: type, tables: tuple[str, ...]) -> None:
    optional = {name for name, hint in get_type_hints(row).items() if NoneType in get_args(hint)}
    required = {column.name for table in tables for column in catalog.tables()[table].columns if not column.nullable}
    assert not optional & required
