"""Runs newsfold on `samples/`, and writes all golden files.

Belongs here: writing. Does not: what they contain (tests.golden), what commands print (tests.shown_commands).
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.cli import main as newsfold
from tests import shown_commands
from tests.golden import FOLDER, ROOT, examples, golden


def main() -> int:
    """Write what commands print, the examples, then all files made from these, and delete those whose model is gone."""
    with TemporaryDirectory() as folder:
        warehouse = Path(folder) / "news.duckdb"
        code = newsfold(["run", "--quiet", "--raw", str(ROOT / "samples"), "--warehouse", str(warehouse)])
        if code:
            return code
        shown_commands.renew(warehouse)
        found = json.dumps(examples.read(warehouse), ensure_ascii=False, indent=1, sort_keys=True)
    examples.FILE.write_text(f"{found}\n", encoding="utf-8")
    wanted = dict(golden())
    for path in FOLDER.glob("*/*.sql"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(wanted)} golden files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
