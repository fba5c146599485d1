"""Settings: flags, else environment variables, else defaults; invalid values are named."""

import os
import re
import tomllib
from pathlib import Path

import duckdb
import pytest
from dagster._utils.schedules import is_valid_cron_string

from pipelines import cron
from pipelines.core.limits import Limits
from pipelines.core.readers.services import make_services
from pipelines.settings import Settings, WrongSettings, load, setting_names, warnings
from warehouse import memory

EXAMPLE = (Path(__file__).parent.parent / "newsfold.example.toml").read_text(encoding="utf-8")


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
        ("engine", "flink", "not one of"),
        ("spark_shuffle_partitions", "0", "not a number from 1 to 100000"),
        ("spark_address", "spark://host", "neither a master"),
        ("spark_address", "mesos://host:5050", "neither a master"),
        ("spark_address", "local[two]", "neither a master"),
        ("spark_address", "sc://", "neither a master"),
        ("spark_storage", "ftp://host/news", "neither a folder nor an address such as s3a://"),
        ("spark_storage", "s3a://key:secret@bucket/news", "neither a folder"),
        ("spark_storage", "s3a://bucket/news?region=x", "neither a folder"),
        ("spark_storage", "s3a:///news", "neither a folder"),
        ("spark_driver_memory", "2 GB", "not a size such as 2g"),
        ("full", "perhaps", "neither yes nor no"),
        ("threads", "none", "not a number"),
        ("memory_limit", "lots", "neither a size"),
        ("memory_limit", "4", "neither a size"),
        ("memory_limit", "-1", "neither a size"),
        ("memory_limit", "none", "neither a size"),
        ("memory_limit", "+1GB", "neither a size"),
        ("memory_limit", "12cows", "neither a size"),
        ("memory_limit", "0%", "neither a size"),
        ("memory_limit", "120%", "neither a size"),
        ("memory_limit", "", "neither a size"),
        ("memory_limit", "0B", "at least 64MiB"),
        ("memory_limit", "1 KiB", "at least 64MiB"),
        ("workers", "0", "not a number"),
        ("lock_wait_seconds", "soon", "not a number of seconds"),
        ("lock_wait_seconds", "-1", "not between"),
        ("lock_wait_seconds", "nan", "not between"),
        ("schedule", "at dawn", "five fields"),
        ("schedule", "0 25 * * *", "hour: 25 is not between 0 and 23"),
        ("schedule", "0 5 * * fri-mon", "runs backwards"),
        ("schedule_timezone", "Mars/Olympus", "no time zone"),
        ("schedule_timezone", "../../etc", "no time zone"),
        ("schedule_timezone", "Europe", "no time zone"),
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


GOOD = ["0 5 * * *", "*/15 * * * *", "30 6,18 1-15/2 jan-mar MON-fri", "0 0 * * 7", "5/10 2 29 2 sun,sat"]
BAD = [
    "", "* * * *", "* * * * * *", "@daily", "60 * * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "*/0 * * * *",
    "-1 * * * *", "1,,2 * * * *",
]  # fmt: skip


@pytest.mark.parametrize(("times", "is_good"), [*((times, True) for times in GOOD), *((times, False) for times in BAD)])
def test_dagster_takes_the_times_that_are_no_mistake_and_no_others(times: str, is_good: bool) -> None:
    assert (cron.find_mistake(times) is None) is is_good
    if is_good:
        assert is_valid_cron_string(times)


SIZES = ("4GB", "1.5GiB", "4 gb", "1TB", "4G", "500m", "80%", "12.5 %", "auto", "99999999999B")


@pytest.mark.parametrize("size", SIZES)
def test_every_size_that_is_accepted_is_one_to_duckdb(tmp_path: Path, size: str) -> None:
    limit = memory.memory_limit(load({"raw": tmp_path, "memory_limit": size}, {}).memory_limit)
    duckdb.connect().execute(f"set memory_limit = '{limit}'")


def test_a_message_says_where_the_setting_was_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newsfold.toml").write_text("workers = 0\n")
    with pytest.raises(WrongSettings, match=r"set by newsfold.toml\)$"):
        load({"raw": tmp_path}, {})
    with pytest.raises(WrongSettings, match=r"set by NEWSFOLD_WORKERS\)$"):
        load({"raw": tmp_path}, {"NEWSFOLD_WORKERS": "none"})
    with pytest.raises(WrongSettings, match=r"set by --raw\)$"):
        load({"raw": tmp_path / "gone"}, {"NEWSFOLD_WORKERS": "2"})


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("NEWSFOLD_MEMORY_LIMT", "did you mean NEWSFOLD_MEMORY_LIMIT?"),
        ("NEWSFOLD_MEMORY", "did you mean NEWSFOLD_MEMORY_LIMIT?"),
        ("NEWSFOLD_RAWDIR", "did you mean NEWSFOLD_RAW?"),
        ("NEWSFOLD_Workers", "changes nothing"),
        ("NEWSFOLD_SERVICES", "changes nothing"),
        ("NEWSFOLD_QQQQ", "changes nothing"),
    ],
)
def test_a_variable_that_is_no_setting_is_named(name: str, hint: str) -> None:
    (line,) = warnings({name: "1", "NEWSFOLD_RAW": "x", "HOME": "/"})
    assert line.startswith(f"{name} is no setting")
    assert hint in line


def test_an_unknown_key_of_the_file_is_an_error_with_the_nearest_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for text, message in (
        ("worker = 2", "did you mean workers?"),
        ("raw = ['a']", "must be a text"),
        ("x", "newsfold"),
    ):
        (tmp_path / "newsfold.toml").write_text(text)
        with pytest.raises(WrongSettings, match=re.escape(message)):
            load({"raw": tmp_path}, {})


def test_the_example_file_states_every_setting_with_its_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    plain = load({}, {})
    (tmp_path / "newsfold.toml").write_text(EXAMPLE)
    assert load({}, {}) == plain
    stated = tomllib.loads(re.sub(r"^# (\w+ = |\[)", r"\1", EXAMPLE, flags=re.MULTILINE))
    assert make_services(stated.pop("services"))
    assert sorted(stated) == setting_names()


def test_what_is_to_be_written_must_be_writable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    load({"raw": tmp_path, "warehouse": tmp_path / "new" / "deep" / "news.duckdb"}, {}, writes=True)
    with pytest.raises(WrongSettings, match="is not a folder; choose another with --warehouse"):
        load({"raw": tmp_path, "warehouse": tmp_path / "file" / "news.duckdb"}, {}, writes=True)
    monkeypatch.setattr("os.access", lambda path, mode: not mode & os.W_OK)  # root may write anywhere
    with pytest.raises(WrongSettings, match=f"because {tmp_path} is read-only for this user"):
        load({"raw": tmp_path, "warehouse": tmp_path / "new" / "news.duckdb"}, {}, writes=True)
    assert load({"raw": tmp_path, "warehouse": tmp_path / "new" / "news.duckdb"}, {}).warehouse.name == "news.duckdb"


def test_a_raw_folder_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(WrongSettings, match=r"raw: .* may not be read"):
        load({"raw": tmp_path}, {})


def test_commands_that_read_no_raw_files_need_none(tmp_path: Path) -> None:
    assert load({"raw": tmp_path / "gone"}, {}, reads_raw=False).raw == tmp_path / "gone"


@pytest.mark.parametrize(("only", "path"), [("may/", "may"), ("./may//x", "may/x"), ("may", "may"), ("", None)])
def test_only_is_spelled_as_the_ledger_does(tmp_path: Path, only: str, path: str | None) -> None:
    assert load({"raw": tmp_path, "only": only}, {}).only == path


def test_the_state_of_dagster_is_of_one_warehouse_and_stands_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    raw = {"raw": str(tmp_path)}
    homes = [
        load({**raw, "warehouse": each}, {}).dagster_home for each in ("w/news.duckdb", "w/old.duckdb", "v/n.duckdb")
    ]
    assert [str(home.relative_to(tmp_path)) for home in homes] == ["w/.dagster-news", "w/.dagster-old", "v/.dagster-n"]
    assert load(raw, {"DAGSTER_HOME": "/srv/dagster"}).dagster_home == Path("/srv/dagster")
