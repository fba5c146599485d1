"""The outlets that a person lists, read by every run: main.publisher_groups, and the rejections of invalid lines.

Belongs here: storing the lines, and which names, domains and ids changed. Does not: the file (user_files), parsing
lines (core.normalization.publishers.outlet_list), which articles are of which outlet (sql/work/listed_outlets.sql).
"""

import pyarrow as pa

from pipelines.core.normalization.publishers.outlet_list import Outlet, read_outlets
from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps.overrides import EXCERPT_CHARACTERS, replace_rejections
from pipelines.steps.user_files import PUBLISHERS, read_publisher_file
from warehouse import catalog
from warehouse.engine import Engine

TABLE = "main.publisher_groups"
LISTED = (
    "select publisher_id, publisher_name, publisher_domain, publisher_name_key from main.publisher_groups"
    " where publisher_id is not null"
)


def update_publisher_groups(engine: Engine, settings: Settings) -> None:
    """Bring main.publisher_groups and the rejections of its lines up to date, and store what the changed lines name."""
    read = read_publisher_file(settings)
    outlets = [] if isinstance(read, Rejection) else read_outlets(read)
    before = set(engine.rows(LISTED))
    rows = [_row(outlet) for outlet in outlets]
    engine.replace(TABLE, pa.Table.from_pylist(rows, schema=catalog.arrow_schema(TABLE)))
    changed = before.symmetric_difference(engine.rows(LISTED))
    keys = sorted({key for publisher_id, _, *others in changed for key in (publisher_id, *others) if key})
    engine.replace("work.changed_outlets", pa.table({"publisher_key": pa.array(keys, pa.string())}))
    refused = [_rejection(outlet) for outlet in outlets if outlet.problem]
    replace_rejections(engine, PUBLISHERS, [read] if isinstance(read, Rejection) else refused)


def _row(outlet: Outlet) -> dict[str, object]:
    return {
        "line": outlet.line,
        "line_text": outlet.text,
        "publisher_id": outlet.publisher_id,
        "publisher_name": outlet.name,
        "publisher_group": outlet.group,
        "country": outlet.country,
        "owner": outlet.owner,
        "notes": outlet.notes,
        "publisher_domain": outlet.domain,
        "publisher_name_key": outlet.name_key,
        "problem": outlet.problem,
    }


def _rejection(outlet: Outlet) -> Rejection:
    detail, excerpt = f"line {outlet.line}: {outlet.problem}", outlet.text[:EXCERPT_CHARACTERS]
    return Rejection(PUBLISHERS, outlet.line - 1, "bad_outlet", detail, raw_excerpt=excerpt)
