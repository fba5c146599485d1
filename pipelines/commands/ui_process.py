"""Runs a program of Dagster's for `newsfold ui`: `python -P -m pipelines.commands.ui_process dagster-daemon run …`.

Belongs here: finding the program, wherever pip put its script, and keeping the working directory out of its imports:
there a folder `pipelines` or a file `json.py` of a person's own would be loaded instead of newsfold's or Python's. `-P`
does that, for what the program starts too. Does not: which programs run with which arguments (ui).
"""

import os
import sys
from importlib.metadata import entry_points


def main() -> None:
    """Run the program that the first argument names with the others, in this process."""
    del sys.argv[0]
    (program,) = entry_points(group="console_scripts", name=sys.argv[0])
    sys.path.insert(0, os.devnull)  # Dagster takes the first entry for the script's folder, and drops it
    program.load()()


if __name__ == "__main__":
    main()
