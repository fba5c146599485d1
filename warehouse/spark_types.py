"""Types between Arrow and Spark: what the contract of a table says in the words of Spark, and results in its terms.

Belongs here: names of types, plain results. Does not: the contract (catalog), statements (portability).
"""

import pyarrow as pa

NAMES = {
    pa.string(): "string", pa.large_string(): "string", pa.bool_(): "boolean", pa.date32(): "date",
    pa.int8(): "tinyint", pa.int16(): "smallint", pa.int32(): "int", pa.int64(): "bigint",
    pa.float32(): "float", pa.float64(): "double", pa.binary(): "binary",
}  # fmt: skip
"""Type of Arrow → its name in Spark; of those that need no more than a name."""


def spark_type(kind: pa.DataType) -> str:
    """The name of a type in Spark. Raises TypeError for one that no table of ours has.

    >>> spark_type(pa.list_(pa.timestamp("us", "UTC")))
    'array<timestamp>'
    """
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return f"array<{spark_type(kind.value_type)}>"
    if pa.types.is_timestamp(kind):
        return "timestamp" if kind.tz else "timestamp_ntz"
    if kind not in NAMES:
        raise TypeError(f"no type of Spark stands for {kind}")
    return NAMES[kind]


def schema_text(schema: pa.Schema) -> str:
    """The columns of a table as Spark declares them."""
    return ", ".join(f"`{field.name}` {spark_type(field.type)}" for field in schema)


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type in which a result is stored or returned: sums and quotients are decimal on Spark, texts may be large.

    >>> plain_type(pa.decimal128(38, 0)), plain_type(pa.decimal128(20, 6)), plain_type(pa.large_string())
    (DataType(int64), DataType(double), DataType(string))
    """
    if pa.types.is_decimal(kind):
        return pa.int64() if kind.scale == 0 else pa.float64()
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(plain_type(kind.value_type))
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", "UTC" if kind.tz else None)
    if pa.types.is_null(kind):
        return pa.string()
    return pa.string() if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) else kind


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """The columns of a result in plain types."""
    return pa.schema([pa.field(field.name, plain_type(field.type)) for field in schema])


def plain(rows: pa.Table) -> pa.Table:
    """A result in plain types."""
    return rows.cast(plain_schema(rows.schema))
