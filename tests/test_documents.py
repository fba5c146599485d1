"""The documents agree with the code: files, paths and constants they name, and the lists of the contract."""

import ast
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from pipelines.core.limits import Limits
from pipelines.core.reasons import REASONS
from pipelines.core.records import FIELD_NAMES
from tests.golden.settings import sentences
from warehouse import catalog

PROJECT = Path(__file__).parent.parent
PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md"), *PROJECT.glob("benchmarks/*.md")])
THRESHOLDS = PROJECT / "benchmarks" / "THRESHOLDS.md"
CONTRACT = (PROJECT / "docs" / "contract.md").read_text(encoding="utf-8")
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


def contract_section(heading: str) -> str:
    return CONTRACT.partition(f"# {heading}\n")[2].partition("\n#")[0]


def test_every_limit_names_the_reason_of_its_rejections() -> None:
    texts = sentences(PROJECT / "pipelines" / "core" / "limits.py", "Limits")
    assert texts.keys() == asdict(Limits()).keys()
    named = {name: re.search(r"\((\w+)\)", text) for name, text in texts.items()}
    assert {match[1] for match in named.values() if match} <= set(REASONS)
    assert [name for name, match in named.items() if not match] == ["ratio_floor_bytes"]


def test_the_contract_states_every_name_of_a_row_field() -> None:
    stated = {name.lower() for name in re.findall(r"`(\w+)`", contract_section("Row fields"))}
    assert stated == {name for names in FIELD_NAMES.values() for name in names}


def test_the_contract_states_every_public_table() -> None:
    stated = re.findall(r"^\| `(\w+)` \|", contract_section("Public tables"), re.MULTILINE)
    assert sorted(f"main.{name}" for name in stated) == sorted(n for n in catalog.tables() if n.startswith("main."))
