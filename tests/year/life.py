"""Lives through the days: drops files, starts the run of each night, lets accidents happen, and looks each time.

Belongs here: days and nights, sizes. Does not: the plan (accidents), what must be there (oracle), figures (__main__).

A run by the job takes twice the time of one by its steps alone, without Dagster. That both do the same is proved in
tests/test_whole_run.py, so only some nights have the job.
"""

import io
import os
import random
import resource
import signal
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb

from pipelines import clock
from pipelines.cli import main as newsfold
from pipelines.commands import forget, run
from pipelines.commands.run_output import QuietOutput
from pipelines.settings import Settings
from pipelines.steps.exclusion_file import NAME as EXCLUSIONS
from tests.crash import invariants, sequence
from tests.steps.removal_ground import places_of_each
from tests.year.accidents import Accidents
from tests.year.files import Desk, File
from tests.year.newsroom import OUTLETS, Article, Day, Newsroom, Outlet
from tests.year.oracle import Oracle
from warehouse import tombstones

DROPPED, RUN, LATER = (clock_time(hour, tzinfo=UTC) for hour in (18, 20, 22))
"""When files are dropped, when the run starts, and when a person comes to the machine."""

Alarm = tuple[str, str, Any, Any]
"""Kind, subject, day, and the day of the run that raised it."""


class Silent(QuietOutput):
    """Prints nothing, and keeps what was said."""

    def __init__(self) -> None:
        self.said: list[Any] = []

    def warning(self, message: str) -> None:
        self.said.append(message)

    def nothing_new(self, message: str) -> None:
        self.said.append(message)

    def summary(self, lines: Iterable[str], facts: Mapping[str, Any]) -> None:
        pass

    def error(self, lines: Iterable[str], facts: Mapping[str, Any]) -> None:
        self.said += filter(None, lines)


@dataclass
class Life:
    """A warehouse that is lived with.

    every: a run each so many nights · job_every: by the job each so many nights, and when something befalls it; 0 for
    never · shown: the state that the link shows · seconds: of the last run by the job, or by the steps · sizes in bytes
    """

    folder: Path
    accidents: Accidents
    seed: int = 1
    every: int = 1
    job_every: int = 5
    oracle: Oracle = field(default_factory=Oracle)
    shown: int = 0
    shown_before: int = 0
    killed: int = 0
    seconds: dict[bool, float] = field(default_factory=lambda: {True: 4.0, False: 2.0})
    sizes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settings = Settings(
            raw=self.folder / "raw", warehouse=self.folder / "w" / "news.duckdb", workers=0, threads=1
        )
        self.settings.raw.mkdir(parents=True)
        self.draw = random.Random(self.seed)
        self.gone: list[Article] = []

    def live(self, days: int, tell: Callable[[str], None] = lambda line: None) -> None:
        """Live so many days."""
        newsroom, desk = Newsroom(self.seed, self.accidents.faults), Desk(self.seed)
        with mock.patch.dict(os.environ, {"NEWSFOLD_WORKERS": "1", "NEWSFOLD_THREADS": "1"}):
            for day in newsroom.days(days):
                with at(day, DROPPED):
                    self.drop(desk.files(day))
                if day.number % self.every == self.every - 1:
                    with at(day, RUN):
                        self.night(day)
                    with at(day, LATER):
                        self.later(day)
                    self.measure()
                tell(f"{day.number} {day.date}: {self.oracle.state} files, {self.sizes}")

    def drop(self, files: Iterable[File]) -> None:
        """Put files into the raw folder, with their times."""
        now = clock.now().timestamp()
        for file in files:
            path = self.settings.raw / file.path
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(file.data)
            os.utime(path, (now, now))
            self.oracle.drop(file)

    def night(self, day: Day) -> None:
        """The run of a day, and what may befall it."""
        if day.number in self.accidents.listed:
            self.exclude(day)
        if day.number in self.accidents.kills:
            after = self.draw.uniform(0, self.seconds[bool(self.job_every)])
            self.killed += self.child(kill_after=after) == -signal.SIGKILL
            self.look(self.shown, self.oracle.state)
        elif day.number == self.accidents.full:
            limit = self.settings.warehouse.stat().st_size // 2
            assert self.child(max_bytes=limit) == 1
            self.look(self.shown)
        else:
            is_listed = day.number in self.accidents.listed
            self.run(self.job_every > 0 and (is_listed or day.number % self.job_every == 0))
            self.look(self.oracle.state)
            self.look_for(self.gone)
            self.gone = []

    def run(self, is_job: bool) -> None:
        """A run that must publish."""
        began, said = time.monotonic(), Silent()
        assert run.run_whole(self.settings, said) == 0 if is_job else self.run_steps(), said.said
        assert said.said == [], said.said
        self.seconds[is_job] = time.monotonic() - began

    def run_steps(self) -> bool:
        """A run without Dagster; whether it published."""
        run_id = str(uuid.uuid4())
        published = sequence.whole_run(self.settings, run_id, full_audit=self.job_every > 0)
        if published:
            tombstones.close(self.settings.warehouse, run_id, clock.now())
        return published is not None

    def later(self, day: Day) -> None:
        """What a person does after the run."""
        if day.number == self.accidents.back:
            self.command("rollback")
            self.look(self.shown_before)
        if day.number == self.accidents.forget:
            article = self.choose(OUTLETS[3])
            self.oracle.forget_article(article)
            if self.job_every:
                self.command("forget", article.url)
            else:
                forget.request(self.settings, [article.url], "request", clock.now())
                self.run(is_job=False)
            self.look(self.shown)
            self.look_for([article])

    def exclude(self, day: Day) -> None:
        """Add a line to the exclusions: the first names a file, the others articles."""
        article = self.choose(OUTLETS[1])
        is_first = day.number == self.accidents.listed[0]
        path = next(p for p, content in self.oracle.paths.items() if article in self.oracle.dropped[content])
        with (self.settings.raw / EXCLUSIONS).open("a") as file:
            file.write(f"{path if is_first else article.url},gone by request\n")
        if is_first:
            self.gone = self.oracle.forget_file(path)
        else:
            self.oracle.forget_article(article)
            self.gone = [article]

    def choose(self, outlet: Outlet) -> Article:
        """A published article of an outlet."""
        there = self.oracle.places(self.shown).values()
        return self.draw.choice([each for each in there if each and each.outlet == outlet])

    def child(self, kill_after: float | None = None, max_bytes: int | None = None) -> int:
        """The run in a process of its own; its exit code, negative for a signal."""
        process = os.fork()
        if process == 0:
            code = 1
            try:
                if max_bytes is not None:
                    resource.setrlimit(resource.RLIMIT_FSIZE, (max_bytes, max_bytes))
                code = run.run_whole(self.settings, Silent()) if self.job_every else int(not self.run_steps())
            finally:
                os._exit(code)
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(process, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    def command(self, *words: str) -> None:
        """A command of a person."""
        paths = ["--raw", str(self.settings.raw), "--warehouse", str(self.settings.warehouse)]
        with redirect_stdout(io.StringIO()) as printed:
            assert newsfold([*words, *paths]) == 0, printed.getvalue()

    def look(self, *states: int) -> None:
        """What is published must be one of these states."""
        invariants.assert_readable(self.settings.warehouse)
        found = {state: self.oracle.differences(self.settings.warehouse, state) for state in states}
        fitting = [state for state, differences in found.items() if not differences]
        assert fitting, found
        if fitting[0] != self.shown:
            self.shown_before, self.shown = self.shown, fitting[0]

    def look_for(self, articles: Iterable[Article]) -> None:
        """Nothing that is kept may hold these articles."""
        tokens = [article.token for article in articles]
        assert places_of_each(tokens, self.settings.warehouse.parent) == {token: [] for token in tokens}

    def measure(self) -> None:
        """Note sizes: of Dagster's state now, and the peak of the versions."""
        self.sizes["state"] = size_of(self.settings.dagster_home)
        versions = size_of(self.settings.warehouse.parent / "versions")
        self.sizes["versions"] = versions
        self.sizes["peak of versions"] = max(versions, self.sizes.get("peak of versions", 0))

    def alarms(self) -> list[Alarm]:
        """The alarms that were raised."""
        sql = "select kind, subject, day, cast(raised_at as date) from alarms order by raised_at, kind, subject"
        with duckdb.connect(str(self.settings.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@contextmanager
def at(day: Day, moment: clock_time) -> Iterator[None]:
    """The clock stands at a moment of a day."""
    instant = datetime.combine(day.date, moment)
    with mock.patch.object(clock, "now", lambda: instant):
        yield


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
