"""The first part of a run by itself: raw files are read, and their records land; nothing is derived or published.

Belongs here: that part, for measuring. Does not: measuring (measuring), inputs (large_files).

    python -m benchmarks.landing --raw DIR --warehouse FILE
"""

import argparse
import json
import sys

from pipelines import settings
from pipelines.defs.resources import begin, settle
from pipelines.steps.ingest import ingest


def main() -> int:
    """Print the counts as JSON; the build is thrown away."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raw")
    parser.add_argument("--warehouse")
    loaded = settings.load(vars(parser.parse_args()))
    build = begin(loaded, "landing")
    try:
        print(json.dumps(ingest(build.engine, loaded)))
    finally:
        settle(build)
    return 0


if __name__ == "__main__":
    sys.exit(main())
