"""Reads one raw file into a landing, wherever that is, and says what came of it.

Belongs here: what a chosen file and its outcome are, reading between two looks at the file. Does not: choosing files
and noting outcomes (intake), opening them (raw_folder), formats (core.readers).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from pipelines.core.identity import record_key
from pipelines.core.limits import Limits
from pipelines.core.readers import read
from pipelines.core.readers.services import Services, make_services, with_own
from pipelines.core.records import RawRecord, Rejection
from pipelines.settings import Settings
from pipelines.steps import raw_folder
from pipelines.steps.landing import Landing
from pipelines.steps.raw_folder import RawInput


@dataclass(frozen=True, slots=True)
class Source:
    """The raw folder, and how its files are read."""

    raw: Path
    limits: Limits
    services: Services


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading a file; its rows have landed, and count for nothing if it is void.

    whole_rejections: those without an index · record_count, rejected_count: as in the ledger
    is_changed: it is not as it was listed · error: why the system did not let it be read to its end
    """

    record_path: str
    sha256: str
    format: str | None = None
    layout: str | None = None
    whole_rejections: int = 0
    record_count: int = 0
    rejected_count: int = 0
    is_changed: bool = False
    error: str | None = None

    @property
    def is_void(self) -> bool:
        """Whether what landed must be withdrawn."""
        return self.is_changed or self.error is not None


def source_of(settings: Settings) -> Source:
    """The raw folder of these settings."""
    return Source(settings.raw, settings.limits, with_own(make_services(settings.services)))


def read_file(
    source: Source, file: RawInput, sha256: str, known: frozenset[str], land: Landing
) -> Iterator[BinaryIO | Outcome]:
    """Read a file to its end; yields the open file after each record that counts, and the outcome last.

    known: keys of its records that are loaded already, in a retry
    """
    try:
        yield from _read(source, file, sha256, known, land)
    except OSError as error:
        yield Outcome(file.record_path, sha256, error=error.strerror or str(error))


def count_records(outcome: Outcome, land: Landing) -> Outcome:
    """The outcome with the counts of its file, once everything of it has landed."""
    return replace(
        outcome, record_count=land.records[outcome.sha256], rejected_count=land.rejected[outcome.sha256]
    )  # fmt: skip


def _read(
    source: Source, file: RawInput, sha256: str, known: frozenset[str], land: Landing
) -> Iterator[BinaryIO | Outcome]:
    whole_rejections = 0
    sidecar = raw_folder.read_sidecar(source.raw, file, source.limits)
    with raw_folder.open_input(source.raw, file) as opened:
        content = read(opened, file.record_path, source.limits, sidecar, source.services)
        for each in content.records:
            _land(each, sha256, known, land)
            if each.record_index is not None:
                yield opened
            else:
                whole_rejections += 1
    is_changed = not raw_folder.is_unchanged(source.raw, file)
    yield Outcome(
        file.record_path, sha256, content.format, content.layout, whole_rejections, is_changed=is_changed
    )  # fmt: skip


def _land(each: RawRecord | Rejection, sha256: str, known: frozenset[str], land: Landing) -> None:
    if isinstance(each, Rejection):
        land.reject(each, sha256)
    elif known and record_key(each.record_path, sha256, each.record_index) in known:
        land.skip(sha256)
    else:
        land.add(each, sha256)
