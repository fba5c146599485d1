"""Reads a case of bad input and states its outcome in one word per record."""

import bz2
import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import pytest

from pipelines.core.readers import Limits, read
from pipelines.core.reasons import REASONS
from pipelines.core.records import RawRecord, Rejection

Judge = Callable[..., list[str]]


def _word(each: RawRecord | Rejection) -> str:
    if isinstance(each, RawRecord):
        return "ok"
    assert each.reason in REASONS
    assert each.raw_excerpt is None or len(each.raw_excerpt) <= 500
    return each.reason if each.record_index is not None else f"file:{each.reason}"


@pytest.fixture
def found() -> Callable[..., list[RawRecord | Rejection]]:
    """(data, name, limits) → all records and rejections, with the numbering of each path checked."""

    def read_all(data: bytes, name: str, limits: Limits | None = None) -> list[RawRecord | Rejection]:
        results = list(read(io.BytesIO(data), name, limits or Limits()).records)
        indices: dict[str, list[int]] = {}
        for each in results:
            if each.record_index is not None:
                indices.setdefault(each.record_path, []).append(each.record_index)
        assert all(numbers == list(range(len(numbers))) for numbers in indices.values())
        return results

    return read_all


@pytest.fixture
def outcomes(found: Callable[..., list[RawRecord | Rejection]]) -> Judge:
    """(data, name, limits) → `ok`, a reason, or `file:` and a reason, for each result in order."""
    return lambda data, name, limits=None: [_word(each) for each in found(data, name, limits)]


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, method)
    return held.getvalue()


def tarred(files: Mapping[str, bytes], *others: tarfile.TarInfo) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for other in others:
            archive.addfile(other)
    return held.getvalue()


@pytest.fixture
def make_zip() -> Callable[..., bytes]:
    return zipped


@pytest.fixture
def make_tar() -> Callable[..., bytes]:
    return tarred


@pytest.fixture(params=["bare", "gz", "bz2", "zip", "tar", "zip.gz"])
def wrapped(request: pytest.FixtureRequest) -> Callable[[bytes, str], tuple[bytes, str]]:
    """The case as it is, compressed, and inside archives; the outcome must be the same."""

    def wrap(data: bytes, name: str) -> tuple[bytes, str]:
        match request.param:
            case "gz":
                return gzip.compress(data, 1), name + ".gz"
            case "bz2":
                return bz2.compress(data, 1), name + ".bz2"
            case "zip":
                return zipped({f"folder/{name}": data}), "archive.zip"
            case "tar":
                return tarred({f"folder/{name}": data}), "archive.tar"
            case "zip.gz":
                return gzip.compress(zipped({name: data}), 1), "archive.zip.gz"
        return data, name

    return wrap
