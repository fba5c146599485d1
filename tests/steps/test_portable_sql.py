"""SQL in steps is short, and means the same on every engine; longer statements are models in `sql/`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import steps
from warehouse import portability

FOLDER = Path(steps.__file__).parent
STATEMENT = re.compile(r"(?:select|with|from|insert|update|delete)\s", re.ASCII)
OF_THE_PUBLISHED_FILE = ("pending.py", "removal_requests.py")
"""They read what was published, a DuckDB file whichever engine wrote it."""

MAX_CHARS = 240
"""Two lines."""


def texts(tree: ast.Module) -> Iterator[str]:
    """Every string of a module but docstrings; what an f-string inserts is an identifier."""
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


def statements() -> list[tuple[str, str]]:
    found = []
    for file in sorted(FOLDER.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if file.name not in OF_THE_PUBLISHED_FILE:
            found += [(file.name, text) for text in texts(tree) if STATEMENT.match(text)]
    return found


STATEMENTS = statements()


def test_there_are_statements() -> None:
    assert len(STATEMENTS) > 20


@pytest.mark.parametrize(("module", "sql"), STATEMENTS)
def test_a_statement_is_short_and_means_the_same_on_spark(module: str, sql: str) -> None:
    assert len(sql) <= MAX_CHARS
    assert portability.problems(sql) == []
