"""Seals: whether a version is still, byte for byte, the file that was published.

Belongs here: hashing a file, comparing it with its seal, choosing the version that a run builds on. Does not: keeping
seals (history), names and retention (versions).
"""

import hashlib
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse import manifests, versions
from warehouse.refusals import Refusal


class NotAsPublished(Refusal):
    """The current version was changed by another program, and there is nothing intact to build on."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A version as it was published: a row of main.versions in the history, where the columns are described."""

    run_id: str
    published_at: datetime
    built_on: str | None
    articles: int
    bytes: int
    modified_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Base:
    """The version that a run builds on, None for a first run; `reason` says why it is not simply the current one."""

    file: Path | None
    reason: str | None = None


def hash_and_flush(file: Path) -> str:
    """The SHA-256 of a finished file, computed while the system writes the file to disk."""
    with ThreadPoolExecutor(1) as pool:
        hashing = pool.submit(sha256_of, file)
        versions.flush(file)
        return hashing.result()


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file in hexadecimal; 0.2 s of CPU time per 400 MB with instructions for it."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def find_difference(file: Path, seal: Seal, *, is_thorough: bool = False) -> str | None:
    """What tells a file from the one that was published, in words; None if nothing does.

    A file of the same size and time of modification is trusted unless the check is thorough. With another time the
    SHA-256 decides, because copying and moving change times: if it is the same, the time is set back, so that the next
    check is quick.
    """
    found, log = file.stat(), versions.with_log(file)
    if log.exists() and log.stat().st_size:
        return f"another program wrote to it: {log.name} is beside it"
    if found.st_size != seal.bytes:
        return f"it has {found.st_size:,} bytes, {seal.bytes:,} were published"
    if difference := manifests.find_difference(file):
        return difference
    is_same_time = found.st_mtime_ns == seal.modified_ns
    if is_same_time and not is_thorough:
        return None
    if sha256_of(file) != seal.sha256:
        return "its bytes are not those that were published"
    if not is_same_time:
        with suppress(PermissionError):  # it belongs to someone else: the next check takes as long
            os.utime(file, ns=(found.st_atime_ns, seal.modified_ns))
    return None


def is_current_intact(link: Path, sealed: Mapping[str, Seal]) -> bool:
    """Whether the link shows a file that is as it was published, as far as a quick check can tell, or has no seal."""
    current = versions.current_version(link)
    seal = current and sealed.get(versions.label_of(current, link))
    return current is not None and (not seal or find_difference(current, seal) is None)


def choose_base(link: Path, sealed: Mapping[str, Seal]) -> Base:
    """The current version, or the newest intact one before it if that is not as it was published.

    A version without a seal (published by an earlier release, or by a run that was killed as it ended) is accepted.
    Raises NotALink, and NotAsPublished if the current version was changed and no other can be built on.
    """
    current = versions.current_version(link)
    if current is None and not link.is_symlink():
        return Base(None)
    shown = current or versions.target_of(link)
    label = versions.label_of(shown, link)
    seal = sealed.get(label)
    if current and seal is None:
        return Base(current, f"version {label} has no seal, so that it can't be checked: accepted as it is")
    difference = find_difference(current, seal) if current and seal else "it is gone"
    if difference is None:
        return Base(current)
    problem = f"version {label} is not as it was published ({difference})"
    for older in _before(link, shown, sealed):
        seal = sealed.get(versions.label_of(older, link))
        if seal is None or find_difference(older, seal) is None:
            return Base(older, f"{problem}: built on version {versions.label_of(older, link)} instead")
    if current is None:
        return Base(None, f"{problem}, and no other is kept: everything was read again")
    raise NotAsPublished(
        f"{problem}, and no version before it can be built on: bring it back from a backup, show a snapshot by"
        f" `newsfold rollback NAME`, or move {link} away to read all raw files again"
    )


def _before(link: Path, shown: Path, sealed: Mapping[str, Seal]) -> list[Path]:
    """The versions that were there before the one shown, newest first; those that can't be checked come last."""
    own = sealed.get(versions.label_of(shown, link))

    def is_later(path: Path) -> bool:
        seal = sealed.get(versions.label_of(path, link))
        return bool(own and seal and seal.published_at > own.published_at)

    newest_first = reversed(versions.in_order(link, published_times(sealed)))
    before = [path for path in newest_first if path != shown and not is_later(path)]
    return sorted(before, key=lambda path: versions.label_of(path, link) not in sealed)


def published_times(sealed: Mapping[str, Seal]) -> Mapping[str, float]:
    """Run id → when its version was published, in seconds since 1970."""
    return {run_id: seal.published_at.timestamp() for run_id, seal in sealed.items()}
