"""`newsfold snapshot`: keeps the current version under a name, for good, with a manifest and a citation.

Belongs here: the order of a snapshot, and what is said of it. Does not: its folder (warehouse.kept), what the manifest
and the citation say (manifest).
"""

import argparse
import json
from datetime import datetime

from pipelines import clock
from pipelines import settings as setting
from pipelines.commands import EXIT_DONE, UserError
from pipelines.commands.locking import held
from pipelines.commands.manifest import cite, cite_as_cff, describe
from pipelines.settings import Settings
from warehouse import kept, leftovers, seals
from warehouse.connections import open_to_read
from warehouse.history import History
from warehouse.kept import Kept
from warehouse.seals import NotAsPublished


def main(options: argparse.Namespace) -> int:
    """Make the snapshot; 0 if it is there."""
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse}, reads_raw=False)
    now = clock.now()
    with held(settings, f"snapshot {options.name}", now):
        kept.check_name(settings.warehouse, options.name)
        return _make(settings, options.name, now)


def _make(settings: Settings, name: str, now: datetime) -> int:
    link = settings.warehouse
    known = leftovers.clean_up(link, History(link))
    version = next((each for each in kept.list_all(link, known.seals) if each.is_current), None)
    if version is None:
        raise UserError(f"{link} does not exist yet: run `newsfold run` first")
    with kept.new_snapshot(link, version, name) as folder:
        file = folder / link.name
        sha256 = _check(version, seals.sha256_of(file))
        with open_to_read(file) as connection:
            described = describe(connection, settings, version, sha256)
        manifest = {"name": name, "made_at": now.isoformat(), **described}
        (folder / kept.MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        (folder / "CITATION.txt").write_text(cite(manifest), encoding="utf-8")
        (folder / "CITATION.cff").write_text(cite_as_cff(manifest), encoding="utf-8")
    print(f"snapshot    {link.parent / kept.SNAPSHOTS / name}")
    print(cite(manifest), end="")
    return EXIT_DONE


def _check(version: Kept, sha256: str) -> str:
    if version.seal and sha256 != version.seal.sha256:
        raise NotAsPublished(f"version {version.name} is not as it was published: no snapshot is made of it")
    return sha256
