"""Bad compressions and archives."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import pytest
import zstandard

from pipelines.core.readers import Limits, read

GOOD = b'{"text": "Words of a report."}\n'
ROWS = GOOD * 3
LONG_ROW = b'{"text": "' + b"a" * 100_000 + b'"}\n'
NOISE = b"".join(b'{"text": "%s"}\n' % os.urandom(300).hex().encode() for _ in range(2000))
PAGE = b"<html><body><p>Words of a report.</p></body></html>"


def flipped(data: bytes, at: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 0xFF
    return bytes(changed)


def zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


CASES: dict[str, tuple[str, bytes, str]] = {
    "gz-several-members": ("a.jsonl.gz", gzip.compress(GOOD) + gzip.compress(GOOD), "ok ok"),
    "gz-zero-padding": ("a.jsonl.gz", gzip.compress(ROWS) + b"\0" * 700, "ok ok ok"),
    "gz-empty-member": ("a.jsonl.gz", gzip.compress(b""), "file:empty"),
    "gz-truncated-page": ("a.html.gz", gzip.compress(PAGE)[:-12], "file:truncated"),
    "gz-truncated-rows": ("a.jsonl.gz", gzip.compress(ROWS)[:-4], "ok ok ok truncated"),
    "gz-only-header": ("a.jsonl.gz", gzip.compress(ROWS)[:10], "file:truncated"),
    "gz-garbage-after": ("a.jsonl.gz", gzip.compress(ROWS) + b"<html>quota exceeded", "ok ok ok trailing_garbage"),
    "gz-wrong-crc": ("a.jsonl.gz", flipped(gzip.compress(ROWS), -6), "checksum"),
    "gz-wrong-length": ("a.jsonl.gz", flipped(gzip.compress(ROWS), -1), "checksum"),
    "gz-wrong-crc-page": ("a.html.gz", flipped(gzip.compress(PAGE), -6), "file:checksum"),
    "gz-flipped-byte": ("a.jsonl.gz", flipped(gzip.compress(ROWS), 14), "damaged"),
    "gz-name-only": ("a.jsonl.gz", ROWS, "ok ok ok"),
    "gz-without-name": ("a.json", gzip.compress(ROWS), "ok ok ok"),
    "gz-twice": ("a.jsonl.gz.gz", gzip.compress(gzip.compress(ROWS)), "ok ok ok"),
    "gz-bomb": ("a.txt.gz", gzip.compress(bytes(40_000_000), 9), "file:decompression_bomb"),
    "gz-bomb-of-rows": ("a.jsonl.gz", gzip.compress(LONG_ROW * 400, 9), "decompression_bomb"),
    "gz-bomb-in-gz": ("a.gz", gzip.compress(gzip.compress(bytes(200_000_000), 9), 9), "file:decompression_bomb"),
    "bz2-truncated": ("a.jsonl.bz2", bz2.compress(NOISE)[:-8], "truncated"),
    "bz2-flipped-byte": ("a.jsonl.bz2", flipped(bz2.compress(ROWS), 30), "file:damaged"),
    "bz2-garbage-after": ("a.jsonl.bz2", bz2.compress(ROWS) + b"more", "ok ok ok trailing_garbage"),
    "xz-truncated": ("a.jsonl.xz", lzma.compress(ROWS)[:-6], "ok ok ok truncated"),
    "xz-flipped-byte": ("a.jsonl.xz", flipped(lzma.compress(ROWS), 40), "damaged"),
    "xz-two-streams": ("a.jsonl.xz", lzma.compress(GOOD) + lzma.compress(GOOD), "ok ok"),
    "zst-truncated": ("a.jsonl.zst", zstd(NOISE)[:-3000], "truncated"),
    "zst-two-frames": ("a.jsonl.zst", zstd(GOOD) + zstd(GOOD), "ok ok"),
    "zst-flipped-byte": ("a.jsonl.zst", flipped(zstd(NOISE), 3000), "damaged"),
    "zst-wrong-checksum": ("a.jsonl.zst", flipped(zstd(ROWS), -1), "file:checksum"),
    "zst-bomb": ("a.txt.zst", zstd(bytes(100_000_000)), "file:decompression_bomb"),
    "zst-huge-window": ("a.zst", b"\x28\xb5\x2f\xfd\x00\xf8" + b"\x01\x00\x00", "file:damaged"),
    "compressed-five-times": (
        "a.gz",
        gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(GOOD))))),
        "file:too_deep",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_compression(case: str, outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    """Records before the damage are kept, then the damage is reported once; the same inside a zip."""
    name, data, expected = CASES[case]
    for result in (outcomes(data, name), outcomes(make_zip({name: data}), "archive.zip")):
        if expected in ("checksum", "damaged", "truncated", "decompression_bomb"):
            reported = result[-1].removeprefix("file:")
            assert reported == expected or {reported, expected} == {
                "damaged",
                "checksum",
            }  # zlib decides
            assert set(result[:-1]) <= {"ok", "bad_json", "no_content", "no_known_fields", "not_an_object"}
        else:
            assert result == expected.split()


def encrypted(data: bytes) -> bytes:
    """A zip that says it is encrypted: bit 0 of both flag fields."""
    held = bytearray(data)
    held[6] |= 1
    held[held.index(b"PK\x01\x02") + 8] |= 1
    return bytes(held)


def test_zip_encrypted(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    assert outcomes(encrypted(make_zip({"a.jsonl": ROWS})), "a.zip") == ["file:encrypted"]


def test_zip_method_unknown(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    held = bytearray(make_zip({"a.jsonl": ROWS}))
    held[8] = held[held.index(b"PK\x01\x02") + 10] = 97
    assert outcomes(bytes(held), "a.zip") == ["file:unsupported_compression"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_zip_methods(method: int, outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    assert outcomes(make_zip({"a.jsonl": ROWS, "b.html": PAGE}, method), "a.zip") == ["ok"] * 4


def test_zip_wrong_crc_costs_one_member(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    data = make_zip({"a.html": PAGE, "b.html": PAGE}, zipfile.ZIP_STORED)
    assert outcomes(flipped(data, data.index(b"Words")), "a.zip") == ["file:checksum", "ok"]


def test_zip_without_directory(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    assert outcomes(make_zip({"a.jsonl": ROWS})[:-30], "a.zip") == ["file:truncated"]


def test_zip_directory_damaged(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    data = make_zip({"a.jsonl": ROWS})
    assert outcomes(flipped(data, data.index(b"PK\x01\x02")), "a.zip") == ["file:damaged"]


def test_zip_empty(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    assert outcomes(make_zip({}), "a.zip") == []


def test_zip_bomb_costs_one_member(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    result = outcomes(make_zip({"a.jsonl": ROWS, "b.txt": bytes(40_000_000), "c.html": PAGE}), "a.zip")
    assert result == ["ok", "ok", "ok", "file:decompression_bomb", "ok"]


def test_zip_in_zip_to_the_limit(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    data = make_zip({"a.jsonl": GOOD})
    for _ in range(3):
        data = make_zip({"in.zip": data})
    assert outcomes(data, "a.zip") == ["ok"]
    assert outcomes(make_zip({"in.zip": data}), "a.zip") == ["file:too_deep"]


@pytest.mark.parametrize("name", ["../a.html", "/etc/a.html", "x/../../a.html", "C:\\a.html", "..\\a.html"])
def test_names_that_leave_the_archive(
    name: str, found: Callable[..., list], make_zip: Callable[..., bytes], make_tar: Callable[..., bytes]
) -> None:
    for data in (make_zip({name: PAGE, "b.html": PAGE}), make_tar({name: PAGE, "b.html": PAGE})):
        first, second = found(data, "a.archive")
        assert (first.reason, second.record_path) == ("unsafe_name", "a.archive!b.html")


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.html",
        "a'b\".html",
        "💥.html",
        "a;drop table x.html",
        "*?[.html",
        "-rf.html",
        "x" * 250 + ".html",
        "a!b.html",
        "a\\!b.html",
        "\u202eb.html",
    ],
)
def test_odd_names(
    name: str, found: Callable[..., list], make_zip: Callable[..., bytes], make_tar: Callable[..., bytes]
) -> None:
    for data in (make_zip({name: PAGE}), make_tar({name: PAGE})):
        (record,) = found(data, "a.archive")
        assert record.fields["html"].startswith("<html>")
        assert record.record_path.isprintable()


def test_member_without_name(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    data = make_zip({"ab.html": PAGE}).replace(b"ab.html", b"\0b.html")  # zipfile cuts names at NUL
    assert outcomes(data, "a.zip") == ["file:unsafe_name"]


def test_two_members_with_one_name(found: Callable[..., list], make_tar: Callable[..., bytes]) -> None:
    info = tarfile.TarInfo("a.txt")
    first, second = found(make_tar({"a.txt": b"Words."})[:1024] + make_tar({"a.txt": b"Others."}, info)[:], "a.tar")[:2]
    assert first.record_path == "a.tar!a.txt" and second.record_path == "a.tar!a.txt\\#2"


def test_members_that_are_no_input(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    names = ["__MACOSX/._a.html", ".hidden.html", "_README.md", "a.html.tmp", "a.html.part", "_b.meta.json", "d/"]
    assert outcomes(make_zip(dict.fromkeys(names, PAGE)), "a.zip") == []


def test_sidecars_by_both_names_and_one_that_belongs_to_nothing(
    found: Callable[..., list], make_zip: Callable[..., bytes], make_tar: Callable[..., bytes]
) -> None:
    files = {"x/a.html": PAGE, "x/b.html": PAGE, "x/c.csv": b"title,text\nA,B\n"}
    files |= {f"x/{name}.meta.json": b'{"url": "https://a.example/"}' for name in ("a", "b.html", "c", "d")}
    for pack in (make_zip, make_tar):
        results = found(pack(files), "a.zip")
        assert [each.fields["url"] for each in results[:2]] == ["https://a.example/"] * 2
        assert [(each.record_path, each.reason) for each in results[3:]] == [
            ("a.zip!x/c.meta.json", "lone_sidecar"),
            ("a.zip!x/d.meta.json", "lone_sidecar"),
        ]


def test_a_sidecar_s_url_under_any_of_its_names(found: Callable[..., list], make_zip: Callable[..., bytes]) -> None:
    for name in ("url", "link", "source_url", "URL", "Article_URL"):
        sidecar = f'{{"{name}": "https://a.example/"}}'.encode()
        (page,) = found(make_zip({"a.html": PAGE, "a.html.meta.json": sidecar}), "a.zip")
        assert page.fields["url"] == "https://a.example/", name


def test_path_too_long(outcomes: Callable[..., list[str]], make_tar: Callable[..., bytes]) -> None:
    assert outcomes(make_tar({"x/" * 1200 + "a.html": PAGE}), "a.tar") == ["file:path_too_long"]


def test_too_many_members(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    inner = make_zip({f"{number}.txt": b"Words." for number in range(6)})
    result = outcomes(make_zip({"a.zip": inner, "b.zip": inner}), "a.zip", Limits(members=10))
    assert result.count("ok") == 8 and "file:too_many_members" in result
    assert outcomes(inner, "a.zip", Limits(members=5)) == ["file:too_many_members"]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (tarfile.SYMTYPE, "link"),
        (tarfile.LNKTYPE, "link"),
        (tarfile.FIFOTYPE, "special_member"),
        (tarfile.CHRTYPE, "special_member"),
        (tarfile.BLKTYPE, "special_member"),
    ],
)
def test_tar_members_that_are_not_regular_files(
    kind: bytes, reason: str, outcomes: Callable[..., list[str]], make_tar: Callable[..., bytes]
) -> None:
    info = tarfile.TarInfo("a.html")
    info.type, info.linkname = kind, "/etc/passwd"
    assert outcomes(make_tar({"b.html": PAGE}, info), "a.tar") == ["ok", f"file:{reason}"]


def test_tar_truncated_in_a_member(outcomes: Callable[..., list[str]], make_tar: Callable[..., bytes]) -> None:
    data = make_tar({"a.html": PAGE, "b.txt": b"Words. " * 1000})
    assert outcomes(data[: 512 * 6], "a.tar") == ["ok", "file:truncated", "file:truncated"]


def test_tar_truncated_in_a_header(outcomes: Callable[..., list[str]], make_tar: Callable[..., bytes]) -> None:
    assert outcomes(make_tar({"a.html": PAGE, "b.html": PAGE})[: 512 * 2 + 100], "a.tar") == ["ok", "file:truncated"]


def test_tar_header_damaged(outcomes: Callable[..., list[str]], make_tar: Callable[..., bytes]) -> None:
    data = flipped(make_tar({"a.html": PAGE, "b.html": PAGE}), 512 * 2 + 3)
    assert outcomes(data, "a.tar") == ["ok", "file:damaged"]


def test_tar_without_end_blocks(outcomes: Callable[..., list[str]], make_tar: Callable[..., bytes]) -> None:
    assert outcomes(make_tar({"a.html": PAGE})[:1024], "a.tar") == ["ok"]


def test_tar_giant_extended_header(outcomes: Callable[..., list[str]], make_tar: Callable[..., bytes]) -> None:
    info = tarfile.TarInfo("././@PaxHeader")
    info.type, info.size = tarfile.XHDTYPE, 1 << 33
    assert outcomes(make_tar({"a.html": PAGE})[:1024] + info.tobuf(tarfile.GNU_FORMAT), "a.tar") == [
        "ok",
        "file:record_too_large",
    ]


def test_tar_sidecar_after_its_page(found: Callable[..., list], make_tar: Callable[..., bytes]) -> None:
    data = make_tar({"a.html": PAGE, "b.txt": b"Words.", "a.html.meta.json": b'{"url": "https://a.example/"}'})
    for packed in (data, gzip.compress(data)):
        assert found(packed, "a.tar.gz")[0].fields["url"] == "https://a.example/"


def test_office_file_is_no_archive(outcomes: Callable[..., list[str]], make_zip: Callable[..., bytes]) -> None:
    assert outcomes(make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}), "a.docx") == [
        "file:unknown_format"
    ]


def test_source_without_seek(found: Callable[..., list]) -> None:
    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.held = io.BytesIO(data)

        def read(self, size: int = -1) -> bytes:
            return self.held.read(size)

    assert len(list(read(Pipe(ROWS), "a.jsonl", Limits()).records)) == 3  # type: ignore[arg-type]


def test_source_that_fails_midway() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 300_000:
                raise OSError(5, "Input/output error")
            return super().read(size)

    results = list(read(Failing(GOOD * 20_000), "a.jsonl", Limits()).records)
    assert len(results) > 8000 and results[-1].reason == "unreadable"  # type: ignore[union-attr]


def test_ordinary_rows_are_no_decompression_bomb(outcomes: Callable[..., list[str]]) -> None:
    assert zlib.compress(NOISE) and set(outcomes(gzip.compress(NOISE), "a.jsonl.gz")) == {"ok"}


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress, zstd])
def test_format_is_that_of_the_decompressed_content(compress: Callable[[bytes], bytes]) -> None:
    assert read(io.BytesIO(compress(NOISE)), "a.packed", Limits()).format == "jsonl"
    assert read(io.BytesIO(compress(NOISE)[:10]), "a.packed", Limits()).format == "unknown"
