"""`make golden`: rewrites the golden files, so that a change to one of them shows up in the diff and is reviewed.

Belongs here: what the golden files are; the modules beside this one say what each must contain. Does not: comparing
them (tests/sql/test_golden.py).
"""

from collections.abc import Iterator
from pathlib import Path

from tests.golden import checks, dictionary, examples, formats, methods, reasons, services, settings
from warehouse import catalog, portability

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "sql" / "golden"
DOCS = ROOT / "docs"


def golden() -> Iterator[tuple[Path, str]]:
    """Every golden file with the text it must contain: generated pages, and the SQL models transpiled to Spark."""
    shown = examples.stored()
    yield ROOT / "REASONS.md", reasons.reasons_page(shown)
    yield DOCS / "data-dictionary.md", dictionary.data_dictionary(shown)
    yield DOCS / "methods.md", methods.methods_page(shown)
    yield DOCS / "checks.md", checks.checks_page(shown)
    yield DOCS / "settings.md", settings.settings_page()
    yield DOCS / "formats.md", formats.formats_page(shown)
    yield DOCS / "services.md", services.services_page()
    for name, model in catalog.models().items():
        yield FOLDER / "spark" / f"{name}.sql", portability.transpile(model.sql, "spark")
