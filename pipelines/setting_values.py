"""The text of a setting: each kind of value is parsed, or refused with what is allowed.

Belongs here: kinds of values. Does not: which settings there are, and where they come from (settings).
"""

import math
import re
from collections.abc import Mapping
from pathlib import Path

UNITS: Mapping[str, int] = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}

MEMORY_UNITS: Mapping[str, int] = {
    **{f"{prefix}b".strip(): 1000**power for power, prefix in enumerate(" kmgt")},
    **{f"{prefix}ib": 1024**power for power, prefix in enumerate(" kmgt") if power},
    **{prefix: 1000**power for power, prefix in enumerate(" kmgt") if power},
}
"""Bytes per unit, as DuckDB spells units, in lower case."""

MIN_MEMORY = 64 << 20
"""Bytes with which a run of a few files still ends well."""

SPARK_ADDRESS = re.compile(r"local(\[(\*|[1-9]\d*)\])?|sc://[^\s/]+(/\S*)?|spark://[^\s/]+:\d+|k8s://\S+|yarn")

STORES = ("s3", "s3a", "gs", "abfss", "hdfs")
"""Schemes of object stores and file systems that both pyarrow and Spark know."""

STORE = re.compile(rf"({'|'.join(STORES)})://([\w-]+@)?[\w.-]+(:\d+)?(/[\w.=-]+)*/?", re.ASCII)
"""No keys, no query, nothing to be escaped."""

JAVA_MEMORY = re.compile(r"[1-9]\d{0,5}[mMgG]")

MEMORY = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+|%)")


class WrongSettings(ValueError):
    """An invalid setting; the message says which and why."""


def parse_flag(name: str, value: str) -> bool:
    """Yes or no."""
    word = value.lower()
    if word not in {"1", "0", "yes", "no", "true", "false"}:
        raise WrongSettings(f"{name}: {value!r} is neither yes nor no")
    return word in {"1", "yes", "true"}


def parse_count(name: str, value: str, most: int = 256) -> int:
    """A number from 1 to `most`."""
    if not value.isdecimal() or not 1 <= int(value) <= most:
        raise WrongSettings(f"{name}: {value!r} is not a number from 1 to {most}")
    return int(value)


def parse_java_memory(name: str, value: str) -> str:
    """A size as Java spells it, in megabytes or gigabytes; returned as it was given.

    >>> parse_java_memory("spark_driver_memory", "1500m")
    '1500m'
    """
    if not JAVA_MEMORY.fullmatch(value):
        raise WrongSettings(f"{name}: {value!r} is not a size such as 2g or 1500m")
    return value


def parse_seconds(name: str, value: str) -> float:
    """Seconds, of at most a day."""
    try:
        seconds = float(value)
    except ValueError:
        raise WrongSettings(f"{name}: {value!r} is not a number of seconds") from None
    if not 0 <= seconds <= 86_400:
        raise WrongSettings(f"{name}: {value!r} is not between 0 and 86400 seconds")
    return seconds


def parse_spark_address(name: str, value: str) -> str:
    """A master, which is this machine or a cluster, or a Spark Connect server; returned as it was given.

    >>> [parse_spark_address("spark_address", each) for each in ("local[*]", "spark://a:7077,b:7077", "sc://c:15002")]
    ['local[*]', 'spark://a:7077,b:7077', 'sc://c:15002']
    """
    if not SPARK_ADDRESS.fullmatch(value):
        raise WrongSettings(
            f"{name}: {value!r} is neither a master such as local[2], spark://host:port, k8s://https://host:port or"
            " yarn, nor a server, sc://host:port"
        )
    return value


def parse_storage(name: str, value: str) -> str:
    """A folder, by its absolute path, or the address of an object store, without a slash at its end.

    >>> parse_storage("spark_storage", "s3a://bucket/news/")
    's3a://bucket/news'
    """
    if "://" not in value:
        return str(Path(value).absolute())
    if not STORE.fullmatch(value):
        raise WrongSettings(
            f"{name}: {value!r} is neither a folder nor an address such as s3a://bucket/prefix, by"
            f" {', '.join(STORES[:-1])} or {STORES[-1]}, of letters, digits and . _ = - alone"
        )
    return value.rstrip("/")


def parse_limit(name: str, value: str) -> int | float:
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


def parse_memory(name: str, value: str) -> str:
    """A size as DuckDB spells it, a percentage of the memory that may be used, or `auto`; returned as it was given.

    >>> [parse_memory("memory_limit", size) for size in ("1.5 GiB", "40%", "auto")]
    ['1.5 GiB', '40%', 'auto']
    """
    if value == "auto":
        return value
    found = MEMORY.fullmatch(value.strip().lower())
    number, unit = (float(found[1]), found[2]) if found else (math.nan, "")
    if unit == "%" and 0 < number <= 100:
        return value
    if unit not in MEMORY_UNITS or not math.isfinite(number):
        raise WrongSettings(f"{name}: {value!r} is neither a size such as 2GB or 1.5GiB, nor 1% to 100%, nor auto")
    if number * MEMORY_UNITS[unit] < MIN_MEMORY:
        raise WrongSettings(f"{name}: {value!r} is less than a run can work with: give at least {MIN_MEMORY >> 20}MiB")
    return value


def spell(name: str, value: object, file: Path) -> str:
    """A value of TOML as the environment would have it.

    >>> spell("full", True, Path("newsfold.toml")), spell("threads", 2, Path("newsfold.toml"))
    ('yes', '2')
    """
    if not isinstance(value, str | int | float):
        raise WrongSettings(f"{file}: {name!r} must be a text, a number, true or false")
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
