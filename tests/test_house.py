"""House rules that a machine can hold, over every module of the product: a run without side channels."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRODUCT = ("pipelines", "warehouse", "expectations")
MODULES = sorted(path.relative_to(ROOT).as_posix() for package in PRODUCT for path in (ROOT / package).rglob("*.py"))

ANYWHERE = {"sys.modules", "atexit"}
AT_IMPORT = {
    "csv.field_size_limit", "faulthandler.enable", "gc.disable", "gc.freeze", "gc.set_threshold", "locale.setlocale",
    "multiprocessing.set_start_method", "os.chdir", "os.environ", "os.putenv", "os.umask", "os.unsetenv",
    "random.seed", "signal.signal", "socket.setdefaulttimeout", "sys.set_int_max_str_digits", "sys.setrecursionlimit",
    "sys.setswitchinterval", "warnings.filterwarnings", "warnings.simplefilter",
}  # fmt: skip
"""What changes the process or the interpreter: for functions that say so, never when a module is imported."""


def is_private(name: str) -> bool:
    return name.startswith("sre_") or (name.startswith("_") and not name.startswith("__"))


class Breaches(ast.NodeVisitor):
    """The lines of a module that break a rule."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []
        self.imported: dict[str, str] = {}
        self.depth = 0

    def add(self, node: ast.AST, what: str) -> None:
        self.found.append((getattr(node, "lineno", 0), what))

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            top = alias.name.split(".")[0]
            self.imported[alias.asname or top] = alias.name if alias.asname else top
            self.check_import(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self.imported[alias.asname or alias.name] = f"{node.module}.{alias.name}"
            self.check_import(node, f"{node.module}.{alias.name}")

    def check_import(self, node: ast.AST, full: str) -> None:
        if ANYWHERE & {full, full.split(".")[0]} or any(map(is_private, full.split("."))):
            self.add(node, f"imports {full}")

    def full_name(self, node: ast.expr) -> str | None:
        """The dotted name of something imported; None for anything else."""
        if isinstance(node, ast.Name):
            return self.imported.get(node.id)
        if isinstance(node, ast.Attribute) and (above := self.full_name(node.value)):
            return f"{above}.{node.attr}"
        return None

    def visit_Attribute(self, node: ast.Attribute) -> None:
        full = self.full_name(node)
        if full and is_private(node.attr):
            self.add(node, f"uses {full}")
        if full and isinstance(node.ctx, ast.Store | ast.Del):
            self.add(node, f"patches {full}")
        if full in ANYWHERE or (full in AT_IMPORT and not self.depth):
            self.add(node, f"uses {full}")
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        full = self.imported.get(node.id)
        if full in ANYWHERE or (full in AT_IMPORT and not self.depth):
            self.add(node, f"uses {full}")

    def visit_Call(self, node: ast.Call) -> None:
        named = isinstance(node.func, ast.Name) and node.func.id
        if named in ("getattr", "setattr", "delattr") and len(node.args) > 1 and self.full_name(node.args[0]):
            constant = node.args[1].value if isinstance(node.args[1], ast.Constant) else ""
            if named != "getattr" or is_private(str(constant)):
                self.add(node, f"{named} on {self.full_name(node.args[0])}")
        self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> None:
        self.add(node, f"global {', '.join(node.names)}")

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for each in (*node.decorator_list, node.args):
            self.visit(each)
        self.inside(node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.inside([node.body])

    def inside(self, body: list[ast.stmt] | list[ast.expr]) -> None:
        self.depth += 1
        for each in body:
            self.visit(each)
        self.depth -= 1


def breaches(source: str) -> Iterator[str]:
    visitor = Breaches()
    visitor.visit(ast.parse(source))
    return (f"line {line}: {what}" for line, what in sorted(set(visitor.found)))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_no_side_channels(module: str) -> None:
    found = list(breaches((ROOT / module).read_text(encoding="utf-8")))
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "import atexit",
        "from atexit import register",
        "import sys\ndef f(): sys.modules['a'] = 1",
        "from sys import modules",
        "from re import _parser",
        "import re\ndef f(): re._parser.parse('a')",
        "import sre_parse",
        "from dagster._core.storage import x",
        "from multiprocessing import forkserver\ndef f(): forkserver._forkserver._stop()",
        "from multiprocessing import forkserver as f\ndef g(): getattr(f, '_forkserver')",
        "import os\nos.environ['A'] = '1'",
        "import os\nos.environ.setdefault('A', '1')",
        "from os import environ\nif 1:\n    environ['A'] = '1'",
        "import csv\ncsv.field_size_limit(1)",
        "from csv import field_size_limit\nfield_size_limit(1)",
        "import gc\nclass A:\n    gc.set_threshold(1)",
        "import sys\n@sys.setrecursionlimit(1)\ndef f(): pass",
        "import great_expectations as gx\ndef f(): gx.Expectation.configuration = property(f)",
        "import numba\nnumba.config.CACHE_DIR = 'a'",
        "import numba\ndef f(): setattr(numba.config, 'CACHE_DIR', 'a')",
        "x = 1\ndef f():\n    global x\n    x = 2",
    ],
)
def test_a_breach_is_found(source: str) -> None:
    assert list(breaches(source))


@pytest.mark.parametrize(
    "source",
    [
        "import os\ndef f(): os.environ['A'] = '1'",
        "import gc\ndef f(): gc.set_threshold(1)",
        "class A:\n    def f(self): self._x = 1; self._x._y()",
        "from pipelines import a\nprint(a.__name__)",
        "from __future__ import annotations",
        "import signal\nf = lambda: signal.signal(1, f)",
    ],
)
def test_what_is_allowed_is_not_reported(source: str) -> None:
    assert not list(breaches(source))


CLOCKS = {"datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"}
EPOCHS = {"time.time", "time.time_ns"}
BY_DAGSTERS_CLOCK = {"pipelines/defs/automation.py", "pipelines/defs/run_state.py", "pipelines/defs/retention.py"}
"""Modules that judge the age of what Dagster keeps."""

SQL_CLOCK = re.compile(
    r"\b(?:current_date|current_time(?:stamp)?|localtime(?:stamp)?)\b|\b(?:now|today|get_current_\w+)\(", re.I
)


def clocks_read(source: str) -> set[str]:
    tree, visitor = ast.parse(source), Breaches()
    visitor.visit(tree)
    return {str(visitor.full_name(each)) for each in ast.walk(tree) if isinstance(each, ast.Attribute)}


@pytest.mark.parametrize("module", [each for each in MODULES if each != "pipelines/clock.py"])
def test_only_one_module_reads_the_clock(module: str) -> None:
    forbidden = CLOCKS | (set() if module in BY_DAGSTERS_CLOCK else EPOCHS)
    assert clocks_read((ROOT / module).read_text(encoding="utf-8")) & forbidden == set()


def test_no_model_and_no_expectation_reads_the_clock() -> None:
    files = [*ROOT.glob("sql/**/*.sql"), *ROOT.glob("warehouse/**/*.sql"), *ROOT.glob("expectations/**/*.json")]
    assert [str(path) for path in files if SQL_CLOCK.search(path.read_text(encoding="utf-8"))] == []


def test_a_reading_of_the_clock_is_found() -> None:
    assert CLOCKS & clocks_read("from datetime import UTC, datetime as d\ndef f(): return d.now(UTC)")
    assert EPOCHS & clocks_read("import time\ntime.time()")
    assert not (CLOCKS | EPOCHS) & clocks_read(
        "import time\nfrom pipelines import clock\nclock.now(); time.monotonic()"
    )


def module_names() -> set[str]:
    """Every module and package of the repository, by each of its dotted endings: `copies`, `steps.copies`, …"""
    roots = (*PRODUCT, "sql", "benchmarks", "tests")
    paths = [path for root in roots for path in (ROOT / root, *(ROOT / root).rglob("*"))]
    found = [p.relative_to(ROOT).with_suffix("").parts for p in paths if p.suffix == ".py" or p.is_dir()]
    return {".".join(parts[start:]) for parts in found for start in range(len(parts))}


POINTER = re.compile(r"\(([a-z_.]+(?:, [a-z_.]+)*)\)")
NAMES = module_names()


@pytest.mark.parametrize("module", MODULES)
def test_every_module_that_a_docstring_points_to_exists(module: str) -> None:
    """`Does not: … (module)` says where something belongs instead."""
    docstring = ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8"))) or ""
    elsewhere = " ".join(docstring.partition("Does not:")[2].split("\n\n")[0].split()).split(". ")[0]
    named = [name for group in POINTER.findall(elsewhere) for name in group.split(", ")]
    assert [name for name in named if name not in NAMES] == []


def test_an_installed_copy_has_every_data_file() -> None:
    packaged = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    for package in (*PRODUCT, "sql"):
        found = {path for pattern in packaged[package] for path in (ROOT / package).glob(pattern)}
        files = {path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts}
        files = {path for path in files if path.suffix not in {".py", ".npz"}}  # the latter are caches
        assert sorted(files - found) == []
