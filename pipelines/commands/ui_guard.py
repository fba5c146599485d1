"""Ends the servers of `newsfold ui` when its process is gone, however it died. Started by it, not by users.

Belongs here: waiting for that end. Does not: starting or stopping the servers otherwise (ui).
"""

import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

GRACE_SECONDS = 5


def main(descriptor: int, groups: Sequence[int]) -> None:
    """Wait until nothing holds the other end of the pipe `descriptor`, then end the process groups."""
    os.read(descriptor, 1)
    for number in (signal.SIGTERM, signal.SIGKILL):
        for group in groups:
            with suppress(ProcessLookupError):
                os.killpg(group, number)
        time.sleep(GRACE_SECONDS)


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(each) for each in sys.argv[2:]])
