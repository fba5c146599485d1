"""Ends the servers of `newsfold ui` when its process is gone, however it died. Started by it, not by users.

Belongs here: waiting for that end. Does not: starting or stopping the servers otherwise (ui).
"""

import os
import signal
import sys
import time
from contextlib import suppress

GRACE_SECONDS = 5


def main(descriptor: int) -> None:
    """Read process groups from the pipe `descriptor` until nothing holds its other end, then end them."""
    with open(descriptor) as pipe:
        groups = [int(line) for line in pipe]
    for number in (signal.SIGTERM, signal.SIGKILL):
        for group in groups:
            with suppress(ProcessLookupError):
                os.killpg(group, number)
        time.sleep(GRACE_SECONDS)


if __name__ == "__main__":
    main(int(sys.argv[1]))
