"""Blocks: the texts of candidate pairs, prepared for comparison in parts that fit into memory.

Belongs here: which texts are in memory together, and preparing the next while some are compared. Does not: comparing
them (scoring), cells on many machines (flow_scoring).
"""

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.clustering import linkage
from pipelines.core.matching.kernels import I64, Pairs, distinct
from pipelines.core.matching.pairs.measures import PreparedTexts, prepare
from pipelines.steps.copies.texts import counts_by_text_no
from warehouse.engine import Engine

WORDS_PER_BLOCK = 2_500_000
"""With their grams some 140 MB. Two blocks are compared at a time, while the next are prepared."""

HASHES = (
    "select t.text_no, t.text_hash from dedup.texts t inner join work.pair_texts p on t.text_no = p.text_no"
    " order by t.text_no"
)
BODIES = "select text_no, body from work.pair_bodies where block = ? order by text_no"


@dataclass(frozen=True, slots=True)
class Block:
    """The texts of one block; numbers: their text_no, ascending."""

    numbers: I64
    texts: PreparedTexts


def read_blocks(engine: Engine, pairs: Pairs, pool: Executor) -> Iterator[tuple[Block, Block, Pairs]]:
    """Each two blocks that have pairs of text_no in common, with these pairs, the text with the smaller hash first."""
    block_of = _assign_blocks(engine, pairs)
    pairs = _order_by_hash(engine, pairs)
    engine.build("work.pair_bodies")
    key = block_of[pairs[:, 0]] * (block_of.max() + 1) + block_of[pairs[:, 1]]
    order = np.lexsort((pairs[:, 1], pairs[:, 0], first_partners(pairs)[pairs[:, 0]], key))
    pairs, key = pairs[order], key[order]
    edges = np.append(np.flatnonzero(np.diff(key, prepend=-1)), len(key))
    held: dict[int, Future[Block]] = {}
    for turn, start in enumerate(edges[:-1]):
        wanted = block_of[pairs[edges[turn : min(turn + 2, len(edges) - 1)]]].ravel().tolist()
        for number in held.keys() - set(wanted):
            del held[number]
        for number in wanted:
            held[number] = (
                held[number] if number in held else pool.submit(prepare_block, engine.arrow(BODIES, [number]))
            )
        yield held[wanted[0]].result(), held[wanted[1]].result(), pairs[start : edges[turn + 1]]


def _assign_blocks(engine: Engine, pairs: Pairs) -> I64:
    """The block of each text_no (-1: in no pair): connected texts share a block as far as they fit."""
    numbers = distinct(pairs)
    places = np.searchsorted(numbers, pairs)
    order = np.argsort(linkage.components(places[:, 0], places[:, 1], len(numbers)), kind="stable")
    blocks = np.empty(len(numbers), np.int64)
    blocks[order] = np.cumsum(counts_by_text_no(engine, "word_count")[numbers][order]) // WORDS_PER_BLOCK
    block_of = np.full(int(numbers[-1]) + 1, -1, np.int64)
    block_of[numbers] = blocks
    columns = {"text_no": pa.array(numbers.astype(np.int32)), "block": pa.array(blocks.astype(np.int32))}
    engine.create_scratch("pair_texts", pa.table(columns))
    return block_of


def first_partners(pairs: Pairs) -> I64:
    """By text_no, the smallest that a text is paired with: in this order copies of one text follow each other, and what
    is compared is still in the cache.
    """
    first = np.arange(int(pairs.max()) + 1)
    for one, two in (pairs.T, pairs.T[::-1]):
        np.minimum.at(first, one, two)
    return first


def _order_by_hash(engine: Engine, pairs: Pairs) -> Pairs:
    """The pairs with the text whose hash is smaller first, so that results don't depend on the order of arrival."""
    known = engine.arrow(HASHES)
    hashes: Any = known["text_hash"].combine_chunks()
    left, right = (hashes.take(pa.array(np.searchsorted(known["text_no"].to_numpy(), side))) for side in pairs.T)
    is_ordered = pc.less(left, right).to_numpy(zero_copy_only=False)
    return np.where(is_ordered[:, None], pairs, pairs[:, ::-1])


def prepare_block(rows: pa.Table) -> Block:
    """The texts of rows of text_no and body. One that several articles have comes as often; it is prepared once."""
    numbers, once = np.unique(rows["text_no"].to_numpy(), return_index=True)
    chunks = rows["body"].cast(pa.large_string()).chunks
    bodies = pa.concat_arrays(chunks) if chunks else pa.array([], pa.large_string())
    bodies = bodies if np.array_equal(once, np.arange(len(bodies))) else bodies.take(pa.array(once, pa.int64()))
    return Block(numbers.astype(np.int64), prepare(bodies))
