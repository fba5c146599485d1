"""`newsfold forget`: takes articles, files or folders out of every version, snapshot and history that is kept.

Belongs here: the order of it, and what is said. Does not: what names mean (steps.removal_requests), the run that
carries it out (run), deleting (steps.removal, warehouse.purge).

The request is written before the run begins, so that any later run finishes what this one may not.
"""

import argparse
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pipelines import clock
from pipelines import settings as setting
from pipelines.commands import EXIT_DONE, UserError, run
from pipelines.commands.locking import held
from pipelines.commands.run_output import choose_output
from pipelines.settings import Settings
from warehouse import tombstones, versions
from warehouse.connections import open_to_read
from warehouse.kept import SNAPSHOTS
from warehouse.tombstones import Tombstone

FILES = (
    "select distinct source_files.record_path from main.source_files inner join main.article_records"
    " on source_files.sha256 = article_records.file_sha256 where article_id in (select unnest($1))"
    " or source_files.sha256 in (select unnest($2))"
)
COUNT = "select coalesce(sum(record_count), 0) from main.removals where request_id = ?"
SHOWN_FILES = 5


def main(options: argparse.Namespace) -> int:
    """Take out what is named; 0 if a version without it is published, 1 if its run failed: the next one will."""
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse})
    request_id, now = str(uuid.uuid4()), clock.now()
    with held(settings, f"forget {request_id}", now):
        files = request(settings, options.names, request_id, now)
    before = _kept_files(settings)
    print(f"request     {request_id}: written to {tombstones.path_of(settings.warehouse)}", flush=True)
    code = run.run_whole(settings, choose_output(quiet=False, as_json=False))
    lines = _lines_done(settings, request_id, before - _kept_files(settings)) if code == EXIT_DONE else [UNFINISHED]
    for line in [*lines, *_lines_on_files(settings, files)]:
        print(line)
    return code


UNFINISHED = "not taken out yet: the request stays, and the next run that publishes carries it out"


def request(settings: Settings, names: Sequence[str], request_id: str, now: datetime) -> list[str]:
    """Write the request; returns the files that hold what it names. Raises UserError, and then writes nothing."""
    from pipelines.steps.removal_requests import find_meaning

    if versions.current_version(settings.warehouse) is None:
        raise UserError(f"{settings.warehouse} does not exist yet: run `newsfold run` first")
    wanted: list[Tombstone] = []
    with open_to_read(settings.warehouse) as connection:
        for name in names:
            meaning = find_meaning(connection, name)
            if not meaning.is_known:
                raise UserError(
                    f"nothing here is called {name!r}: expected an article_id, a URL, record_path#index, or the path"
                    f" of a file or folder below {settings.raw}"
                )
            wanted += meaning.tombstones(request_id, now)
        keys = [[each.key for each in wanted if each.kind == kind] for kind in (tombstones.ARTICLE, tombstones.BYTES)]
        files = [row[0] for row in connection.execute(FILES, keys).fetchall()]
    tombstones.append(settings.warehouse, wanted)
    return sorted(files)


def _kept_files(settings: Settings) -> set[Path]:
    """The versions, snapshots and failed builds that are there."""
    link = settings.warehouse
    kept = {*versions.all_versions(link), *(link.parent / SNAPSHOTS).glob(f"*/{link.name}")}
    return kept | set(link.parent.glob(f"failed-*{link.suffix}"))


def _lines_done(settings: Settings, request_id: str, gone: set[Path]) -> Iterator[str]:
    with open_to_read(settings.warehouse) as connection:
        count = connection.execute(COUNT, [request_id]).fetchall()[0][0]
    yield f"taken out   {count:>10,} records; they stay out, whichever file brings them again"
    folder = settings.warehouse.parent
    for path in sorted(gone):
        note = ": its manifest stays" if SNAPSHOTS in path.parts else ""
        yield f"deleted     {path.relative_to(folder)}, which was made before{note}"
    yield "history     error messages blanked; Dagster's records of earlier runs deleted"


def _lines_on_files(settings: Settings, files: Sequence[str]) -> Iterator[str]:
    """The raw files, which are the user's own."""
    there = [path for path in files if (settings.raw / path).exists()]
    if there:
        names = ", ".join(there[:SHOWN_FILES]) + (", …" if len(there) > SHOWN_FILES else "")
        yield f"raw files   {len(there):>10,} are yours and stay as they are in {settings.raw}: {names}"
