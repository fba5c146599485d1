"""What zip and tar archives have in common: which members are read, under which path, and how deep.

Belongs here: members, and why some can't be read. Does not: the two formats (zip_files, tar_files), what a member holds
(dispatch). Nothing is extracted: members are read in place, and their names are only labels.
"""

import io
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import BinaryIO, Final

from pipelines.core.limits import Limits
from pipelines.core.readers import sidecars
from pipelines.core.readers.input_files import InputFile
from pipelines.core.readers.numbering import make_rejection
from pipelines.core.readers.safe_names import escape_name, is_unsafe_name
from pipelines.core.readers.streams import ReadError, Stream
from pipelines.core.records import Rejection

IGNORED_SUFFIXES: Final = (".tmp", ".part", ".crdownload", sidecars.SUFFIX)
"""Members that are not input, as in the raw folder."""

PAGE_ARCHIVE_SUFFIXES: Final = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz")
"""Members of a WACZ file that hold pages (a collection of WACZ files is one, too)."""

MAX_SIDECAR_BYTES: Final = 1 << 16
"""A sidecar holds an address and a time; those of a tar are all in memory at once."""


@dataclass(frozen=True, slots=True)
class Member:
    """An archive member: its name, the reason why it can't be read (or None), how to open it, and its sidecar."""

    name: str
    refusal: str | None
    open: Callable[[], BinaryIO]
    sidecar: bytes | None


def is_input(name: str) -> bool:
    """Whether a member is input, by its name.

    >>> is_input("a/b.html"), is_input("__MACOSX/._b.html"), is_input("b.html.meta.json")
    (True, False, False)
    """
    base = name.rstrip("/").replace("\\", "/").rpartition("/")[2]
    return not base.startswith((".", "_")) and not base.endswith(IGNORED_SUFFIXES)


def lone_sidecars(names: Iterable[str], used: Collection[str]) -> Iterator[Member]:
    """The sidecars among the names of members that belong to none of them, as members that are refused."""
    for name in names:
        if sidecars.is_sidecar(name.replace("\\", "/").rpartition("/")[2]) and name not in used:
            yield Member(name, sidecars.LONE, io.BytesIO, None)


def is_web_archive_package(names: Collection[str]) -> bool:
    """Whether a zip is a WACZ file: a package of web archives with an index and a list of pages.

    >>> is_web_archive_package(["datapackage.json", "archive/data.warc.gz"]), is_web_archive_package(["data.warc.gz"])
    (True, False)
    """
    return "datapackage.json" in names and any(map(is_page_archive, names))


def is_page_archive(name: str) -> bool:
    """Whether a member of a WACZ file holds pages, by its name; the others describe them.

    >>> is_page_archive("archive/data.warc.gz"), is_page_archive("pages/pages.jsonl")
    (True, False)
    """
    return name.lower().endswith(PAGE_ARCHIVE_SUFFIXES)


def locate_member(member: Member, archive: InputFile, depth: int) -> InputFile | Rejection:
    """The member as a file to read, under the path `archive!member`, or the rejection of a member that can't be read.

    Raises ReadError `too_many_members` beyond limits.members.
    """
    limits = archive.limits
    path = f"{archive.record_path}!{escape_name(member.name)}"
    if len(path) > limits.path_characters:
        short = f"{path[:900]}…{sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
        return make_rejection(short, None, "path_too_long", f"{len(path)} characters")
    archive.members.count += 1
    if archive.members.count > limits.members:
        raise ReadError("too_many_members", f"more than {limits.members} members")
    path = archive.members.make_unique(path)
    refusal = "unsafe_name" if is_unsafe_name(member.name) else member.refusal
    if refusal:
        return make_rejection(path, None, refusal, escape_name(member.name))
    return replace(archive, reopen=member.open, record_path=path, depth=depth, sidecar=member.sidecar)


def read_sidecar(read: Callable[[int], bytes], limits: Limits) -> bytes:
    """The bytes of a sidecar member; b"" (unreadable) if it is too large."""
    data = Stream(read, limits.file_bytes).read_exactly(MAX_SIDECAR_BYTES + 1)
    return data if len(data) <= MAX_SIDECAR_BYTES else b""
