"""`newsfold report`: writes the page about the published version, and says where it is.

Belongs here: which version, and which file. Does not: what the page says (report.page), the page that each publication
writes (defs.execution).
"""

import argparse
from pathlib import Path

from pipelines import clock
from pipelines import settings as setting
from pipelines.commands import EXIT_DONE, UserError
from pipelines.commands.locking import held
from pipelines.settings import Settings
from warehouse import versions
from warehouse.history import History


def main(options: argparse.Namespace) -> int:
    """Write the page; 0 if it is there. Beside the version it is written under the lock, so that no run can take the
    version away meanwhile and leave its report behind.
    """
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse}, reads_raw=False)
    if options.out:
        return _write(settings, Path(options.out))
    with held(settings, "report", clock.now()):
        return _write(settings, None)


def _write(settings: Settings, to: Path | None) -> int:
    """Write the page about the current version; to: None for its place beside the version."""
    from pipelines.report.page import write_page

    link = settings.warehouse
    version = versions.current_version(link)
    if version is None:
        raise UserError(f"{link} does not exist yet: run `newsfold run` first")
    history, label, path = History(link), versions.label_of(version, link), to or versions.report_of(version, link)
    try:
        write_page(version, label, history.read().seals.get(label), history.link, path)
    except OSError as error:
        hint = "" if to else "; name another file with --out FILE"
        raise UserError(f"{path} can't be written: {error.strerror or error}{hint}") from None
    print(path)
    return EXIT_DONE
