"""`newsfold samples`: writes the samples, which are fiction, into a folder. They stay apart from a person's own files:
each has a warehouse of its own.

Belongs here: writing them, refusing to mix them, and what is said of it. Does not: where either stands by default,
which folder holds the samples (settings).
"""

import argparse
import shlex
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pipelines
from pipelines.commands import UserError
from pipelines.settings import (
    DEFAULT_RAW,
    DEFAULT_WAREHOUSE,
    SAMPLES,
    SAMPLES_LIST,
    SAMPLES_WAREHOUSE,
    Settings,
    holds_samples,
)
from pipelines.steps.raw_folder import Listed
from warehouse import versions
from warehouse.connections import open_to_read

PACKAGED = (Path(*pipelines.__path__) / "samples").resolve()
"""The samples as installed; in a clone a link leads to the folder at its top."""

PRESENT = "select record_path from main.source_files where status in ('loaded', 'partial') order by record_path"

NOTE = (
    f"fiction to try newsfold on, in a warehouse of its own; your own files go to {DEFAULT_RAW}, or wherever --raw"
    f" says, and into {DEFAULT_WAREHOUSE}"
)


def main(options: argparse.Namespace) -> int:
    """Write the samples and say what to do with them. Raises UserError if the folder holds anything."""
    folder = Path(options.folder)
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file: name a folder that is new or empty")
    if folder.is_dir() and any(folder.iterdir()):
        raise UserError(f"{folder} is not empty: name a folder that is new or empty, so that nothing is overwritten")
    for source in filter(Path.is_file, PACKAGED.rglob("*")):
        target = folder / source.relative_to(PACKAGED)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)  # without its mode: an installation may be read-only
    count = len((PACKAGED / SAMPLES_LIST).read_text(encoding="utf-8").splitlines())
    is_default = folder.absolute() == SAMPLES.absolute() and not DEFAULT_RAW.is_dir()
    raw = "" if is_default else f" --raw {shlex.quote(str(folder))}"
    print(f"wrote {count} samples, which are fiction, to {folder}; {folder / '_README.md'} says what is in them")
    print(f"next: newsfold run{raw}")
    print(f'then: newsfold query{raw} "select title, article_count from stories order by all desc"')
    return 0


def are_read(settings: Settings) -> bool:
    """Whether the samples are the raw folder."""
    return holds_samples(settings.raw)


def refuse_mixture(settings: Settings, listing: Sequence[Listed]) -> None:
    """Raise UserError if the samples would be read into a warehouse of other files, or other files into theirs."""
    if not listing or versions.current_version(settings.warehouse) is None:
        return
    with open_to_read(settings.warehouse) as connection:
        present = [row[0] for row in connection.execute(PRESENT).fetchall()]
    foreign = [path for path in present if not (settings.raw / path).exists()]
    if are_read(settings) and foreign:
        raise UserError(
            f"{settings.warehouse} was made from other files, such as {foreign[0]}: the samples have a warehouse of"
            f" their own, {SAMPLES_WAREHOUSE}; leave --warehouse out, or name your own folder with --raw"
        )
    is_fiction = any(all((folder / path).exists() for path in present) for folder in (SAMPLES, PACKAGED))
    if present and foreign == present and is_fiction:
        raise UserError(
            f"{settings.warehouse} was made from the samples, which are fiction: your own files have a warehouse of"
            f" their own, {DEFAULT_WAREHOUSE} if you leave --warehouse out"
        )


def warnings(settings: Settings, listing: Sequence[Listed]) -> Iterator[str]:
    """A line if there is a file in the folder of the samples that is none of them."""
    listed = settings.raw / SAMPLES_LIST
    if not are_read(settings) or not listed.exists():
        return
    known = set(listed.read_text(encoding="utf-8").splitlines())
    own = sorted(each.record_path for each in listing if each.record_path not in known)
    if own:
        yield (
            f"{settings.raw} holds {len(own):,} that are no samples, such as {own[0]}: they are read together with"
            f" fiction; put your own files into {DEFAULT_RAW}, or name their folder with --raw"
        )
