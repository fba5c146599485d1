"""Methods: whatever a candidate was found by is in the list, and so in the codebook."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.core import normalization
from pipelines.core.normalization.methods import METHODS, ORIGINS, pattern_of
from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize
from pipelines.core.records import RawRecord
from tests.synthetic_pages import pages
from tests.synthetic_pages.judge import read

ROOM = Path(normalization.__file__).parent
PACKAGES = {
    "titles": "title", "authors": "authors", "dates": "published_at", "publishers": "publisher",
    "urls": "canonical_url", "bodies": "body", "languages": "language", "agencies": "agency",
}  # fmt: skip
"""Package of a field → the field."""

DOTTED = re.compile(r"([a-z]+)(\.[A-Za-z_:-]+)+")


def unknown(record: NormalRecord | None) -> set[tuple[str, str]]:
    evidence = record.evidence if record else ()
    return {(e.field, e.method) for e in evidence if not pattern_of(e.field, e.method)}


def test_every_method_of_a_synthetic_page_has_a_sentence() -> None:
    for page in pages(120, seed=21):
        assert unknown(read(page)) == set(), (page.trap, page.skeleton)


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("form", ["row", "text"])
def test_so_has_every_method_of_a_row(origin: str, form: str) -> None:
    text = (
        "Pier opens\nBy Nadia Orsk | The Veldt | March 14, 2024\n\nVELDT (Reuters) - Rain.\nSource: https://a.example/b"
    )
    fields = {
        "title": "Pier opens", "text": text, "url": "https://veldt.example/2024/03/14/pier", "authors": ["Ada Holm"],
        "canonical_url": "https://veldt.example/pier", "publisher": "veldt.example", "source_domain": "The Veldt",
        "published_at": "2024-03-14", "modified_at": "2024-03-15", "date": "2024-03-16", "language": "en",
    }  # fmt: skip
    found = normalize(RawRecord("a", 0, form, fields, origin=origin), "0f")  # type: ignore[arg-type]
    assert isinstance(found, NormalRecord) and unknown(found) == set()
    assert len({e.field for e in found.evidence}) >= len(METHODS) - 1  # the date of a web archive is its fetch


@pytest.mark.parametrize(("package", "field"), PACKAGES.items())
def test_every_method_that_a_package_names_has_a_sentence(package: str, field: str) -> None:
    families = {pattern.partition(".")[0] for pattern in METHODS[field]} - {"ORIGIN"}
    named = {name for name in literals(ROOM / package) if name.partition(".")[0] in families}
    assert [name for name in sorted(named) if not pattern_of(field, name) and not is_beginning(field, name)] == []


def is_beginning(field: str, name: str) -> bool:
    return any(pattern.startswith(f"{name}.") for pattern in METHODS[field])


def literals(folder: Path) -> Iterator[str]:
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value):
                yield node.value


def test_what_is_no_method_has_no_sentence() -> None:
    assert pattern_of("title", "meta.og:site_name") is None
    assert pattern_of("nothing", "row.title") is None
