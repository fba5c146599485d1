"""The intake by workers: this process looks at files and reads them one by one, others normalize their records.

Belongs here: that order, and writing what has landed. Does not: what is decided about a file (intake), reading it
(reading), the same on executors (flow_intake).
"""

from collections.abc import Callable, Sequence

import pyarrow as pa

from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps import raw_folder
from pipelines.steps.intake import WITHDRAWN, Chosen, Intake, withdraw
from pipelines.steps.landing import TEXT_TABLE, Landing, Rows
from pipelines.steps.ledger import LOADED
from pipelines.steps.raw_folder import Listed, RawInput
from pipelines.steps.reading import Outcome, Source, count_records, read_file, source_of
from pipelines.steps.removed_passages import read_passages
from pipelines.steps.tally import Tally
from pipelines.steps.workers import Workers
from warehouse.engine import Arrow, Engine

KNOWN = "select record_key from main.article_records where file_sha256 = ?"


def take_by_workers(
    engine: Engine, settings: Settings, intake: Intake, files: Sequence[Listed], tally: Tally, count: int
) -> None:
    """Take all files; what has landed of them is in its tables, and their outcomes are noted, at the end.

    count: worker processes, 0 for none
    """
    intake.recall(LOADED)
    with engine.loading(TEXT_TABLE) as load_texts:
        workers = Workers(count, settings.limits.record_seconds)
        land = Landing(workers, engine.run, read_passages(engine), _writer(engine, load_texts))
        taking = _Taking(engine, source_of(settings), intake, land, tally)
        try:
            for file in files:
                taking.take(file)
                tally.finish_file(file.size if isinstance(file, RawInput) else 0)
            land.flush()
        finally:
            workers.close()
    for chosen, outcome in taking.read:
        intake.note(chosen, count_records(outcome, land))
    for keys in taking.withdrawn:
        engine.delete_matching(TEXT_TABLE, keys)


class _Taking:
    """read: files that were read, with outcomes that lack counts · withdrawn: keys of texts that are to be deleted"""

    def __init__(self, engine: Engine, source: Source, intake: Intake, land: Landing, tally: Tally) -> None:
        self.engine, self.source, self.intake, self.land, self.tally = engine, source, intake, land, tally
        self.read: list[tuple[Chosen, Outcome]] = []
        self.withdrawn: list[pa.Table] = []

    def take(self, file: Listed) -> None:
        if isinstance(file, Rejection):
            self.intake.reject(file, file)
            return
        look = raw_folder.look_at(self.source.raw, file, self.source.limits, self.intake.is_settled(file))
        if chosen := self.intake.choose(file, look):
            self._read(chosen)

    def _read(self, chosen: Chosen) -> None:
        found = self.engine.rows(KNOWN, [chosen.sha256]) if chosen.is_retried else []
        known = frozenset(key for (key,) in found)
        for each in read_file(self.source, chosen.file, chosen.sha256, known, self.land):
            if not isinstance(each, Outcome):
                self.tally.note_record(each)
            elif each.is_void:
                self.land.forget(chosen.sha256)
                withdraw(self.engine, [chosen.sha256])
                self.withdrawn.append(self.engine.arrow(WITHDRAWN))
                self.intake.note(chosen, each)
            else:
                self.read.append((chosen, each))


def _writer(engine: Engine, load_texts: Callable[[Arrow], None]) -> Callable[[Rows], None]:
    def write(rows: Rows) -> None:
        for table, each in rows.items():
            if table == TEXT_TABLE:
                load_texts(each)
            else:
                engine.append(table, each)

    return write
