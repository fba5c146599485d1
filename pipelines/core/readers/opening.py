"""From a file, or a member of one, to the reader of its format: compressions are peeled, archives descended into.

Belongs here: dispatch and depth. Does not: any format.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from pipelines.core.readers.compression import compression_of, unpacked
from pipelines.core.readers.detection import HEAD_BYTES, PACKED_SUFFIX, format_of
from pipelines.core.readers.drafts import Draft, Fault, numbered, rejection
from pipelines.core.readers.jsonrows import read_json
from pipelines.core.readers.limits import Limits
from pipelines.core.readers.pages import read_page
from pipelines.core.readers.streams import Damage, Stream, stream_of
from pipelines.core.readers.texts import read_text
from pipelines.core.records import RawRecord, Rejection


@dataclass
class Tally:
    """What one read has met in all its archives together."""

    members: int = 0


@dataclass(frozen=True)
class Opening:
    """A file or member to be read: how to open it from its start, where it stands, how deep within others."""

    reopen: Callable[[], BinaryIO]
    record_path: str
    limits: Limits
    sidecar: bytes | None = None
    depth: int = 0
    tally: Tally = field(default_factory=Tally)


def records(opening: Opening) -> Iterator[RawRecord | Rejection]:
    """All records and rejections of an opening, those of its members included."""
    try:
        stream, name, _depth = peeled(opening)
        kind = format_of(stream.peek(HEAD_BYTES), name)
    except Damage as damage:
        yield rejection(opening.record_path, None, damage.reason, damage.detail)
        return
    yield from numbered(_drafts(kind, stream, opening), opening.record_path)


def peeled(opening: Opening) -> tuple[Stream, str, int]:
    """The stream beneath all compressions, the name without their suffixes, and the depth reached."""
    stream = stream_of(opening.reopen(), opening.limits)
    name, depth = opening.record_path.lower(), opening.depth
    while kind := compression_of(stream.peek(16)):
        depth += 1
        if depth > opening.limits.nesting_depth:
            raise Damage("too_deep", f"more than {opening.limits.nesting_depth} compressions and archives")
        stream, name = unpacked(stream, kind, opening.limits), PACKED_SUFFIX.sub("", name)
    return stream, name, depth


def _drafts(kind: str, stream: Stream, opening: Opening) -> Iterator[Draft | Fault]:
    if kind in ("json", "jsonl"):
        yield from read_json(stream, opening.limits)
    elif kind == "html":
        yield from read_page(stream, opening.limits, opening.sidecar)
    elif kind == "text":
        yield from read_text(stream, opening.limits, opening.sidecar)
    else:
        raise Damage("empty" if kind == "empty" else "unknown_format", f"read as {kind}")
