"""docs/checks.md: every expectation that the audit checks.

Belongs here: the page. Does not: expectations (expectations), their results (main.quality_results).
"""

from collections.abc import Iterator, Mapping

from expectations.suites import suites
from expectations.types import Suite
from tests.golden.dictionary import SCHEMAS
from tests.golden.examples import Examples
from tests.golden.markdown import table
from warehouse import catalog

COLUMNS = ("expectation", "severity", "what must hold", "in samples/")

HEAD = """# What the audit checks

Written by `make golden` from `warehouse/ddl/` and `expectations/`. Before a run publishes, every statement below must
hold. A *critical* one that does not stops the run, and nothing is published; a *warning* is reported and published.
Critical ones are about newsfold itself: what is wrong with a record is a NULL or a rejection before the audit.

What an audit found is in `main.quality_results`, and for runs that failed in `history.duckdb`:

```console
$ newsfold query "select table_name, severity, expectation, observed from quality_results where not passed"
table_name  severity  expectation  observed
----------  --------  -----------  --------
(0 rows)
```
"""


def checks_page(examples: Examples) -> str:
    """The suite of each table with its expectations, in the order of the data dictionary."""
    lines = [HEAD]
    found = suites(catalog.lasting_tables())
    for name, suite in sorted(found.items(), key=lambda item: list(SCHEMAS).index(item[0].split(".")[0])):
        lines += [f"## {name}", "", *table(COLUMNS, _rows(suite, examples["checks"]))]
    return "\n".join(lines)


def _rows(suite: Suite, observed: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    for each in suite.expectations:
        yield f"`{each.name}`", each.severity, each.description, observed.get(f"{suite.table} {each.name}", "")
