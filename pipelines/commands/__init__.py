"""The commands, one module per command.

Belongs here: fetching, formatting and printing. Does not: parsing arguments (cli), deriving anything (steps, sql).
"""

import argparse
from importlib import import_module

EXIT_DONE, EXIT_STOPPED, EXIT_WRONG, EXIT_LOCKED, EXIT_INTERRUPTED = 0, 1, 2, 3, 130
"""Published or nothing new; an audit or an error stopped publication; wrong usage or settings; another run holds the
lock; interrupted from the keyboard."""


class UserError(Exception):
    """An error the user can fix; the message says what and how, in one line."""


def command(options: argparse.Namespace) -> int:
    """Run the chosen command; returns its exit code. Each module has a `main(options) -> int`."""
    module = import_module(f"pipelines.commands.{options.command}")
    code: int = module.main(options)
    return code
