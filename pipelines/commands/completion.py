"""`newsfold completion`: the lines with which a shell completes commands, options and paths at the tab key.

Belongs here: printing them. Does not: what is completed, which follows from the arguments (cli).
"""

import argparse

from argcomplete.shell_integration import shellcode


def main(options: argparse.Namespace) -> int:
    """Print the lines for a shell to read."""
    print(shellcode(["newsfold"], shell=options.shell))
    return 0
