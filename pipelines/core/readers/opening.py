"""A file, or a member of an archive, on its way to the reader of its format.

Belongs here: what is known of it, and peeling compressions off it. Does not: any format, dispatch (dispatch).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from pipelines.core.limits import Limits
from pipelines.core.readers.compression import compression_of, unpacked
from pipelines.core.readers.detection import PACKED_SUFFIX
from pipelines.core.readers.streams import Damage, Stream, stream_of


@dataclass
class Tally:
    """What one read has met in all its archives together."""

    members: int = 0
    paths: dict[str, int] = field(default_factory=dict)

    def unique(self, path: str) -> str:
        """The path, told apart from an equal one met before: archives may hold two members of one name.

        >>> tally = Tally()
        >>> tally.unique("a.zip!b"), tally.unique("a.zip!b")
        ('a.zip!b', 'a.zip!b\\\\#2')
        """
        count = self.paths[path] = self.paths.get(path, 0) + 1
        return path if count == 1 else f"{path}\\#{count}"


@dataclass(frozen=True)
class Opening:
    """A file or member to be read: how to open it from its start, where it stands, how deep within others.

    reopen: gives the source at its start; that of a member can be called once (its source says it can't seek)
    """

    reopen: Callable[[], BinaryIO]
    record_path: str
    limits: Limits
    sidecar: bytes | None = None
    depth: int = 0
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True)
class Peeled:
    """The stream beneath all compressions, the name without their suffixes, the depth reached, and the source."""

    stream: Stream
    name: str
    depth: int
    source: BinaryIO
    is_packed: bool


def peeled(opening: Opening) -> Peeled:
    """Take off every compression; raises Damage `too_deep` beyond limits.nesting_depth."""
    source = opening.reopen()
    stream = stream_of(source, opening.limits)
    name, depth = opening.record_path.lower(), opening.depth
    while kind := compression_of(stream.peek(16)):
        depth += 1
        check_depth(depth, opening.limits)
        stream, name = unpacked(stream, kind, opening.limits), PACKED_SUFFIX.sub("", name)
    return Peeled(stream, name, depth, source, depth > opening.depth)


def check_depth(depth: int, limits: Limits) -> None:
    """Raises Damage `too_deep` beyond limits.nesting_depth."""
    if depth > limits.nesting_depth:
        raise Damage("too_deep", f"more than {limits.nesting_depth} compressions and archives within each other")
