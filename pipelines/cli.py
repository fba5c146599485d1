"""The command line: `newsfold run | ui | query | explain | forget | versions | rollback | snapshot |
compile | doctor`.

Belongs here: arguments, exit codes, one-line errors. Does not: what a command does and prints (commands).
Heavy imports stay inside the commands, so that `newsfold --help` answers at once.
"""

import argparse
import gc
import sys
from collections.abc import Sequence

from pipelines import warm_up
from pipelines.commands import EXIT_DONE, EXIT_INTERRUPTED, EXIT_LOCKED, EXIT_WRONG, UserError, command
from pipelines.settings import ENGINES, WrongSettings
from warehouse.lock import WarehouseLocked
from warehouse.refusals import Refusal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Errors the user can fix are printed in one line, without a traceback."""
    options = _parser().parse_args(arguments)
    warm_up.drop_stale_kernels()
    try:
        return command(options)
    except WarehouseLocked as error:
        print(f"newsfold: {error}", file=sys.stderr)
        return EXIT_LOCKED
    except (Refusal, UserError, WrongSettings) as error:
        print(f"newsfold: {error}", file=sys.stderr)
        return EXIT_WRONG
    except KeyboardInterrupt:
        print("newsfold: interrupted; the published version is unchanged", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_DONE
    except OSError as error:
        print(f"newsfold: OS error: {error}", file=sys.stderr)
        return EXIT_WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newsfold",
        description="Raw news files in, one audited DuckDB warehouse out.",
        epilog="Settings come from flags, else from NEWSFOLD_* environment variables, else from defaults.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(commands)
    ui = commands.add_parser("ui", help="serve Dagster's web UI, with daemon, schedule and sensors")
    ui.add_argument("--port", type=int, default=3000)
    ui.add_argument("--host", default="127.0.0.1", help="address to serve on (default: 127.0.0.1, this machine only)")
    _add_paths(ui)
    query = commands.add_parser("query", help="query the published warehouse, read-only")
    query.add_argument("sql")
    query.add_argument("--format", choices=("table", "csv", "json", "parquet"), default="table")
    _add_paths(query)
    explain = commands.add_parser("explain", help="show why an article has its values, or if two are copies")
    explain.add_argument("ids", nargs="+", metavar="ID", help="article id, URL, or record_path#index")
    _add_paths(explain)
    forget = commands.add_parser("forget", help="take articles, files or folders out of everything that is kept")
    forget.add_argument(
        "names", nargs="+", metavar="ID|URL|PATH", help="article id, URL, record_path#index, file, folder"
    )
    _add_paths(forget)
    compiled = commands.add_parser("compile", help="print the SQL models in another dialect")
    compiled.add_argument("models", nargs="*", metavar="MODEL", help="such as main.articles (default: all)")
    compiled.add_argument("--dialect", required=True, choices=("spark", "duckdb"))
    doctor = commands.add_parser("doctor", help="check versions, paths, disk, lock, published tables and the last runs")
    _add_paths(doctor)
    _add_versions(commands)
    return parser


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("run", help="run the pipeline: ingest, derive, audit, publish")
    _add_paths(run)
    run.add_argument("--engine", choices=ENGINES, help="engine that derives the tables (default: duckdb)")
    run.add_argument("--only", metavar="PATH", help="read only this file or folder below the raw folder")
    run.add_argument("--full", action="store_const", const="yes", help="derive all tables again from stored records")
    run.add_argument("--retry", action="store_const", const="yes", help="read files with rejections again")


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
    status = main()
    gc.disable()
    sys.exit(status)


if __name__ == "__main__":
    script()
