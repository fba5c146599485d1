"""`make golden`: write the golden files anew, so that a change of them is seen, read and meant.

Belongs here: what is golden and where it stands. Does not: comparing (tests/sql/test_golden.py).
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.core.reasons import REASONS
from warehouse import catalog, portability

FOLDER = Path(__file__).parent / "sql" / "golden"
REASONS_PAGE = Path(__file__).parent.parent / "REASONS.md"


def golden() -> Iterator[tuple[Path, str]]:
    """Every golden file and what it must hold now: the models as written for Spark, the reasons as users read them."""
    yield REASONS_PAGE, reasons_page()
    for name, model in catalog.models().items():
        yield FOLDER / "spark" / f"{name}.sql", portability.transpile(model.sql, "spark")


def reasons_page() -> str:
    """The reasons of rejections as a page, in the order of their module."""
    rows = [f"| `{reason}` | {help_line} |" for reason, help_line in REASONS.items()]
    head = ["# Why a record or a file is refused", "", "Written by `make golden` from `pipelines/core/reasons.py`.", ""]
    return "\n".join([*head, "| reason | what it means, and what to do |", "|---|---|", *rows, ""])


def main() -> None:
    """Write them all, and delete those that no model stands for any more."""
    wanted = dict(golden())
    for path in FOLDER.glob("*/*.sql"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(wanted)} golden files written")


if __name__ == "__main__":
    main()
