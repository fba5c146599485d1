"""Lives through a year, prints a line for each day, and at the end alarms, sizes and times.

    python -m tests.year [DAYS [SEED]]

Belongs here: the figures. Does not: what must hold (test_year).
"""

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.year.accidents import of_a_year
from tests.year.life import Life


def main() -> None:
    days, seed = (int(sys.argv[n]) if len(sys.argv) > n else default for n, default in ((1, 365), (2, 1)))
    folder, began = Path(tempfile.mkdtemp(prefix="newsfold-year-")), time.monotonic()
    life = Life(folder / "lived", of_a_year(seed), seed)
    life.live(days, tell=lambda line: print(line, flush=True))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(*life.alarms(), sep="\n")
    print(f"{days} days, {life.killed} runs killed while they worked, {len(life.oracle.paths)} files")
    print(", ".join(f"{what}: {size / 1e6:.1f} MB" for what, size in life.sizes.items()))
    print(f"{time.monotonic() - began:.0f} s, {sum(each.ru_utime + each.ru_stime for each in used):.0f} s of CPU time")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
