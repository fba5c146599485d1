"""`make golden`: write the golden files anew, so that a change of them is seen, read and meant.

Belongs here: what is golden and where it stands. Does not: comparing (tests/sql/test_golden.py).
"""

from collections.abc import Iterator
from pathlib import Path

from warehouse import catalog, portability

FOLDER = Path(__file__).parent / "sql" / "golden"


def golden() -> Iterator[tuple[Path, str]]:
    """Every golden file and what it must hold now: the models as written for Spark."""
    for name, model in catalog.models().items():
        yield FOLDER / "spark" / f"{name}.sql", portability.transpile(model.sql, "spark")


def main() -> None:
    """Write them all, and delete those that no model stands for any more."""
    wanted = dict(golden())
    for path in FOLDER.glob("*/*.sql"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(wanted)} golden files written below {FOLDER}")


if __name__ == "__main__":
    main()
