"""Settings: flags, else `NEWSFOLD_*` environment variables, else the file `newsfold.toml`, else defaults.

Belongs here: every setting, its default and its validation. Does not: anything that acts on one.
No other module reads the environment. Few imports: the command line reads settings before it loads anything else.
"""

import hashlib
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from pipelines.core.limits import Limits

SAMPLES = Path("samples")
DEFAULT_RAW = Path("data/raw")
DEFAULT_WAREHOUSE = Path("data/warehouse/news.duckdb")
SAMPLES_WAREHOUSE = Path("data/samples/news.duckdb")
"""The default for the samples, so that they never mix with a person's own files."""
DEFAULT_LIMITS = Limits()
ENGINES = ("duckdb",)
SETTINGS_FILE = Path("newsfold.toml")
SHAPING = ("engine", "limits")
"""Settings that affect results, and so the settings hash; the others only affect where and how fast."""


class WrongSettings(ValueError):
    """An invalid setting; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run.

    raw: folder of raw files · warehouse: link to the published file · engine: duckdb
    only: read only this file or folder, relative to raw · full: derive all tables again from the stored records
    retry: read files with rejections again · memory_limit: of the engine, as DuckDB spells it; `auto` is a share of
        the memory that the process may use
    threads: of the engine · workers: processes that normalise records
    lock_wait_seconds: how long to wait while another run holds the lock
    versions_kept: published versions that stay besides the current one
    overrides: file of must-join and must-not-join pairs, else _overrides.csv in raw
    limits: on the input; each is a setting of its own name
    services: a person's own services, as parsed tables in the form of pipelines/core/readers/services.toml
    runs_kept: finished runs that Dagster's state keeps · stated_home: folder of that state, as DAGSTER_HOME names it
    """

    raw: Path
    warehouse: Path
    engine: str = "duckdb"
    only: str | None = None
    full: bool = False
    retry: bool = False
    memory_limit: str = "auto"
    threads: int = 2
    workers: int = 2
    lock_wait_seconds: float = 0.0
    versions_kept: int = 2
    overrides: Path | None = None
    limits: Limits = DEFAULT_LIMITS
    services: Mapping[str, Any] = field(default_factory=dict)
    runs_kept: int = 50
    stated_home: Path | None = None

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


def load(flags: Mapping[str, object] | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. Raises WrongSettings with the setting, its value and what is allowed."""
    env = os.environ if environment is None else environment
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    stated, services = _read_file(SETTINGS_FILE)

    def setting(name: str, default: object) -> str:
        return str(given.get(name, env.get(f"NEWSFOLD_{name.upper()}", stated.get(name, default))))

    raw = Path(setting("raw", DEFAULT_RAW if DEFAULT_RAW.is_dir() else SAMPLES))
    is_sample = raw.absolute() == SAMPLES.absolute()
    overrides, home = setting("overrides", ""), env.get("DAGSTER_HOME", "")
    limits: dict[str, Any] = {each.name: _limit(each.name, setting(each.name, each.default)) for each in fields(Limits)}
    settings = Settings(
        raw=raw.absolute(),
        warehouse=Path(setting("warehouse", SAMPLES_WAREHOUSE if is_sample else DEFAULT_WAREHOUSE)).absolute(),
        engine=setting("engine", "duckdb"),
        only=setting("only", "") or None,
        full=_flag("full", setting("full", "no")),
        retry=_flag("retry", setting("retry", "no")),
        memory_limit=setting("memory_limit", "auto"),
        threads=_count("threads", setting("threads", min(8, os.cpu_count() or 1))),
        workers=_count("workers", setting("workers", min(8, os.cpu_count() or 1))),
        lock_wait_seconds=_seconds("lock_wait_seconds", setting("lock_wait_seconds", "0")),
        versions_kept=_count("versions_kept", setting("versions_kept", "2")),
        overrides=Path(overrides).absolute() if overrides else None,
        limits=replace(DEFAULT_LIMITS, **limits),
        services=services,
        runs_kept=_count("runs_kept", setting("runs_kept", 50)),
        stated_home=Path(home).absolute() if home else None,
    )
    if settings.engine not in ENGINES:
        raise WrongSettings(f"engine: {settings.engine!r} is not one of {', '.join(ENGINES)}")
    if not settings.raw.is_dir():
        raise WrongSettings(f"raw: {raw} is not a folder; choose one with --raw or NEWSFOLD_RAW")
    if settings.warehouse.is_dir():
        raise WrongSettings(f"warehouse: {settings.warehouse} is a folder, not a file such as {DEFAULT_WAREHOUSE}")
    if settings.overrides is not None and not settings.overrides.is_file():
        raise WrongSettings(f"overrides: {overrides} is not a file")
    return settings


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
    known = {each.name for each in (*fields(Settings), *fields(Limits))} - {"limits", "services", "stated_home"}
    if unknown := sorted(stated.keys() - known):
        raise WrongSettings(f"{path}: {unknown[0]!r} is no setting")
    return {name: _spelled(value) for name, value in stated.items()}, services


def _spelled(value: object) -> str:
    """A value of TOML as the environment would have it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _flag(name: str, value: str) -> bool:
    word = value.lower()
    if word not in {"1", "0", "yes", "no", "true", "false"}:
        raise WrongSettings(f"{name}: {value!r} is neither yes nor no")
    return word in {"1", "yes", "true"}


def _count(name: str, value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 256:
        raise WrongSettings(f"{name}: {value!r} is not a number from 1 to 256")
    return int(value)


def _seconds(name: str, value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        raise WrongSettings(f"{name}: {value!r} is not a number of seconds") from None
    if not 0 <= seconds <= 86_400:
        raise WrongSettings(f"{name}: {value!r} is not between 0 and 86400 seconds")
    return seconds


UNITS = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


def _limit(name: str, value: str) -> int | float:
    """A positive number, an integer except for seconds, with an optional suffix K, M or G."""
    unit = UNITS.get(value[-1:].lower(), 1)
    digits = value[:-1] if unit > 1 else value
    try:
        number = float(digits) * unit
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise WrongSettings(f"{name}: {value!r} is not a positive number such as 20 or 64M")
    return number if name.endswith("_seconds") else int(number)
