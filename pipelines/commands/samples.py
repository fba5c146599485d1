"""Keeps the samples, which are fiction, apart from a person's own files: each has a warehouse of its own.

Belongs here: refusing to mix them, and what is said of it. Does not: where either stands by default (settings).
"""

from collections.abc import Iterator, Sequence

from pipelines.commands import UserError
from pipelines.settings import DEFAULT_RAW, DEFAULT_WAREHOUSE, SAMPLES, SAMPLES_WAREHOUSE, Settings
from pipelines.steps.raw_folder import Listed
from warehouse import versions
from warehouse.connections import open_to_read

LIST = SAMPLES / "_files.txt"
"""The paths of all samples, one a line."""

PRESENT = "select record_path from main.source_files where status in ('loaded', 'partial') order by record_path"

NOTE = (
    f"fiction to try newsfold on, in a warehouse of its own; your own files go to {DEFAULT_RAW}, or wherever --raw"
    f" says, and into {DEFAULT_WAREHOUSE}"
)


def are_read(settings: Settings) -> bool:
    """Whether the samples are the raw folder."""
    return settings.raw == SAMPLES.absolute()


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
    if present and foreign == present and all((SAMPLES / path).exists() for path in present):
        raise UserError(
            f"{settings.warehouse} was made from the samples, which are fiction: your own files have a warehouse of"
            f" their own, {DEFAULT_WAREHOUSE} if you leave --warehouse out"
        )


def warnings(settings: Settings, listing: Sequence[Listed]) -> Iterator[str]:
    """A line if there is a file in the folder of the samples that is none of them."""
    if not are_read(settings) or not LIST.exists():
        return
    known = set(LIST.read_text(encoding="utf-8").splitlines())
    own = sorted(each.record_path for each in listing if each.record_path not in known)
    if own:
        yield (
            f"{SAMPLES} holds {len(own):,} that are no samples, such as {own[0]}: they are read together with fiction;"
            f" put your own files into {DEFAULT_RAW}, or name their folder with --raw"
        )
