"""A file or archive member on its way to the reader of its format.

Belongs here: how it is opened, and removing its compressions. Does not: any format, choosing a reader (dispatch).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from pipelines.core.limits import Limits
from pipelines.core.readers.compression import compression_of, decompress
from pipelines.core.readers.format_detection import PACKED_SUFFIX
from pipelines.core.readers.services import Services
from pipelines.core.readers.streams import ReadError, Stream, open_stream


@dataclass
class MemberPaths:
    """The members of one raw file, those of nested archives included: their number, and how often each path occurs."""

    count: int = 0
    occurrences: dict[str, int] = field(default_factory=dict)

    def make_unique(self, path: str) -> str:
        """The path, numbered from its second occurrence on: two members of an archive may have the same name.

        >>> paths = MemberPaths()
        >>> paths.make_unique("a.zip!b"), paths.make_unique("a.zip!b")
        ('a.zip!b', 'a.zip!b\\\\#2')
        """
        count = self.occurrences[path] = self.occurrences.get(path, 0) + 1
        return path if count == 1 else f"{path}\\#{count}"


@dataclass(frozen=True)
class InputFile:
    """A file or member to read.

    reopen: returns the source at its start; for a member it can be called once (its source can't seek)
    depth: compressions and archives around it · members: shared by all archives of one raw file
    services: those that rows are compared with, else the registry
    """

    reopen: Callable[[], BinaryIO]
    record_path: str
    limits: Limits
    sidecar: bytes | None = None
    depth: int = 0
    members: MemberPaths = field(default_factory=MemberPaths)
    services: Services | None = None


@dataclass(frozen=True)
class UnpackedFile:
    """The decompressed stream of a file, its lower-case name without compression suffixes, its depth and its source."""

    stream: Stream
    name: str
    depth: int
    source: BinaryIO


def unpack(file: InputFile) -> UnpackedFile:
    """Remove every compression; raises ReadError `too_deep` beyond limits.nesting_depth."""
    source = file.reopen()
    stream = open_stream(source, file.limits)
    name, depth = file.record_path.lower(), file.depth
    while kind := compression_of(stream.peek(16)):
        depth += 1
        check_depth(depth, file.limits)
        stream, name = decompress(stream, kind, file.limits), PACKED_SUFFIX.sub("", name)
    return UnpackedFile(stream, name, depth, source)


def check_depth(depth: int, limits: Limits) -> None:
    """Raises ReadError `too_deep` beyond limits.nesting_depth."""
    if depth > limits.nesting_depth:
        raise ReadError("too_deep", f"more than {limits.nesting_depth} nested compressions and archives")
