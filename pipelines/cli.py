"""The commands: `newsfold run | ui | query | explain | compile | doctor`.

Belongs here: parsing words, calling, printing, exit codes. Does not: what is printed (the modules of commands/).
Heavy imports stay inside the commands: `newsfold --help` must answer at once.
"""

import argparse
import sys
from collections.abc import Sequence

from pipelines import warm_up
from pipelines.commands import EXIT_DONE, EXIT_INTERRUPTED, EXIT_WRONG, UserError, command
from pipelines.settings import WrongSettings
from warehouse.refusals import Refusal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Errors a user can mend are one line, never a traceback."""
    options = _parser().parse_args(arguments)
    warm_up.drop_stale_kernels()
    try:
        return command(options)
    except (Refusal, UserError, WrongSettings) as error:
        print(f"newsfold: {error}", file=sys.stderr)
        return EXIT_WRONG
    except KeyboardInterrupt:
        print("newsfold: stopped; what was published stays as it was", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_DONE
    except OSError as error:
        print(f"newsfold: the system refused: {error}", file=sys.stderr)
        return EXIT_WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newsfold",
        description="Raw news files in, one audited DuckDB warehouse out.",
        epilog="Settings: flags, else NEWSFOLD_* environment variables, else defaults.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(commands)
    ui = commands.add_parser("ui", help="Dagster's web UI, with daemon, schedule and sensor, on 127.0.0.1")
    ui.add_argument("--port", type=int, default=3000)
    _add_paths(ui)
    query = commands.add_parser("query", help="a read-only query of the published warehouse")
    query.add_argument("sql")
    query.add_argument("--format", choices=("table", "csv", "json", "parquet"), default="table")
    _add_paths(query)
    explain = commands.add_parser("explain", help="one article: why each value; two: why they are, or are not, one")
    explain.add_argument("ids", nargs="+", metavar="ID", help="article id, URL, or record_path#index")
    _add_paths(explain)
    compiled = commands.add_parser("compile", help="the SQL models in another dialect")
    compiled.add_argument("models", nargs="*", metavar="MODEL", help="such as main.articles; all without")
    compiled.add_argument("--dialect", required=True, choices=("spark", "duckdb"))
    doctor = commands.add_parser("doctor", help="versions, paths, locks, disk, contract drift, last runs")
    _add_paths(doctor)
    return parser


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("run", help="one whole run of the pipeline: ingest, derive, audit, publish")
    _add_paths(run)
    run.add_argument("--engine", choices=("duckdb", "spark"), help="where the tables are derived")
    run.add_argument("--only", metavar="PATH", help="read nothing but this file or folder below the raw folder")
    run.add_argument("--full", action="store_const", const="yes", help="derive everything anew from what is stored")
    run.add_argument("--retry", action="store_const", const="yes", help="read files again that had rejections")


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--raw", metavar="DIR", help="folder of raw files (data/raw, else the samples)")
    parser.add_argument("--warehouse", metavar="FILE", help="the published file (data/warehouse/news.duckdb)")


if __name__ == "__main__":
    sys.exit(main())
