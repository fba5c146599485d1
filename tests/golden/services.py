"""docs/services.md: the services whose rows are known.

Belongs here: the page. Does not: the registry (pipelines.core.readers.services).
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.core.readers.services import Service, registry
from tests.golden.markdown import anchor

ROOT = Path(__file__).parents[2]
MAX_LINES, MAX_CHARS = 12, 300
"""Lines of an example, and characters of a line, that the page shows."""

SERVICES_HEAD = """# Services whose rows are known

Written by `make golden` from `pipelines/core/readers/services.toml`. A row of JSON, CSV or Parquet that has all marks
of a service is read as below; whatever is not named here goes to `extra`. Each service has a small file of its own in
`tests/core/readers/services/`, and `tests/core/readers/test_services.py` states what comes out of it. All other rows
are read by the names of their fields alone ([contract](contract.md#row-fields)).

Rows may also be a list, the elements of a list some levels down (`articles`, `hits.hits[]._source`, ...), or a table:
`DataFrame.to_json()` in every orient that names its columns, names and rows apart (`columns`, `data`), lists by column.

## A service of your own

A row without any known name is rejected as `no_known_fields`, with the names that were found. Say in `newsfold.toml`,
in the working directory, which is which, and run with `--retry`:

```toml
[services.mine]
rows = "payload.stories[]"      # where an answer holds its rows; leave it out for rows, lists and tables
marks = ["ttl", "txt"]          # names that all its rows have; without them any of the names below is enough

[services.mine.fields]
title = "ttl"
text = ["txt.long", "txt.short"]  # the first that has a value
authors = "staff[].name"
published_at = "day + clock"      # joined by a space
```

It goes before the services below. The keys are those of `services.toml`, where they are explained.

## The registry

"""


def services_page() -> str:
    """The registry of services as a page: for each its fields, where its shape is documented, and its test."""
    services = registry().known
    links = " · ".join(f"[{each.name}](#{anchor(each.name)})" for each in services)
    lines = [SERVICES_HEAD + links, ""]
    for each in services:
        lines += _service_section(each)
    return "\n".join(lines)


def _beginning(example: Path) -> Iterator[str]:
    """The first lines of an example, each shortened, without blank ones."""
    lines = [line for line in example.read_text(encoding="utf-8").splitlines() if line.strip()]
    yield from (line if len(line) <= MAX_CHARS else f"{line[:MAX_CHARS]}…" for line in lines[:MAX_LINES])
    if len(lines) > MAX_LINES:
        yield "…"


def _service_section(service: Service) -> Iterator[str]:
    yield from (f"### {service.name}", "", f"Documented in {service.source}.", "")
    (example,) = sorted((ROOT / "tests/core/readers/services").glob(f"{service.key}.*"))
    rows = ", ".join(f"`{each}`" for each in service.rows)
    marks = ", ".join(f"`{each}`" for each in service.marks_as_written)
    yield f"Rows in {rows or 'a list, lines or a table'} · marks {marks} · example `{example.relative_to(ROOT)}`:"
    yield from ("", "```text", *_beginning(example), "```")
    yield from ("", "| field | from |", "|---|---|")
    for name, texts in service.fields.items():
        yield f"| {name} | {', '.join(f'`{text}`' for text in texts)} |"
    for name, texts in service.envelope.items():
        yield f"| {name}, if the row has none | around the rows: {', '.join(f'`{text}`' for text in texts)} |"
    yield ""
