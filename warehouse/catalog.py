"""The catalog: the tables declared in `ddl/` and the models in `sql/`.

Belongs here: reading and parsing these files. Does not: running them (engine), following columns (lineage).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.parse_cache import cached

if TYPE_CHECKING:
    import pyarrow as pa
    from sqlglot import exp  # imported where something is parsed, which the cache makes rare

DDL_FOLDER = Path(__file__).parent / "ddl"
HISTORY_DDL_FOLDER = DDL_FOLDER / "history"
SHARED_WITH_HISTORY = ("main.runs", "main.quality_results")
SQL_FOLDER = Path(__file__).parent.parent / "sql"
SCRATCH = "work"
"""The schema that exists only during a run. A table in it has a DDL file if models read what a step writes; other
scratch gets its columns from its rows or its select."""

LAYERS = (SCRATCH, "staging", "dedup", "main", "search")
"""Schemas in the order in which data passes through them."""

PREVIOUS = "previous"
"""The schema in which models read the last published version; not a dependency within a run."""

SCOPES = f"{SCRATCH}.scope_"
"""Prefix of tables with the keys whose rows a run rewrites; these tables have no scope themselves."""

KEY = re.compile(r"Key: ([a-z0-9_, ]+)\.$")
"""The key of a table, at the end of its comment."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its DDL declares it; `type` is in lower case, empty for views."""

    name: str
    type: str
    nullable: bool
    comment: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view as its DDL declares it; `key` is empty for views."""

    name: str
    is_view: bool
    columns: tuple[Column, ...]
    comment: str
    key: tuple[str, ...]
    ddl: str

    @property
    def schema(self) -> str:
        return self.name.split(".")[0]

    @property
    def bare_ddl(self) -> str:
        """The DDL without comments, which take most of its time: for tables that nobody looks at."""
        return self.ddl.partition("\ncomment on ")[0]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if not column.nullable)


@dataclass(frozen=True, slots=True)
class Model:
    """One select of `sql/` and the table it fills.

    reads: tables of this run that it depends on, sorted, without its own table and `previous`
    scope: the `work.scope_…` table with the keys of the rows it replaces; None if it replaces or extends the table
    is_append: True if it reads its own table, and so selects only rows that are missing there
    is_of_run: True if it reads `work` or `previous`, so that as a view it exists only during a run
    """

    table: str
    sql: str
    reads: tuple[str, ...]
    scope: str | None
    is_append: bool
    is_of_run: bool


@cache
def tables(folder: Path = DDL_FOLDER) -> Mapping[str, Table]:
    """Every table and view by its full name, ordered by layer and name."""
    return {f"{path.parent.name}.{path.stem}": _table(path) for path in _files(folder)}


@cache
def lasting_tables() -> Mapping[str, Table]:
    """Every table and view except scratch."""
    return {name: table for name, table in tables().items() if is_lasting(name)}


@cache
def history_tables() -> Mapping[str, Table]:
    """The tables of `history.duckdb`: those it shares with the published file, and its own."""
    return {name: tables()[name] for name in SHARED_WITH_HISTORY} | dict(tables(HISTORY_DDL_FOLDER))


@cache
def models(folder: Path = SQL_FOLDER) -> Mapping[str, Model]:
    """Every SQL model by the name of its table."""
    return {f"{path.parent.name}.{path.stem}": _model(path) for path in _files(folder)}


def is_lasting(table: str) -> bool:
    """Whether a table outlives the run that writes it."""
    return not table.startswith(f"{SCRATCH}.")


@cache
def arrow_schema(table: str) -> "pa.Schema":
    """The Arrow schema of rows for a table with a DDL file.

    >>> arrow_schema("main.overrides").field("line").type
    DataType(int32)
    """
    import pyarrow as pa

    return pa.schema([pa.field(column.name, _arrow_type(column.type)) for column in tables()[table].columns])


ARROW_ALIASES = {
    "text": "string", "json": "string", "int": "int32", "smallint": "int16", "bigint": "int64", "date": "date32",
    "boolean": "bool", "double": "double", "timestamp": "timestamp[us]", }  # fmt: skip
"""Type as sqlglot writes it → its name in Arrow."""


def _arrow_type(stated: str) -> "pa.DataType":
    import pyarrow as pa

    if stated.endswith("[]"):
        return pa.list_(_arrow_type(stated[:-2]))
    alias: Any = ARROW_ALIASES.get(stated)
    return pa.type_for_alias(alias) if alias else pa.timestamp("us", "UTC")


@cache
def reads_itself(table: str) -> bool:
    """Whether the model of a table reads the table it fills, by name or through views."""
    waiting, seen = list(models()[table].reads), set[str]()
    while waiting:
        read = waiting.pop()
        if read not in seen and read in tables() and tables()[read].is_view:
            waiting += models()[read].reads
        seen.add(read)
    return models()[table].is_append or table in seen


def in_order(names: Iterable[str]) -> list[str]:
    """The given tables, each after those that its model reads; ties by layer and name."""
    graph = {name: models()[name].reads if name in models() else () for name in names}
    return list(TopologicalSorter(graph).static_order())


def parse(sql: str) -> "exp.Expr":
    """The syntax tree of one statement in DuckDB's dialect."""
    import sqlglot

    return sqlglot.parse_one(sql, read="duckdb")


def tables_read(sql: str) -> tuple[str, ...]:
    """Full names of the tables that a select reads, sorted, without common table expressions."""
    short_hash = hashlib.sha256(sql.encode()).hexdigest()[:4]  # bounds the number of files; the cache checks the text
    return tuple(cached(f"tables {short_hash}", sql, lambda: _tables_read(parse(sql))))


def _tables_read(tree: "exp.Expr") -> list[str]:
    from sqlglot import exp

    local = {cte.alias_or_name for cte in tree.find_all(exp.CTE)}
    found = (t for t in tree.find_all(exp.Table) if t.name and (t.db or t.name not in local))
    return sorted({f"{t.db}.{t.name}" if t.db else t.name for t in found})


def _files(folder: Path) -> Iterator[Path]:
    for layer in LAYERS:
        yield from sorted((folder / layer).glob("*.sql"))


def _table(path: Path) -> Table:
    name = f"{path.parent.name}.{path.stem}"
    ddl = path.read_text(encoding="utf-8")
    stated = cached(name, ddl, lambda: _stated(name, ddl))
    columns = tuple(Column(**column) for column in stated["columns"])
    return Table(name, stated["is_view"], columns, stated["comment"], tuple(stated["key"]), ddl)


def _stated(name: str, ddl: str) -> dict[str, Any]:
    """What a DDL file declares about its table, in JSON types."""
    import sqlglot
    from sqlglot import exp

    statements = [s for s in sqlglot.parse(ddl, read="duckdb") if s is not None]
    comments = {
        s.this.sql("duckdb").replace('"', ""): s.expression.name for s in statements if isinstance(s, exp.Comment)
    }
    creates = [s for s in statements if isinstance(s, exp.Create)]
    comment = comments.pop(name)
    if creates:
        columns = [_column(d, comments) for d in creates[0].find_all(exp.ColumnDef)]
    else:
        columns = [Column(c.rsplit(".", 1)[1], "", True, text) for c, text in comments.items()]
    key = KEY.search(comment)
    return {
        "is_view": not creates,
        "columns": [asdict(column) for column in columns],
        "comment": comment,
        "key": key[1].split(", ") if key else [],
    }


def _column(definition: "exp.ColumnDef", comments: Mapping[str, str]) -> Column:
    from sqlglot import exp

    suffix = f".{definition.name}"
    return Column(
        name=definition.name,
        type=definition.kind.sql("duckdb").lower() if definition.kind else "",
        nullable=not definition.find(exp.NotNullColumnConstraint),
        comment=next((text for name, text in comments.items() if name.endswith(suffix)), ""),
    )


def _model(path: Path) -> Model:
    name = f"{path.parent.name}.{path.stem}"
    sql = path.read_text(encoding="utf-8")
    read = tables_read(sql)
    return Model(
        table=name,
        sql=sql,
        reads=tuple(t for t in read if t != name and not t.startswith(f"{PREVIOUS}.")),
        scope=next((t for t in read if t.startswith(SCOPES)), None) if is_lasting(name) else None,
        is_append=name in read,
        is_of_run=any(t.startswith(("work.", f"{PREVIOUS}.")) for t in read),
    )
