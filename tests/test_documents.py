"""The documents name what exists: files they link to, paths they mention, constants whose origin they explain."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md"), *PROJECT.glob("benchmarks/*.md")])
THRESHOLDS = PROJECT / "benchmarks" / "THRESHOLDS.md"
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:pipelines|warehouse|sql|expectations|tests|benchmarks|samples|docs)/[\w./-]+)`")


def name(page: Path) -> str:
    return str(page.relative_to(PROJECT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_and_path_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    linked = [page.parent / target for target in LINK.findall(text)]
    mentioned = [PROJECT / path for path in PATH.findall(text)]
    assert [str(path) for path in (*linked, *mentioned) if not path.exists()] == []


def sections() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The modules in each heading of THRESHOLDS.md and the constants listed below it."""
    for section in re.split(r"^### ", THRESHOLDS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        cells = re.findall(r"^\| (`[^|]+) \|", body, re.MULTILINE)
        yield tuple(heading.split(", ")), tuple(re.findall(r"`(\w+)`", " ".join(cells)))


@pytest.mark.parametrize(("modules", "constants"), sections(), ids=lambda value: value[0])
def test_every_explained_constant_exists(modules: tuple[str, ...], constants: tuple[str, ...]) -> None:
    defined = {name for module in modules for name in assigned_names(PROJECT / module)}
    assert constants
    assert set(constants) - defined == set()


def assigned_names(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
