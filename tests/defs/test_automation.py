"""One run for a batch of new files that are complete, none when nothing is new."""

import os
from pathlib import Path

import dagster as dg
import pytest

from pipelines.defs.automation import folder_fingerprint, on_new_files
from pipelines.settings import Settings
from pipelines.steps.raw_folder import list_inputs


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    return Settings(raw=tmp_path / "raw", warehouse=tmp_path / "w" / "news.duckdb")


def look(settings: Settings, cursor: str | None) -> dg.SensorResult:
    sensor = on_new_files(lambda: settings)
    with dg.build_sensor_context(cursor=cursor) as context:
        result = sensor(context)
    assert isinstance(result, dg.SensorResult)
    return result


def test_new_files_start_one_run_at_the_second_look_that_finds_them_unchanged(settings: Settings) -> None:
    (settings.raw / "a.txt").write_text("One")
    first = look(settings, None)
    assert not first.run_requests
    (settings.raw / "b.txt").write_text("Two")
    second = look(settings, first.cursor)
    assert not second.run_requests
    third, fourth = look(settings, second.cursor), look(settings, second.cursor)
    assert third.run_requests and fourth.run_requests
    assert len(third.run_requests) == 1
    assert third.run_requests[0].run_key == fourth.run_requests[0].run_key  # so Dagster starts it only once


def test_nothing_new_starts_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.defs.automation.is_up_to_date", lambda *_: True)
    result = look(settings, "seen")
    assert not result.run_requests
    assert result.skip_reason
    assert result.cursor == ""


def test_the_fingerprint_sees_names_and_changes_but_not_what_is_no_input(settings: Settings) -> None:

    def fingerprint() -> str:
        return folder_fingerprint(list_inputs(settings.raw, settings.limits))

    file = settings.raw / "a.txt"
    file.write_text("One")
    seen = [fingerprint()]
    (settings.raw / ".hidden").write_text("x")
    (settings.raw / "b.txt.part").write_text("x")
    assert fingerprint() == seen[0]
    os.utime(file, ns=(1, 1))
    seen.append(fingerprint())
    file.rename(settings.raw / "c.txt")
    seen.append(fingerprint())
    assert len(set(seen)) == 3
