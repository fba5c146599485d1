"""The command line: `newsfold run | samples | ui | query | export | report | explain | mcp | forget | versions |
rollback | snapshot | compile | doctor | completion`.

Belongs here: arguments, exit codes, one-line errors. Does not: what a command does and prints (commands).
Heavy imports stay inside the commands, so that `newsfold --help` answers at once.
"""

import argparse
import errno
import gc
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines import settings, warm_up
from pipelines.commands import (
    EXIT_DONE,
    EXIT_INTERRUPTED,
    EXIT_LOCKED,
    EXIT_STOPPED,
    EXIT_WRONG,
    UserError,
    command,
    terminal,
)
from pipelines.commands.run_output import JsonOutput
from pipelines.settings import ENGINES, SAMPLES, WrongSettings
from warehouse.lock import WarehouseLocked
from warehouse.refusals import Refusal
from warehouse.space import NoSpace

EPILOG = """
settings:
  flags, else NEWSFOLD_* environment variables, else newsfold.toml in the working directory, else defaults

exit codes:
  0    done: published, or nothing was new
  1    stopped, and nothing was published: an audit, an error, a full disk; doctor: not healthy
  2    wrong usage or settings, an unknown id, bad SQL
  3    another run holds the lock
  130  interrupted from the keyboard
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. What goes wrong is printed in one line, without a traceback."""
    parser = _parser()
    if "_ARGCOMPLETE" in os.environ:  # a shell asks, after the tab key
        import argcomplete

        argcomplete.autocomplete(parser)
    options = parser.parse_args(arguments)
    for line in settings.warnings():
        _warn(options, line)
    warm_up.drop_stale_kernels()
    try:
        return command(options)
    except WarehouseLocked as error:
        return _fail(options, EXIT_LOCKED, str(error))
    except NoSpace as error:
        return _fail(options, EXIT_STOPPED, str(error))
    except (Refusal, UserError, WrongSettings) as error:
        return _fail(options, EXIT_WRONG, str(error))
    except KeyboardInterrupt:
        return _fail(options, EXIT_INTERRUPTED, "interrupted; the published version is unchanged")
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_DONE
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return _fail(options, EXIT_STOPPED if is_full else EXIT_WRONG, f"OS error: {error}")
    except Exception as error:  # noqa: BLE001  a defect, or a library's error that nobody expected
        return _fail_unexpectedly(options, error)


def _is_json(options: argparse.Namespace) -> bool:
    return options.command == "run" and bool(options.json)


def _warn(options: argparse.Namespace, message: str) -> None:
    if _is_json(options):
        JsonOutput().warning(message)
    elif not getattr(options, "quiet", False):
        print(f"newsfold: warning: {message}", file=sys.stderr)


def _fail(options: argparse.Namespace, code: int, message: str, log: Path | None = None) -> int:
    """Say in one line why the command ends; returns the code."""
    if _is_json(options):
        JsonOutput().error((), {"message": message, "exit_code": code, "log": log and str(log)})
    else:
        print(f"newsfold: {message}" + (f"; the traceback is in {log}" if log else ""), file=sys.stderr)
    return code


def _fail_unexpectedly(options: argparse.Namespace, error: Exception) -> int:
    from pipelines import failures

    cause = failures.innermost(error)
    reason = failures.plain_words(type(cause).__name__, str(cause))
    warehouse = Path(getattr(options, "warehouse", None) or settings.DEFAULT_WAREHOUSE)
    folder = warehouse.parent if warehouse.parent.is_dir() else Path(tempfile.gettempdir())
    log = failures.write_log(folder, options.command, failures.traceback_text(error))
    return _fail(options, EXIT_STOPPED, reason, log)


class Version(argparse.Action):
    """Prints the installed version; looking it up takes a moment, so it is not done before it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib import metadata

        print(f"newsfold {metadata.version('newsfold')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newsfold",
        description="Raw news files in, one audited DuckDB warehouse out.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=Version, nargs=0, help="print the version and end")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(commands)
    samples = commands.add_parser("samples", help="write invented files of every format to try newsfold on")
    samples.add_argument("folder", nargs="?", default=SAMPLES, metavar="DIR", help="new or empty (default: samples)")
    ui = commands.add_parser("ui", help="serve Dagster's web UI, with daemon, schedule and sensors")
    ui.add_argument("--port", type=int, default=3000)
    ui.add_argument("--host", default="127.0.0.1", help="address to serve on (default: 127.0.0.1, this machine only)")
    _add_paths(ui)
    query = commands.add_parser("query", help="query the published warehouse, read-only")
    query.add_argument("sql", nargs="?", metavar="SQL", help="the query, or - for standard input")
    query.add_argument("--file", metavar="F", help="read the query from this file")
    query.add_argument("--format", choices=("table", "csv", "json", "jsonl", "parquet"), default="table")
    _add_paths(query)
    _add_export(commands)
    report = commands.add_parser("report", help="write an HTML page about the published version")
    report.add_argument("--out", metavar="FILE", help="file to write (default: report.html beside the version)")
    _add_paths(report)
    explain = commands.add_parser("explain", help="show why an article has its values, or if two are one")
    explain.add_argument("ids", nargs="+", metavar="ID", help="article id, URL, record_path#index, cluster or story id")
    explain.add_argument("--details", action="store_true", help="of two articles: the numbers behind the decision too")
    _add_paths(explain)
    mcp = commands.add_parser("mcp", help="serve the published warehouse to an assistant, read-only (MCP)")
    mcp.add_argument("--http", type=int, metavar="PORT", help="over HTTP at 127.0.0.1 (default: standard input)")
    _add_paths(mcp)
    forget = commands.add_parser("forget", help="take articles, files or folders out of everything that is kept")
    forget.add_argument(
        "names", nargs="+", metavar="ID|URL|PATH", help="article id, URL, record_path#index, file, folder"
    )
    _add_paths(forget)
    compiled = commands.add_parser("compile", help="print the SQL models in another dialect")
    compiled.add_argument("models", nargs="*", metavar="MODEL", help="such as main.articles (default: all)")
    compiled.add_argument("--dialect", required=True, choices=("spark", "duckdb"))
    doctor = commands.add_parser("doctor", help="check versions, paths, disk, lock, published tables and the last runs")
    doctor.add_argument("--json", action="store_true", help="print the report as one JSON object")
    _add_paths(doctor)
    _add_versions(commands)
    completion = commands.add_parser("completion", help="print what makes a shell complete commands and options")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))
    return parser


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("run", help="run the pipeline: ingest, derive, audit, publish")
    _add_paths(run)
    run.add_argument("--engine", choices=ENGINES, help="engine that derives the tables (default: duckdb)")
    run.add_argument("--spark-address", metavar="URL", help="master or sc://host:port, for --engine spark")
    run.add_argument("--only", metavar="PATH", help="read only this file or folder below the raw folder")
    run.add_argument("--full", action="store_const", const="yes", help="derive all tables again from stored records")
    for event in ("failure", "warning"):
        program = f"program that is told of a {event}, in a JSON file (docs/operations.md)"
        run.add_argument(f"--on-{event}", metavar="PROGRAM", help=program)
    run.add_argument("--retry", action="store_const", const="yes", help="read files with rejections again")
    said = run.add_mutually_exclusive_group()
    said.add_argument("--quiet", action="store_true", help="print the last line of the summary, or errors")
    said.add_argument("--json", action="store_true", help="print one JSON object per line")


def _add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = commands.add_parser("export", help="write a public table, a view or a query to a file, streamed")
    export.add_argument("what", metavar="WHAT", help="such as articles, unique_articles, copy_flows, or a query")
    export.add_argument("--to", metavar="PATH", required=True, help="file to write; it replaces one of this name")
    formats = ("parquet", "jsonl", "csv", "graphml")
    export.add_argument("--format", choices=formats, help="default: what the name of the file ends in")
    export.add_argument("--since", metavar="RUN", help="only articles that runs after this one added or changed")
    export.add_argument("--left-out", metavar="PATH", help="write a list of the copies that unique_articles leaves out")
    sheet = "CSV for Excel: with a byte order mark, and an apostrophe before text that begins like a formula"
    export.add_argument("--spreadsheet", action="store_true", help=sheet)
    _add_paths(export)


def _add_versions(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    listed = commands.add_parser("versions", help="list the published versions that are kept, and the snapshots")
    listed.add_argument("--json", action="store_true", help="one JSON object per line")
    back = commands.add_parser("rollback", help="show an earlier version or a snapshot again, after an audit")
    back.add_argument("version", nargs="?", help="as `versions` lists it, or its beginning (default: the one before)")
    snapshot = commands.add_parser("snapshot", help="keep the current version under a name, with manifest and citation")
    snapshot.add_argument("name", metavar="NAME", help="name of its folder below snapshots")
    for parser in (listed, back, snapshot):
        _add_paths(parser)


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--raw", metavar="DIR", help="folder of raw files (default: data/raw, else samples)")
    parser.add_argument(
        "--warehouse",
        metavar="FILE",
        help="published file (default: data/warehouse/news.duckdb, for the samples data/samples/news.duckdb)",
    )


def script() -> None:
    """The console script. Ends without a search for reference cycles among everything that a run imported, which takes
    most of a second.
    """
    terminal.adapt((sys.stdout, sys.stderr))
    status = main()
    gc.disable()
    sys.exit(status)


if __name__ == "__main__":
    script()
