"""The list of formats names whatever detection may find, and nothing else."""

import re
from pathlib import Path

from pipelines.core.readers import format_detection, markup_formats
from pipelines.core.readers.compression import MAGIC
from pipelines.core.readers.dispatch import READERS, ROW_FORMATS
from pipelines.core.readers.formats import COMPRESSIONS, FORMATS

LISTED = re.compile(r"text \| .*? \| tar, or empty \| unknown", re.S)


def test_every_format_that_has_a_reader_is_listed() -> None:
    assert {*READERS, *ROW_FORMATS} <= set(FORMATS)


def test_every_format_that_detection_returns_is_listed() -> None:
    found = LISTED.search(format_detection.format_of.__doc__ or "")
    assert found
    assert set(re.findall(r"\w+", found[0])) - {"or"} == set(FORMATS)
    sources = [Path(str(module.__file__)).read_text("utf-8") for module in (format_detection, markup_formats)]
    returned = {name for text in sources for name in re.findall(r'return "(\w+)"', text)}
    assert returned and returned <= set(FORMATS)


def test_every_compression_is_listed() -> None:
    assert set(COMPRESSIONS) == set(MAGIC.values())
