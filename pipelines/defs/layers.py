"""The layers of a run, in which its steps are shown: landing, copies, stories, tables and views, audit, publication.

Belongs here: the layer of a step and of an entry in step_seconds. Does not: groups in the graph (specs).
"""

from collections.abc import Mapping

from pipelines.defs.specs import group_of
from warehouse import catalog
from warehouse.builds import COPYING, PUBLISHING

AUDIT = "audit"

TABLES = "tables and views"

LAYER_OF_GROUP: Mapping[str, str] = {
    "ingest": "landing", "staging": "landing", "gram_index": "copies", "copies": "copies", "stories": "stories",
}  # fmt: skip
"""Group of a table in the graph → layer; the others are TABLES."""

LAYERS = (COPYING, *dict.fromkeys(LAYER_OF_GROUP.values()), TABLES, AUDIT, PUBLISHING)
"""In the order of a run."""


def layer_of_step(step: str) -> str:
    """The layer of a step by its name in the graph.

    >>> [layer_of_step(name) for name in ("step_main_source_files", "derive_main_articles", "audit_main_articles")]
    ['landing', 'tables and views', 'audit']
    >>> layer_of_step("published"), layer_of_step("show_views")
    ('publication', 'tables and views')
    """
    prefix, _, name = step.partition("_")
    if prefix == AUDIT:
        return AUDIT
    return _layer_of_table(name.replace("_", ".", 1)) if name else PUBLISHING


def layer_seconds(steps: Mapping[str, float]) -> Mapping[str, float]:
    """Seconds by layer, in the order of a run; scratch counts for the table it is built for, the next one.

    >>> found = layer_seconds({"main.source_files": 3.0, "work.article_groups": 1.0, "main.articles": 2.0})
    >>> {layer: seconds for layer, seconds in found.items() if seconds}
    {'landing': 3.0, 'tables and views': 3.0}
    """
    found = dict.fromkeys(LAYERS, 0.0)
    scratch = 0.0
    for name, seconds in steps.items():
        if name.startswith(f"{catalog.SCRATCH}."):
            scratch += seconds
        else:
            found[_layer_of_entry(name)] += seconds + scratch
            scratch = 0.0
    return found


def _layer_of_entry(name: str) -> str:
    beside = next((layer for layer in (COPYING, f"{AUDIT} ", PUBLISHING) if name.startswith(layer)), None)
    return beside.strip() if beside else _layer_of_table(name)


def _layer_of_table(table: str) -> str:
    return LAYER_OF_GROUP.get(group_of(table), TABLES) if table in catalog.tables() else TABLES
