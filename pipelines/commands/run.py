"""`newsfold run`: one whole run, with a line per asset while it works and a summary at the end.

Belongs here: what a person sees of a run. Does not: the run itself (defs.launch), what is new (steps.pending).
"""

import argparse
import gc
import time
import uuid

from pipelines import settings as setting
from pipelines.commands import EXIT_DONE, EXIT_STOPPED
from pipelines.settings import Settings
from pipelines.steps.worker_server import start_if_needed

GARBAGE_THRESHOLDS = (200_000, 10, 10)
"""Objects made before Python looks for cycles: a run imports much and makes few, and saves a tenth of its time."""


def main(options: argparse.Namespace) -> int:
    """Run the pipeline; 0 if it published or nothing was new, 1 if the audit (or an error) stopped publication."""
    names = ("raw", "warehouse", "engine", "only", "full", "retry")
    settings = setting.load({name: getattr(options, name) for name in names})
    _say(f"raw files   {settings.raw}")
    _say(f"warehouse   {settings.warehouse}")
    start_if_needed(settings)
    from pipelines.steps.pending import nothing_is_new  # imports what the server takes seconds to be ready beside

    if nothing_is_new(settings):
        _say("nothing is new: the published version stays as it is")
        return EXIT_DONE
    return _run(settings)


def _run(settings: Settings) -> int:
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    from pipelines.commands.summary import failure_lines, summary_lines
    from pipelines.defs.runner import run_in_process

    started = time.monotonic()
    run_id = str(uuid.uuid4())
    outcome = run_in_process(settings, run_id, progress=_say)
    if outcome.published:
        lines = summary_lines(settings.warehouse, run_id, time.monotonic() - started)
    else:
        lines = failure_lines(settings.warehouse, run_id, outcome.error)
    for line in lines:
        _say(line)
    return EXIT_DONE if outcome.published else EXIT_STOPPED


def _say(line: str) -> None:
    print(line, flush=True)
