"""The intake by flows: executors look at files and read them, this process decides in between.

Belongs here: those flows, and the rows that go between. Does not: what is decided about a file (intake), reading it
(reading), the same in this process (worker_intake).

A record is normalized in a process beside the executor's own, with the limits and the outcome of any worker: where the
executor has no main thread, and where a record crashes its process.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps.intake import WITHDRAWN, Chosen, Intake, withdraw
from pipelines.steps.landing import (
    CLAIM_TABLE,
    EVIDENCE_TABLE,
    RECORD_TABLES,
    REJECTION_TABLE,
    TEXT_TABLE,
    Landing,
    Rows,
)
from pipelines.steps.ledger import LOADED
from pipelines.steps.raw_folder import Listed, Look, RawInput, look_at
from pipelines.steps.reading import Outcome, count_records, read_file, source_of
from pipelines.steps.removed_passages import read_passages
from pipelines.steps.tally import Tally
from pipelines.steps.workers import Workers
from warehouse import catalog
from warehouse.engine import Engine, FlowOptions, RunStamp
from warehouse.flows import one_batch

if TYPE_CHECKING:
    from pipelines.core.matching.kernels import I64

BYTES_PER_LOOK = 256 << 20
BYTES_PER_READ = 4 << 20
"""How much of the files a task gets on average: 40 pages, or 100 compressed ones, take three to seven seconds to
normalize, which is many times the start of a worker from a server that is there."""

MAX_TASKS = 10_000
"""Limits what the scheduler of a cluster has to keep."""

LANDING_TABLES = (*RECORD_TABLES, CLAIM_TABLE, TEXT_TABLE, EVIDENCE_TABLE, REJECTION_TABLE)

TO_READ = (
    "select c.*, k.known from work.chosen_files c left join (select file_sha256, list_sort(list(record_key)) as known"
    " from main.article_records semi join work.retried_files using (file_sha256) group by file_sha256) k"
    " on c.sha256 = k.file_sha256"
)

TEXT, NUMBER, BINARY, FLAG = pa.string(), pa.int64(), pa.binary(), pa.bool_()

FILE: Mapping[str, pa.DataType] = {
    "record_path": TEXT, "file": BINARY, "size": NUMBER, "mtime_ns": NUMBER, "inode": TEXT, "sidecar": BINARY,
}  # fmt: skip
"""A RawInput. inode: in decimal, for it may exceed 63 bits"""

OUTCOME: Mapping[str, pa.DataType] = {
    "record_path": TEXT, "sha256": TEXT, "format": TEXT, "layout": TEXT, "whole_rejections": NUMBER,
    "record_count": NUMBER, "rejected_count": NUMBER, "is_changed": FLAG, "error": TEXT,
}  # fmt: skip

TO_LOOK_AT = pa.schema({**FILE, "is_settled": FLAG})
LOOKS = pa.schema({"record_path": TEXT, "sha256": TEXT, "error": TEXT})
CHOSEN = pa.schema({**FILE, "sha256": TEXT})
OUTCOMES = pa.schema(OUTCOME)


def take_by_flows(engine: Engine, settings: Settings, intake: Intake, files: Sequence[Listed], tally: Tally) -> None:
    """Take all files; what has landed of them is in its tables, and their outcomes are noted, at the end.

    Content that was withdrawn because its file changed is read from the next file that has it.
    """
    todo: list[RawInput] = []
    for each in files:
        if isinstance(each, Rejection):
            intake.reject(each, each)
        else:
            todo.append(each)
    settings = replace(settings, raw=settings.raw.absolute())
    passages = read_passages(engine)
    looks = _look(engine, settings, intake, todo) if todo else {}
    if todo:
        intake.recall(f"{LOADED} and sha256 in (select sha256 from work.looks)")
    while todo:
        chosen = [c for file in todo if (c := intake.choose(file, looks[file.record_path]))]
        void = _read(engine, settings, intake, chosen, passages) if chosen else set()
        read = {c.file.record_path for c in chosen}
        todo = [f for f in todo if looks[f.record_path].sha256 in void and f.record_path not in read]
    tally.records += intake.records
    for each in files:
        tally.finish_file(each.size if isinstance(each, RawInput) else 0)


def look(settings: Settings, files: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of LOOKS for rows of TO_LOOK_AT."""
    rows = []
    for row in files.to_pylist():
        found = look_at(settings.raw, _input(row), settings.limits, row["is_settled"])
        rows.append({"record_path": row["record_path"]} | asdict(found))
    return (pa.RecordBatch.from_pylist(rows, LOOKS),)


def read_files(
    settings: Settings, run: RunStamp, passages: "I64", files: pa.RecordBatch
) -> Iterator[Sequence[pa.RecordBatch]]:
    """Rows of OUTCOMES and of LANDING_TABLES, a part whenever some have landed, for rows that TO_READ selects."""
    source, ready, outcomes = source_of(settings), list[Rows](), list[Outcome]()
    with closing(Workers(1, settings.limits.record_seconds, is_server_shared=True)) as workers:
        land = Landing(workers, run, passages, ready.append)
        for row in files.to_pylist():
            known = frozenset(row["known"] or ())
            for each in read_file(source, _input(row), row["sha256"], known, land):
                outcomes += [each] if isinstance(each, Outcome) else []
                yield from _handed_on(ready)
        land.flush()
        yield from _handed_on(ready)
    counted = pa.RecordBatch.from_pylist([asdict(count_records(each, land)) for each in outcomes], OUTCOMES)
    yield counted, *(_batch(table, {}) for table in LANDING_TABLES)


def _look(engine: Engine, settings: Settings, intake: Intake, files: Sequence[RawInput]) -> Mapping[str, Look]:
    """What executors found, by path."""
    rows = [_row(each) | {"is_settled": intake.is_settled(each)} for each in files]
    engine.create_scratch("listed_files", pa.Table.from_pylist(rows, TO_LOOK_AT))
    engine.create_scratch("looks", LOOKS.empty_table())
    tasks = _tasks(files, BYTES_PER_LOOK)
    engine.flow("select * from work.listed_files", partial(look, settings), ("work.looks",), FlowOptions(tasks=tasks))
    return {path: Look(*rest) for path, *rest in engine.rows("select record_path, sha256, error from work.looks")}


def _read(
    engine: Engine, settings: Settings, intake: Intake, chosen: Sequence[Chosen], passages: "I64"
) -> set[str]:  # fmt: skip
    """Read files and note their outcomes; returns the hashes of those whose rows were withdrawn."""
    rows = [_row(each.file) | {"sha256": each.sha256} for each in chosen]
    engine.create_scratch("chosen_files", pa.Table.from_pylist(rows, CHOSEN))
    retried = pa.array([each.sha256 for each in chosen if each.is_retried], pa.string())
    engine.create_scratch("retried_files", pa.table({"file_sha256": retried}))
    engine.create_scratch("outcomes", OUTCOMES.empty_table())
    into = ("work.outcomes", *LANDING_TABLES)
    tasks = _tasks([each.file for each in chosen], BYTES_PER_READ)
    engine.flow(TO_READ, partial(read_files, settings, engine.run, passages), into, FlowOptions(tasks=tasks))
    outcomes = {row["record_path"]: Outcome(**row) for row in engine.arrow("select * from work.outcomes").to_pylist()}
    void = {each.sha256 for each in outcomes.values() if each.is_void}
    if void:
        withdraw(engine, sorted(void))
        engine.delete_matching(TEXT_TABLE, WITHDRAWN)
    for each in chosen:
        intake.note(each, outcomes[each.file.record_path])
    return void


def _tasks(files: Iterable[RawInput], size: int) -> int:
    """How many tasks files make; more than there are files would be empty."""
    sizes = [each.size for each in files]
    return min(len(sizes), MAX_TASKS, 1 + sum(sizes) // size)


def _handed_on(ready: list[Rows]) -> Iterator[Sequence[pa.RecordBatch]]:
    """What has landed and was not handed on yet."""
    while ready:
        rows = ready.pop(0)
        yield _empty(OUTCOMES), *(_batch(table, rows) for table in LANDING_TABLES)


def _batch(table: str, rows: Rows) -> pa.RecordBatch:
    schema = catalog.arrow_schema(table)
    return one_batch(rows[table].select(schema.names).cast(schema)) if table in rows else _empty(schema)


def _empty(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([], schema)


def _row(file: RawInput) -> dict[str, Any]:
    return asdict(file) | {"inode": str(file.inode)}


def _input(row: Mapping[str, Any]) -> RawInput:
    """The input of a row that begins as FILE does."""
    return RawInput(**{field.name: row[field.name] for field in fields(RawInput)} | {"inode": int(row["inode"])})
