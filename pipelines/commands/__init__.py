"""What each command does, one module a command.

Belongs here: fetching, laying out and printing. Does not: parsing words (cli), deriving anything (steps, sql).
"""

import argparse
from importlib import import_module

EXIT_DONE, EXIT_STOPPED, EXIT_WRONG, EXIT_INTERRUPTED = 0, 1, 2, 130
"""Published or nothing new; an audit (or an error) stopped publication; wrong usage; stopped from the keyboard."""


class UserError(Exception):
    """Something the user can mend; its message says what and how, in one line."""


def command(options: argparse.Namespace) -> int:
    """Run the command the options name; returns its exit code. Each module has `main(options) -> int`."""
    module = import_module(f"pipelines.commands.{options.command}")
    code: int = module.main(options)
    return code
