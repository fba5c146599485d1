"""What is kept of a warehouse: its published versions and its snapshots, and finding one of them by name.

Belongs here: listing, naming, making the folder of a snapshot. Does not: whether a file is intact (seals), retention
(versions), what a manifest says (pipelines.commands.manifest).

A snapshot is a copy, `snapshots/<name>/news.duckdb`, not a hard link: a program that writes into a version would write
into everything linked to it.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse import manifests, seals, versions
from warehouse.refusals import Refusal
from warehouse.seals import Seal

SNAPSHOTS, MANIFEST = "snapshots", "manifest.json"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?<!\.)")
PART = ".part"
"""Ending of the folder of a snapshot that is not complete."""


class UnknownVersion(Refusal):
    """No version and no snapshot is called so."""


class WrongName(Refusal):
    """A snapshot can't be called so."""


class WrongManifest(Refusal):
    """The manifest of a snapshot was changed or damaged."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept.

    name: of a version its run id, of a snapshot what the user called it · run_id: the run that published it
    seal: as in the history, or of a snapshot as in its manifest; None if there is none
    """

    name: str
    run_id: str
    file: Path
    seal: Seal | None
    is_current: bool = False
    is_snapshot: bool = False

    @property
    def published_at(self) -> datetime:
        """When it was published; the time of the file if nothing else says."""
        return self.seal.published_at if self.seal else datetime.fromtimestamp(self.file.stat().st_mtime, UTC)

    def find_difference(self) -> str | None:
        """What tells it from the file that was published; None if nothing does, or if it has no seal."""
        return seals.find_difference(self.file, self.seal) if self.seal else None


def list_all(link: Path, known: Mapping[str, Seal]) -> list[Kept]:
    """The versions, newest first, then the snapshots by name."""
    shown = versions.shown_label(link)
    found = []
    for file in reversed(versions.in_order(link, seals.published_times(known))):
        label = versions.label_of(file, link)
        found.append(Kept(label, label, file, known.get(label), is_current=label == shown))
    return found + list(_snapshots(link))


def find(link: Path, known: Mapping[str, Seal], wanted: str | None) -> Kept:
    """The version of this run id, the snapshot of this name, or the only version whose run id begins so.

    None: the version that the current one was built on, else the newest that was published before it.
    Raises UnknownVersion.
    """
    kept = list_all(link, known)
    if wanted is None:
        return _before_current(link, kept)
    named = [each for each in kept if each.name == wanted]
    named = named or [each for each in kept if not each.is_snapshot and each.name.startswith(wanted or " ")]
    if len(named) != 1:
        problem = f"{len(named)} versions begin with" if named else "no version or snapshot is called"
        raise UnknownVersion(f"{problem} {wanted!r}: `newsfold versions` lists what is kept")
    return named[0]


def _before_current(link: Path, kept: list[Kept]) -> Kept:
    current = next((each for each in kept if each.is_current), None)
    base = current.seal.built_on if current and current.seal else None
    others = [each for each in kept if not each.is_current and not each.is_snapshot]
    if current:
        others = [each for each in others if each.published_at <= current.published_at]
    found = next((each for each in others if each.name == base), None) or next(iter(others), None)
    if found is None:
        raise UnknownVersion(f"no version before the current one is kept beside {link}")
    return found


def _snapshots(link: Path) -> Iterator[Kept]:
    for folder in sorted((link.parent / SNAPSHOTS).glob("*")):
        file, manifest = folder / link.name, folder / MANIFEST
        if NAME.fullmatch(folder.name) and file.is_file() and manifest.is_file():
            seal = _stated_seal(manifest)
            yield Kept(folder.name, seal.run_id, file, seal, is_snapshot=True)


def _stated_seal(manifest: Path) -> Seal:
    """The seal that a snapshot's manifest states. Raises WrongManifest."""
    try:
        stated = json.loads(manifest.read_text(encoding="utf-8"))
        published_at = datetime.fromisoformat(stated["published_at"])
        articles, size, modified = stated["rows"]["articles"], stated["bytes"], stated["modified_ns"]
        return Seal(stated["run_id"], published_at, None, articles, size, modified, stated["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise WrongManifest(f"{manifest} is no manifest of a snapshot ({error!r}): move its folder away") from None


def check_name(link: Path, name: str) -> None:
    """Raise WrongName if a snapshot can't be called so: it is no name for a folder, or taken."""
    if not NAME.fullmatch(name):
        raise WrongName(f"{name!r} is no name for a folder: use letters, digits, dots, hyphens and underscores")
    labels = {versions.label_of(version, link) for version in versions.all_versions(link)}
    if name in labels or (link.parent / SNAPSHOTS / name).exists():
        raise WrongName(f"there is a version or a snapshot {name!r} already: choose another name")


@contextmanager
def new_snapshot(link: Path, version: Kept, name: str) -> Iterator[Path]:
    """The folder of a new snapshot, with a read-only copy of a version; it gets its name when the block succeeds.

    The caller holds the lock, and adds the manifest.
    """
    folder, part = link.parent / SNAPSHOTS / name, link.parent / SNAPSHOTS / f".{name}{PART}"
    for unfinished in folder.parent.glob(f".*{PART}"):  # of a process that was killed
        shutil.rmtree(unfinished)
    part.mkdir(parents=True)
    try:
        copy_version(version, part / link.name)
        copy_report(version.file, part / link.name, link)
        yield part
        for file in part.iterdir():
            versions.flush(file)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part)
        raise


def copy_report(source: Path, target: Path, link: Path) -> None:
    """Copy the report on a version, if there is one, beside a copy of the version."""
    report = versions.report_of(source, link)
    if report.exists():
        versions.copy_file(report, versions.report_of(target, link))


def copy_version(version: Kept, target: Path) -> None:
    """Copy a version read-only, with its time of modification, by which its seal is checked quickly."""
    manifests.copy(version.file, target)
    versions.copy_file(version.file, target)
    found = version.file.stat()
    os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
    target.chmod(0o444)
