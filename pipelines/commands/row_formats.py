"""The formats that rows are written in: a table for people, CSV, JSON Lines and Parquet for programs, GraphML.

Belongs here: values as each format has them, in bounded memory. Does not: the layout of a table (tables), which rows
(query, export).
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.commands import UserError
from pipelines.commands.published import BATCH_ROWS
from pipelines.commands.tables import table_lines

Write = Callable[[pa.RecordBatchReader, IO[Any]], None]

GROUP_ROWS = 8_192
"""Rows of a row group of Parquet, which are in memory at once."""

FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
"""Text that a spreadsheet takes for a formula."""

GRAPHML = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'


@dataclass(frozen=True, slots=True)
class Format:
    """How rows are written; batch_rows: how many are in memory at once."""

    write: Write
    is_binary: bool = False
    batch_rows: int = BATCH_ROWS


def values(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    """The rows of a batch as Python values; columns may share a name."""
    columns = [column.to_pylist() for column in batch.columns]
    return zip(*columns, strict=True)


def write_table(rows: pa.RecordBatchReader, out: IO[str]) -> None:
    """Write a table for people to read."""
    for line in table_lines(rows.schema.names, (list(values(batch)) for batch in rows)):
        print(line, file=out)


def write_csv(rows: pa.RecordBatchReader, out: IO[str], *, spreadsheet: bool = False) -> None:
    """Write CSV as of RFC 4180, with line feeds; lists and structures as JSON, NULL as nothing.

    spreadsheet: so that Excel reads UTF-8, and no text as a formula, which changes values: such text gets an apostrophe
    """
    if spreadsheet:
        out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.schema.names)
    for batch in rows:
        writer.writerows([_csv_cell(value, spreadsheet) for value in row] for row in values(batch))


def _csv_cell(value: Any, spreadsheet: bool) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        value = as_json(value)
    if spreadsheet and isinstance(value, str) and value.startswith(FORMULA_START):
        return f"'{value}"
    return value


def as_json(value: Any) -> str:
    """One value as JSON; what JSON has no type for, such as an instant, as text."""
    return json.dumps(value, ensure_ascii=False, default=str)


def write_jsonl(rows: pa.RecordBatchReader, out: IO[str]) -> None:
    """Write one JSON object per line."""
    for row in chain.from_iterable(map(values, rows)):
        out.write(as_json(dict(zip(rows.schema.names, row, strict=True))) + "\n")


def write_parquet(rows: pa.RecordBatchReader, out: IO[bytes]) -> None:
    """Write Parquet, compressed with zstd."""
    with pq.ParquetWriter(out, rows.schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)


def write_graphml(rows: pa.RecordBatchReader, out: IO[str]) -> None:
    """Write a directed graph: each row is an edge from its first column to its second, the others are attributes.

    Raises UserError if there are fewer than two columns.
    """
    names = rows.schema.names
    if len(names) < 2:
        raise UserError("GraphML needs two columns that name the ends of an edge, such as those of copy_flows")
    print(GRAPHML, file=out)
    for name, kind in zip(names[2:], rows.schema.types[2:], strict=True):
        attributes = f"id={quoteattr(name)} for='edge' attr.name={quoteattr(name)} attr.type='{_graphml_type(kind)}'"
        print(f"<key {attributes}/>", file=out)
    print("<graph edgedefault='directed'>", file=out)
    nodes: dict[str, None] = {}
    for source, target, *others in chain.from_iterable(map(values, rows)):
        if source is None or target is None:
            continue
        nodes |= {str(source): None, str(target): None}
        cells = zip(names[2:], others, strict=True)
        data = "".join(f"<data key={quoteattr(k)}>{escape(_plain(v))}</data>" for k, v in cells if v is not None)
        print(f"<edge source={quoteattr(str(source))} target={quoteattr(str(target))}>{data}</edge>", file=out)
    for node in nodes:
        print(f"<node id={quoteattr(node)}/>", file=out)
    print("</graph>\n</graphml>", file=out)


def _graphml_type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "long"
    return "double" if pa.types.is_floating(kind) else "boolean" if pa.types.is_boolean(kind) else "string"


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else str(_csv_cell(value, spreadsheet=False))


FORMATS = {
    "table": Format(write_table),
    "csv": Format(write_csv),
    "json": Format(write_jsonl),
    "jsonl": Format(write_jsonl),
    "parquet": Format(write_parquet, is_binary=True, batch_rows=GROUP_ROWS),
    "graphml": Format(write_graphml),
}
"""`json` has always been one object per line; `jsonl` is its proper name."""
