"""Settings: flags, else `NEWSFOLD_*` environment variables, else the file `newsfold.toml`, else defaults.

Belongs here: every setting, its default, where it was set, and checking all of them before work begins. Does not: the
text of a value (setting_values), anything that acts on one.
No other module reads the environment. Few imports: the command line reads settings before it loads anything else.
"""

import hashlib
import os
import posixpath
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from pipelines import cron
from pipelines.core.limits import Limits
from pipelines.setting_values import WrongSettings as WrongSettings
from pipelines.setting_values import (
    parse_count,
    parse_flag,
    parse_java_memory,
    parse_limit,
    parse_memory,
    parse_seconds,
    parse_spark_address,
    parse_storage,
    spell,
)

SAMPLES = Path("samples")
DEFAULT_RAW = Path("data/raw")
DEFAULT_WAREHOUSE = Path("data/warehouse/news.duckdb")
SAMPLES_LIST = "_files.txt"
"""Name of the file in the folder of the samples that lists their paths, one a line."""
SAMPLES_WAREHOUSE = Path("data/samples/news.duckdb")
"""The default for the samples, so that they never mix with a person's own files."""
DEFAULT_LIMITS = Limits()
PROCESSORS = os.cpu_count() or 1
SPARK = "spark"
ENGINES = ("duckdb", SPARK)
MAX_PARTITIONS = 100_000
"""Limits spark_shuffle_partitions: each is a task, and one of a million would take longer than its rows."""
SETTINGS_FILE = Path("newsfold.toml")
PREFIX = "NEWSFOLD_"
SHAPING = ("engine", "limits")
"""Settings that affect results, and so the settings hash; the others only affect where and how fast."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run. What stands below each is printed by docs/settings.md."""

    raw: Path
    """The raw folder; it must exist. `data/raw` if there is one, else `samples`."""

    warehouse: Path
    """The link to the published file. `data/warehouse/news.duckdb`; for the samples `data/samples/news.duckdb`."""

    engine: str = "duckdb"
    """What runs the SQL: `duckdb`, or `spark` with what [spark.md](spark.md) says."""

    spark_address: str = "local[*]"
    """Where Spark is: a master (`local[2]`, `spark://host:7077`, `k8s://https://host:6443`, `yarn`), for which a server
    is started on this machine, or the address of a Spark Connect server, `sc://host:15002`."""

    spark_storage: str | None = None
    """Where Spark keeps the Parquet files of the tables: a folder, reachable under this path from here and from all
    executors, or [an object store](spark.md#in-an-object-store), `s3a://bucket/prefix`. The folder of the warehouse."""

    spark_shuffle_partitions: int = 8
    """Parts into which Spark divides the rows that it compares: two or three per core of the cluster."""

    spark_driver_memory: str = "1024m"
    """Heap of the server that is started for a master, as Java spells it; up to 1 GB more is Java's own. 256 MB for
    each processor of this machine, at least 1 GB: with `local`, tasks run in that server."""

    spark_audit_limit: int = 50 << 30
    """Bytes of the tables' files up to which DuckDB audits them on this machine; beyond, Spark counts what breaks an
    expectation. Scanning 50 GB takes minutes."""

    only: str | None = None
    """A file or folder below the raw folder: nothing else is read. A path that names nothing is wrong usage."""

    full: bool = False
    """Derives everything again from what is stored. Records whose files are gone stay."""

    retry: bool = False
    """Reads files again that had rejections."""

    memory_limit: str = "auto"
    """DuckDB's memory limit, as DuckDB spells it (`4GB`, `1.5GiB`), or a percentage of what the process may use.
    `auto` is a twentieth of what the process may use, control groups included, from 640 MB to 4 GB: what does not fit
    is spilled to disk. Python's own memory comes on top, 0.5 to 1.5 GB."""

    threads: int = 2
    """Threads of DuckDB and of the matching kernels; as many as there are processors, at most 8."""

    workers: int = 2
    """Processes that normalise records; as many as there are processors, at most 8."""

    lock_wait_seconds: float = 0.0
    """How long a second run waits for the lock."""

    versions_kept: int = 2
    """Published versions that stay besides the current one."""

    overrides: Path | None = None
    """File of corrections, see [overrides.md](overrides.md). `_overrides.csv` in the raw folder, if it is there."""

    limits: Limits = DEFAULT_LIMITS
    """Each limit is a setting of its own name."""

    services: Mapping[str, Any] = field(default_factory=dict)
    """Services of your own, in the settings file only, see [services.md](services.md#a-service-of-your-own)."""

    on_failure: tuple[str, ...] = ()
    """A program, with its arguments, that is told of runs that failed, see [operations.md](operations.md#watching)."""

    on_warning: tuple[str, ...] = ()
    """A program, with its arguments, that is told of warnings, see [operations.md](operations.md#watching)."""

    runs_kept: int = 30
    """Finished runs that the UI shows."""

    stated_home: Path | None = None
    """Folder of Dagster's state, as DAGSTER_HOME names it."""

    schedule: str = "0 5 * * *"
    """When the schedule of the UI starts a run, in the five fields of cron; it is off until switched on."""

    schedule_timezone: str = "UTC"
    """The zone of these times, such as `Europe/Berlin`."""

    @property
    def dagster_home(self) -> Path:
        """The folder of Dagster's state: beside the warehouse and for it alone, unless DAGSTER_HOME names another."""
        return self.stated_home or self.warehouse.with_name(f".dagster-{self.warehouse.stem}")

    @property
    def shaping_hash(self) -> str:
        """Hash of the settings that affect results: runs with equal hashes must produce equal rows."""
        shaping = [*SHAPING, "services"] if self.services else SHAPING
        text = "\x1f".join(f"{name}={getattr(self, name)}" for name in shaping)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def load(
    flags: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    *,
    reads_raw: bool = True,
    writes: bool = False,
) -> Settings:
    """The settings of this process, all of them checked.

    reads_raw: the raw folder must be there and readable · writes: the warehouse's folder must be writable, or creatable
    Raises WrongSettings with the setting, its value, where it was set, and what is allowed.
    """
    env = os.environ if environment is None else environment
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    stated, services = _read_file(SETTINGS_FILE)
    try:
        settings = _parse(given, env, stated, services)
        _check_files(settings, reads_raw, writes)
    except WrongSettings as error:
        name = str(error).partition(":")[0]
        raise WrongSettings(f"{error}{_source(name, given, env, stated)}") from None
    return settings


def _parse(
    given: Mapping[str, object], env: Mapping[str, str], stated: Mapping[str, str], services: Mapping[str, Any]
) -> Settings:
    def setting(name: str, default: object) -> str:
        return str(given.get(name, env.get(f"{PREFIX}{name.upper()}", stated.get(name, default))))

    raw = Path(setting("raw", DEFAULT_RAW if DEFAULT_RAW.is_dir() else SAMPLES)).absolute()
    default = SAMPLES_WAREHOUSE if holds_samples(raw) else DEFAULT_WAREHOUSE
    overrides, home, storage = setting("overrides", ""), env.get("DAGSTER_HOME", ""), setting("spark_storage", "")
    limits: dict[str, Any] = {
        each.name: parse_limit(each.name, setting(each.name, each.default)) for each in fields(Limits)
    }
    return Settings(
        raw=raw,
        warehouse=Path(setting("warehouse", default)).absolute(),
        engine=setting("engine", "duckdb"),
        spark_address=parse_spark_address("spark_address", setting("spark_address", "local[*]")),
        spark_storage=parse_storage("spark_storage", storage) if storage else None,
        spark_shuffle_partitions=parse_count(
            "spark_shuffle_partitions", setting("spark_shuffle_partitions", 8), most=MAX_PARTITIONS
        ),
        spark_driver_memory=parse_java_memory(
            "spark_driver_memory", setting("spark_driver_memory", f"{max(1024, 256 * PROCESSORS)}m")
        ),
        spark_audit_limit=int(parse_limit("spark_audit_limit", setting("spark_audit_limit", "50G"))),
        only=_below(setting("only", "")),
        full=parse_flag("full", setting("full", "no")),
        retry=parse_flag("retry", setting("retry", "no")),
        memory_limit=parse_memory("memory_limit", setting("memory_limit", "auto")),
        threads=parse_count("threads", setting("threads", min(8, PROCESSORS))),
        workers=parse_count("workers", setting("workers", min(8, PROCESSORS))),
        lock_wait_seconds=parse_seconds("lock_wait_seconds", setting("lock_wait_seconds", "0")),
        versions_kept=parse_count("versions_kept", setting("versions_kept", "2")),
        overrides=Path(overrides).absolute() if overrides else None,
        limits=replace(DEFAULT_LIMITS, **limits),
        services=services,
        on_failure=_program("on_failure", setting("on_failure", "")),
        on_warning=_program("on_warning", setting("on_warning", "")),
        runs_kept=parse_count("runs_kept", setting("runs_kept", 30)),
        stated_home=Path(home).absolute() if home else None,
        schedule=_cron("schedule", setting("schedule", "0 5 * * *")),
        schedule_timezone=_zone("schedule_timezone", setting("schedule_timezone", "UTC")),
    )


def holds_samples(raw: Path) -> bool:
    """Whether a folder holds the samples, that of a clone or one that `newsfold samples` wrote: it has their list."""
    try:
        first, *_ = (raw / SAMPLES_LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):  # no list, or none of ours
        return raw == SAMPLES.absolute()
    return (raw / first).is_file()


def _below(only: str) -> str | None:
    """The path as the ledger spells it: without `.`, doubled slashes, or one at its end."""
    return posixpath.normpath(only) if only else None


def _check_files(settings: Settings, reads_raw: bool, writes: bool) -> None:
    """Check what only the file system can tell."""
    if settings.engine not in ENGINES:
        raise WrongSettings(f"engine: {settings.engine!r} is not one of {', '.join(ENGINES)}")
    if reads_raw and not settings.raw.is_dir():
        hint = "; `newsfold samples` writes some to try" if settings.raw == SAMPLES.absolute() else ""
        raise WrongSettings(f"raw: {settings.raw} is not a folder; choose one with --raw or NEWSFOLD_RAW{hint}")
    if reads_raw and not os.access(settings.raw, os.R_OK | os.X_OK):
        raise WrongSettings(f"raw: {settings.raw} may not be read: change its permissions, or run as its owner")
    if settings.warehouse.is_dir():
        raise WrongSettings(f"warehouse: {settings.warehouse} is a folder, not a file such as {DEFAULT_WAREHOUSE}")
    if writes:
        _check_writable(settings.warehouse)
    if settings.overrides is not None and not settings.overrides.is_file():
        raise WrongSettings(f"overrides: {settings.overrides} is not a file")


def _check_writable(warehouse: Path) -> None:
    """The nearest folder above the warehouse that exists is the one in which something is created."""
    folder = next(each for each in warehouse.parents if os.path.lexists(each))
    what = f"warehouse: {warehouse} can't be written, because {folder}"
    if not folder.is_dir():
        raise WrongSettings(f"{what} is not a folder; choose another with --warehouse or NEWSFOLD_WAREHOUSE")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WrongSettings(f"{what} is read-only for this user; choose another with --warehouse or NEWSFOLD_WAREHOUSE")


def _source(name: str, given: Mapping[str, object], env: Mapping[str, str], stated: Mapping[str, str]) -> str:
    """Where a setting was set, in brackets; nothing for a default."""
    sources = ((f"--{name.replace('_', '-')}", given), (f"{PREFIX}{name.upper()}", env), (str(SETTINGS_FILE), stated))
    keys = (name, f"{PREFIX}{name.upper()}", name)
    found = (source for (source, values), key in zip(sources, keys, strict=True) if key in values)
    return "".join(f" (set by {source})" for source in list(found)[:1])


def setting_names() -> list[str]:
    """The names of all settings, in lower case and without prefix, as `newsfold.toml` has them."""
    names = {each.name for each in (*fields(Settings), *fields(Limits))} - {"limits", "services", "stated_home"}
    return sorted(names)


def warnings(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """A line for each `NEWSFOLD_…` variable that is no setting, with the setting that is spelled most like it."""
    env = os.environ if environment is None else environment
    known = [f"{PREFIX}{name.upper()}" for name in setting_names()]
    for name in sorted(env):
        if name.startswith(PREFIX) and name not in known:
            yield f"{name} is no setting and changes nothing{_nearest(name, known)}"


def _nearest(name: str, known: Iterable[str]) -> str:
    """A hint at the known name that goes on where this one ends, else at the one most like it; nothing without any."""
    import difflib

    names = list(known)
    longer = [each for each in names if each.startswith(name)]
    return "".join(f"; did you mean {each}?" for each in (longer or difflib.get_close_matches(name, names))[:1])


def _read_file(path: Path) -> tuple[dict[str, str], Mapping[str, Any]]:
    """(settings by name, the table of services) of the settings file, if there is one. Raises WrongSettings."""
    if not path.is_file():
        return {}, {}
    import tomllib

    from pipelines.core.readers.services import WrongService, make_services

    try:
        stated = tomllib.loads(path.read_text("utf-8"))
        services = stated.pop("services", {})
        make_services(services)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, WrongService) as error:
        raise WrongSettings(f"{path}: {error}") from None
    known = setting_names()
    if unknown := sorted(stated.keys() - set(known)):
        raise WrongSettings(f"{path}: {unknown[0]!r} is no setting{_nearest(unknown[0], known)}")
    return {name: spell(name, value, path) for name, value in stated.items()}, services


def _program(name: str, value: str) -> tuple[str, ...]:
    """A program and its arguments, split as a shell would; none if it is empty."""
    try:
        return tuple(shlex.split(value))
    except ValueError as error:
        raise WrongSettings(f"{name}: {value!r} is not a command: {error}") from None


def _cron(name: str, value: str) -> str:
    if mistake := cron.find_mistake(value):
        raise WrongSettings(f"{name}: {value!r} is no time of cron such as '30 5 * * mon-fri': {mistake}")
    return value


def _zone(name: str, value: str) -> str:
    if value == "UTC":
        return value
    from zoneinfo import ZoneInfo  # here, because most runs need none

    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):  # no such zone, no name of one, or a folder of zones
        raise WrongSettings(f"{name}: {value!r} is no time zone such as Europe/Berlin") from None
