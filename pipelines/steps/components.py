"""Connected components of pairs that no process needs to hold all of: forests of parts of them, then one call.

Belongs here: components by flows, whatever the keys mean. Does not: components in memory (core.matching.clustering),
which pairs there are (copies, stories).

A part of the pairs is replaced by a forest that connects the same keys, which has at most one row a key; and so again
while that makes fewer of them. The forest that is left is connected in one call.
"""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.clustering import linkage
from pipelines.core.matching.kernels import I64
from warehouse.engine import Engine, FlowOptions

PAIRS_PER_BUCKET = 1_000_000
"""Pairs that a call gets at a time, about: numbers take some 80 MB while they are connected."""

WORTHWHILE = 0.8
"""A round that leaves a larger share of the pairs was the last one."""

NEXT_PAIRS = "select component as left_key, key as right_key from work.component_forest"
EMPTY = "select left_key as key, left_key as component from work.component_pairs limit 0"
ALL = "select 0 as bucket, left_key, right_key from work.component_pairs"


def find_components(engine: Engine, pairs: str, into: str) -> None:
    """Let `work.<into>` have each key of some pairs, once, and its component: the smallest key that pairs lead to.

    pairs: a select of left_key and right_key, both of one type, integer, bigint or varchar; (key, key) names a key that
        may be in no other pair
    into: columns key and component, of that type

    The last call holds all pairs that the rounds could not make fewer, which are about as many as there are keys: a
    pair of numbers has 8 or 16 bytes there, and 80 while it is connected. Keys of text may take 2 GB.
    """
    count = engine.create_scratch("component_pairs", pairs)
    while count > PAIRS_PER_BUCKET:
        engine.create_scratch("component_forest", EMPTY)
        left = engine.flow(_in_buckets(count), plant_forest, ("work.component_forest",), FlowOptions(by=("bucket",)))
        engine.create_scratch("component_pairs", NEXT_PAIRS)
        if left > WORTHWHILE * count:
            break
        count = left
    engine.create_scratch(into, EMPTY)
    engine.flow(ALL, label_keys, (f"work.{into}",), FlowOptions(by=("bucket",)))


def plant_forest(pairs: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.component_forest: each key but the smallest of its component, which is beside it, and lone keys.

    >>> pairs = pa.record_batch({"left_key": ["a", "c", "x"], "right_key": ["b", "b", "x"]})
    >>> plant_forest(pairs)[0].to_pydict()
    {'key': ['b', 'c', 'x'], 'component': ['a', 'a', 'x']}
    """
    (labelled,) = label_keys(pairs)
    roots = labelled["component"].filter(pc.not_equal(labelled["key"], labelled["component"]))
    is_named = pc.is_in(labelled["key"], value_set=roots.unique())
    return (labelled.filter(pc.invert(is_named)),)


def label_keys(pairs: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Each key of some pairs, and its component: the smallest key that they lead to.

    >>> label_keys(pa.record_batch({"left_key": [7, 5], "right_key": [5, 9]}))[0].to_pydict()
    {'key': [5, 7, 9], 'component': [5, 5, 5]}
    """
    sides = [pairs["left_key"], pairs["right_key"]]
    keys: Any = pc.unique(pa.chunked_array(sides))
    keys = keys.take(pc.array_sort_indices(keys))
    left, right = (pc.index_in(side, value_set=keys).to_numpy() for side in sides)
    component: I64 = linkage.components(left, right, len(keys))
    return (pa.record_batch({"key": keys, "component": keys.take(pa.array(component))}),)


def _in_buckets(count: int) -> str:
    """The pairs in buckets of their right key: forests of another round connect it with few others."""
    digits = 1
    while 16**digits * PAIRS_PER_BUCKET < count and digits < 4:
        digits += 1
    bucket = f"substr(md5(cast(right_key as varchar)), 1, {digits})"
    return f"select {bucket} as bucket, left_key, right_key from work.component_pairs"
