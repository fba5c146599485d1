"""The definitions mirror the catalog and the suites, and keep the rules of the house."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from dagster._core.execution.api import create_execution_plan

from expectations import suites
from pipelines import defs as package
from pipelines.definitions import defs
from pipelines.defs.assets import PUBLISHED
from pipelines.defs.automation import JOB
from pipelines.defs.specs import key
from warehouse import catalog

BODY_LINES = 8
MAX_GROUP_ASSETS = 10
DECORATORS = {"asset", "multi_asset", "multi_asset_check", "asset_check"}


@pytest.fixture(scope="module")
def graph() -> Any:
    return defs.resolve_asset_graph()


def test_assets_and_tables_are_the_same(graph: Any) -> None:
    lasting = {key(table) for table in catalog.tables() if catalog.is_lasting(table)}
    assert set(graph.materializable_asset_keys) == lasting | {PUBLISHED}


def test_nothing_is_read_that_no_asset_makes(graph: Any) -> None:
    assert set(graph.get_all_asset_keys()) == set(graph.materializable_asset_keys)


def test_every_suite_is_one_blocking_check_that_names_its_expectations(graph: Any) -> None:
    stated = suites(catalog.lasting_tables())
    nodes = {".".join(k.asset_key.path): graph.get(k) for k in graph.asset_check_keys}
    assert set(nodes) == set(stated)
    for table, suite in stated.items():
        assert nodes[table].blocking
        assert all(f"`{e.name}` ({e.severity})" in nodes[table].description for e in suite.expectations)


def test_every_asset_has_a_description_a_group_an_owner_and_kinds(graph: Any) -> None:
    for asset in map(graph.get, graph.materializable_asset_keys):
        assert asset.description
        assert asset.group_name != "default"
        assert asset.owners
        assert asset.kinds


def test_every_group_reads_on_one_screen(graph: Any) -> None:
    sizes = Counter(graph.get(asset).group_name for asset in graph.materializable_asset_keys)
    assert max(sizes.values()) <= MAX_GROUP_ASSETS, sizes


def test_publication_comes_after_everything_and_all_checks() -> None:
    plan = create_execution_plan(defs.resolve_job_def(JOB))
    steps = map(plan.get_step_by_key, plan.step_keys_to_execute)
    needs = {step.key: frozenset(step.get_execution_dependency_keys()) for step in steps}  # type: ignore[union-attr]

    @cache
    def before(step: str) -> frozenset[str]:
        return needs[step].union(*map(before, needs[step]))

    last = ["keep_main_quality_results", "audit_main_quality_results", "keep_main_runs", "audit_main_runs", "published"]
    assert before("published") == set(plan.step_keys_to_execute) - {"published"}
    assert before("keep_main_quality_results") == set(plan.step_keys_to_execute) - set(last)


def test_nothing_starts_by_itself_until_it_is_switched_on() -> None:
    repository = defs.get_repository_def()
    schedule, sensor = repository.get_schedule_def("daily_run"), repository.get_sensor_def("new_files")
    assert schedule.default_status is dg.DefaultScheduleStatus.STOPPED
    assert sensor.default_status is dg.DefaultSensorStatus.STOPPED
    assert schedule.job_name == sensor.job_name == JOB


def test_every_job_runs_in_one_process() -> None:
    repository = defs.get_repository_def()
    assert {job.executor_def.name for job in repository.get_all_jobs()} == {"in_process"}


def test_asset_bodies_have_at_most_eight_lines() -> None:
    bodies = [
        (function.name, function.body[-1].end_lineno - function.body[0].lineno + 1)
        for file in Path(package.__file__).parent.glob("*.py")
        for function in ast.walk(ast.parse(file.read_text()))
        if isinstance(function, ast.FunctionDef) and DECORATORS & {_name(d) for d in function.decorator_list}
    ]
    assert bodies
    assert [name for name, lines in bodies if lines > BODY_LINES] == []


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
