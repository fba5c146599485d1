"""What zip and tar archives have in common: which members are read, under which path, and how deep.

Belongs here: members and their refusals. Does not: the two formats (zips, tars), what a member holds (opening).
Nothing is ever written: a member is read where it lies, its name is only a label.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import BinaryIO, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.drafts import rejection
from pipelines.core.readers.names import climbs, escaped_name
from pipelines.core.readers.opening import Opening
from pipelines.core.readers.streams import Damage, Stream
from pipelines.core.records import RawRecord, Rejection

LEFT_OUT: Final = (".tmp", ".part", ".crdownload", ".meta.json")
"""Members that are no input, as in the raw folder (CONTRACT: raw input)."""

SIDECAR_SUFFIX: Final = ".meta.json"

Records = Callable[[Opening], Iterator[RawRecord | Rejection]]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive: its name, why it can't be read (a reason, or None), and how to open it."""

    name: str
    refusal: str | None
    open: Callable[[], BinaryIO]


def is_input(name: str) -> bool:
    """Whether a member is input by its name.

    >>> is_input("a/b.html"), is_input("__MACOSX/._b.html"), is_input("b.html.meta.json")
    (True, False, False)
    """
    last = name.rstrip("/").replace("\\", "/").rpartition("/")[2]
    return not last.startswith((".", "_")) and not last.endswith(LEFT_OUT)


def member_records(
    member: Member, archive: Opening, depth: int, sidecars: Mapping[str, bytes], records: Records
) -> Iterator[RawRecord | Rejection]:
    """The records of one member under `archive!member`; a member that can't be read is one rejection."""
    limits = archive.limits
    path = f"{archive.record_path}!{escaped_name(member.name)}"
    if len(path) > limits.path_characters:
        yield rejection(short_path(path), None, "path_too_long", f"{len(path)} characters")
        return
    archive.tally.members += 1
    if archive.tally.members > limits.members:
        raise Damage("too_many_members", f"more than {limits.members} members")
    path = archive.tally.unique(path)
    refusal = "unsafe_name" if climbs(member.name) else member.refusal
    if refusal:
        yield rejection(path, None, refusal, escaped_name(member.name))
        return
    opening = replace(
        archive, reopen=member.open, record_path=path, depth=depth, sidecar=sidecars.get(member.name + SIDECAR_SUFFIX)
    )
    yield from records(opening)


def short_path(path: str) -> str:
    """A path that is short enough to store and still one of a kind.

    >>> len(short_path("a" * 5000)) < 1000
    True
    """
    return f"{path[:900]}…{sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def sidecar_bytes(source: BinaryIO, limits: Limits) -> bytes:
    """The bytes of a member that is a sidecar; b"" (unreadable) when they are too many."""
    data = Stream(source.read, limits.file_bytes).read_exactly(SIDECAR_BYTES + 1)
    return data if len(data) <= SIDECAR_BYTES else b""


SIDECAR_BYTES: Final = 1 << 16
"""A sidecar states an address and a time; of a tar all are held in memory at once."""
