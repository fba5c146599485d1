"""Settings: flags, else environment variables, else defaults; invalid values are named."""

from pathlib import Path

import pytest

from pipelines.core.limits import Limits
from pipelines.settings import Settings, WrongSettings, load


def test_flags_override_the_environment_which_overrides_defaults(tmp_path: Path) -> None:
    for name in ("flag", "env"):
        (tmp_path / name).mkdir()
    environment = {"NEWSFOLD_RAW": str(tmp_path / "env"), "NEWSFOLD_MEMORY_LIMIT": "1GB"}
    by_flag = load({"raw": tmp_path / "flag"}, environment)
    by_environment = load({"raw": None}, environment)
    assert by_flag.raw == tmp_path / "flag"
    assert by_environment.raw == tmp_path / "env"
    assert by_environment.memory_limit == "1GB"
    assert by_environment.warehouse.name == "news.duckdb"


def test_samples_are_read_if_there_is_no_raw_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").mkdir()
    assert load({}, {}).raw == tmp_path / "samples"
    assert load({}, {}).warehouse == tmp_path / "data" / "samples" / "news.duckdb"
    (tmp_path / "data" / "raw").mkdir(parents=True)
    assert load({}, {}).raw == tmp_path / "data" / "raw"
    assert load({}, {}).warehouse == tmp_path / "data" / "warehouse" / "news.duckdb"
    assert load({"raw": "samples"}, {}).warehouse == tmp_path / "data" / "samples" / "news.duckdb"
    assert load({"raw": "samples", "warehouse": "own.duckdb"}, {}).warehouse == tmp_path / "own.duckdb"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("raw", "/nowhere/at/all", "not a folder"),
        ("engine", "spark", "not one of"),
        ("full", "perhaps", "neither yes nor no"),
        ("threads", "none", "not a number"),
        ("workers", "0", "not a number"),
        ("lock_wait_seconds", "soon", "not a number of seconds"),
        ("lock_wait_seconds", "-1", "not between"),
        ("lock_wait_seconds", "nan", "not between"),
        ("versions_kept", "0", "not a number"),
        ("record_bytes", "many", "not a positive number"),
        ("record_bytes", "-3", "not a positive number"),
        ("record_seconds", "0", "not a positive number"),
        ("members", "nan", "not a positive number"),
        ("file_bytes", "infG", "not a positive number"),
    ],
)
def test_invalid_values_are_named(tmp_path: Path, name: str, value: str, message: str) -> None:
    with pytest.raises(WrongSettings, match=message) as raised:
        load({"raw": tmp_path, name: value}, {})
    assert str(raised.value).startswith(f"{name}:")


def test_a_warehouse_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="is a folder"):
        load({"raw": tmp_path, "warehouse": tmp_path}, {})


def test_only_what_shapes_results_is_hashed(tmp_path: Path) -> None:
    one = Settings(raw=tmp_path, warehouse=tmp_path / "a", threads=1)
    two = Settings(raw=tmp_path / "x", warehouse=tmp_path / "b", threads=8)
    assert one.shaping_hash == two.shaping_hash


def test_how_many_versions_are_kept_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({"raw": tmp_path}, {}).versions_kept == 2
    Path("newsfold.toml").write_text("versions_kept = 9\n")
    assert load({"raw": tmp_path}, {}).versions_kept == 9
    assert load({"raw": tmp_path}, {"NEWSFOLD_VERSIONS_KEPT": "5"}).versions_kept == 5
    assert load({"raw": tmp_path, "versions_kept": 4}, {"NEWSFOLD_VERSIONS_KEPT": "5"}).versions_kept == 4


def test_every_limit_is_a_setting(tmp_path: Path) -> None:
    environment = {"NEWSFOLD_RECORD_BYTES": "64M", "NEWSFOLD_RECORD_SECONDS": "2.5", "NEWSFOLD_MEMBERS": "7"}
    found = load({"raw": tmp_path}, environment)
    assert found.limits == Limits(record_bytes=64 << 20, record_seconds=2.5, members=7)
    assert load({"raw": tmp_path}, {}).limits == Limits()
    assert found.shaping_hash != load({"raw": tmp_path}, {}).shaping_hash
