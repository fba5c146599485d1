"""`newsfold mcp`: serves the published warehouse to an assistant, read-only, by the Model Context Protocol.

Belongs here: which transport, and refusing to start. Does not: the tools (mcp_server).
"""

import argparse
import socket
import sys
from importlib.util import find_spec

from pipelines import settings as setting
from pipelines.commands import EXIT_DONE, UserError
from pipelines.mcp_server.isolation import Calls

HOW = 'install newsfold again with it, as ".[mcp]", or "mcp>=2,<3" into its environment (docs/mcp.md)'

HOST = "127.0.0.1"
"""There is no password: nobody but this machine may ask."""


def main(options: argparse.Namespace) -> int:
    """Serve until the client closes standard input, or until interrupted. Standard output holds the protocol alone."""
    if find_spec("mcp") is None:
        raise UserError(f"the MCP server needs the extra mcp, which is not installed: {HOW}")
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse}, reads_raw=False)
    if options.http is not None:
        _check_port(options.http)
    if not settings.warehouse.exists():
        print(f"newsfold: {settings.warehouse} does not exist yet; it is served once it does", file=sys.stderr)
    from pipelines.mcp_server.server import build_server

    server = build_server(Calls(settings.warehouse, settings.threads))
    if options.http is None:
        server.run("stdio")
    else:
        print(f"newsfold: serving http://{HOST}:{options.http}/mcp (press Ctrl-C to stop)", file=sys.stderr)
        server.run("streamable-http", host=HOST, port=options.http)
    return EXIT_DONE


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise UserError(f"port {port} can't be used ({error}): choose another with --http") from None
