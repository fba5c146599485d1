"""Scored pairs: candidates looked at text against text, in blocks that fit into memory.

Belongs here: which texts are in memory together, and storing the pairs worth keeping. Does not: candidates
(copy_grams), the measures themselves (core.copies, core.passages).
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching import tokens
from pipelines.core.matching.clustering import linkage
from pipelines.core.matching.pairs import char_grams, features, overlap, passages, score, template_numbers
from pipelines.core.matching.pairs.template_numbers import Numbers
from warehouse.engine import Engine

BLOCK_WORDS = 2_500_000
"""Words of the texts in one block: with their grams some 140 MB. Two blocks are compared, and the next are prepared."""

LEAST_SCORE = 500
"""Pairs that score less, out of linkage.SCALE, are kept only for a passage; a cluster's mean hardly feels them."""

LEAST_PASSAGE = 12
"""Words in a row that no two texts have by chance or by quoting a name."""

LEAST_SHARED, PHRASE = 0.03, 8
"""Pairs below this share of common 4-grams and without a passage of so many words are not looked at letter by letter:
on
train that leaves out one in five of the false candidates and one in a thousand of the true ones."""

PAIRS_A_TASK = 8_000
"""Pairs one thread measures at a time."""

ROWS_STORED = 50_000
"""Rows that are stored at a time: each time costs some milliseconds."""

SIZES = "select text_no, word_count from dedup.texts"
HASHES = (
    "select t.text_no, t.text_hash from dedup.texts t inner join work.pair_texts p on t.text_no = p.text_no"
    " order by t.text_no"
)
BODIES = "select text_no, body from work.pair_bodies where block = ? order by text_no"

SOLID = [features.NAMES.index("solid_shorter"), features.NAMES.index("solid_longer")]
PASSAGE = passages.COLUMNS.index("passage_words")

Pairs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """The texts of one block, ready to be compared; numbers are their text_no, ascending, figures what numbers say."""

    numbers: npt.NDArray[np.int64]
    bodies: "pa.Array[Any]"
    words: tokens.Words
    characters: char_grams.Characters
    grams: passages.Grams
    figures: Numbers


def score_pairs(engine: Engine, pairs: Pairs, threads: int) -> int:
    """Score candidates (numbers of texts) and store those worth keeping; returns how many were scored."""
    if len(pairs):
        block_of = _assign_blocks(engine, pairs)
        pairs = _oriented(engine, pairs)
        engine.build("work.pair_bodies")
        with ThreadPoolExecutor(threads) as pool:
            for stored in _gathered(_tasks(engine, pairs, block_of, pool), 2 * threads):
                engine.append("dedup.text_pairs", stored)
                engine.append("work.changed_pairs", stored.select(["left_text_no", "right_text_no"]))
    return len(pairs)


def _tasks(engine: Engine, pairs: Pairs, block_of: npt.NDArray[np.int64], pool: Executor) -> Iterator[Future[pa.Table]]:
    """Scoring under way, some pairs of two blocks at a time."""
    for left, right, some in _by_block(engine, pairs, block_of, pool):
        for part in np.array_split(some, max(1, len(some) // PAIRS_A_TASK)):
            yield pool.submit(_scored, left, right, part)


def _gathered(tasks: Iterator[Future[pa.Table]], ahead: int) -> Iterator[pa.Table]:
    """What the tasks return, in their order, many rows at a time; so many tasks are under way."""
    waiting: deque[Future[pa.Table]] = deque()
    ready: list[pa.Table] = []
    for task in tasks:
        waiting.append(task)
        if len(waiting) > ahead:
            ready.append(waiting.popleft().result())
        if sum(map(len, ready)) >= ROWS_STORED:
            yield pa.concat_tables(ready)
            ready = []
    if waiting or ready:
        yield pa.concat_tables([*ready, *(task.result() for task in waiting)])


def _assign_blocks(engine: Engine, pairs: Pairs) -> npt.NDArray[np.int64]:
    """Block of each text_no (-1: in no pair): texts that are connected stand together as far as they fit."""
    numbers = np.unique(pairs)
    places = np.searchsorted(numbers, pairs)
    order = np.argsort(linkage.components(places[:, 0], places[:, 1], len(numbers)), kind="stable")
    blocks = np.empty(len(numbers), np.int64)
    blocks[order] = np.cumsum(_word_counts(engine)[numbers][order]) // BLOCK_WORDS
    block_of = np.full(int(numbers[-1]) + 1, -1, np.int64)
    block_of[numbers] = blocks
    columns = {"text_no": pa.array(numbers.astype(np.int32)), "block": pa.array(blocks.astype(np.int32))}
    engine.replace("work.pair_texts", pa.table(columns))
    return block_of


def _word_counts(engine: Engine) -> npt.NDArray[np.int64]:
    """Words by text_no."""
    rows = engine.arrow(SIZES)
    counts = np.zeros(int(rows["text_no"].to_numpy().max(initial=-1)) + 1, np.int64)
    counts[rows["text_no"].to_numpy()] = rows["word_count"].to_numpy()
    return counts


def _oriented(engine: Engine, pairs: Pairs) -> Pairs:
    """The pairs with the text whose hash is smaller first: arrival decides nothing."""
    known = engine.arrow(HASHES)
    hashes: Any = known["text_hash"].combine_chunks()
    left, right = (hashes.take(pa.array(np.searchsorted(known["text_no"].to_numpy(), side))) for side in pairs.T)
    is_ordered = pc.less(left, right).to_numpy(zero_copy_only=False)
    return np.where(is_ordered[:, None], pairs, pairs[:, ::-1])


def _by_block(
    engine: Engine, pairs: Pairs, block_of: npt.NDArray[np.int64], pool: Executor
) -> Iterator[tuple[Block, Block, Pairs]]:
    """Each pair of blocks that has pairs, with these; those of the next turn are prepared meanwhile."""
    key = block_of[pairs[:, 0]] * (block_of.max() + 1) + block_of[pairs[:, 1]]
    order = np.lexsort((pairs[:, 1], pairs[:, 0], key))
    pairs, key = pairs[order], key[order]
    edges = np.append(np.flatnonzero(np.diff(key, prepend=-1)), len(key))
    held: dict[int, Future[Block]] = {}
    for turn, start in enumerate(edges[:-1]):
        wanted = block_of[pairs[edges[turn : min(turn + 2, len(edges) - 1)]]].ravel().tolist()
        for number in held.keys() - set(wanted):
            del held[number]
        for number in wanted:
            held[number] = held[number] if number in held else pool.submit(_prepared, engine.arrow(BODIES, [number]))
        yield held[wanted[0]].result(), held[wanted[1]].result(), pairs[start : edges[turn + 1]]


def _prepared(rows: pa.Table) -> Block:
    """What is compared of the texts of a block."""
    places, once = np.unique(rows["text_no"].to_numpy(), return_index=True)
    chunks = rows["body"].cast(pa.large_string()).chunks
    bodies = pa.concat_arrays(chunks) if chunks else pa.array([], pa.large_string())
    bodies = bodies if len(once) == len(bodies) else bodies.take(pa.array(once, pa.int64()))
    split = tokens.split(bodies)
    return Block(
        places.astype(np.int64),
        bodies,
        split,
        char_grams.characters(bodies),
        passages.grams(split),
        template_numbers.numbers(split),
    )


def _scored(left: Block, right: Block, pairs: Pairs) -> pa.Table:
    """Rows of dedup.text_pairs: the pairs worth keeping."""
    places = np.stack([np.searchsorted(left.numbers, pairs[:, 0]), np.searchsorted(right.numbers, pairs[:, 1])], axis=1)
    kept, rows, scores, shared = _measure(left, right, places)
    return pa.table(_columns(left, right, pairs[kept], places[kept], rows, scores, shared))


def _measure(left: Block, right: Block, places: Pairs) -> tuple[Pairs, features.Floats, Pairs, Pairs]:
    """(which pairs to keep, their features, scores, shared words).

    Two fillings of one template are no pair, whatever they share.
    """
    shared = passages.compare(left.grams, right.grams, places)
    looked, compared = _looked(left, right, places, shared)
    places, shared = places[looked], shared[looked]
    counts = _word_counts_of(left, right, places)
    rows = features.features(overlap.measure(left.characters, right.characters, places), shared, *counts)
    scores = score.score(rows)
    is_template = template_numbers.are_other_fillings(compared, 1 - rows[:, SOLID].min(axis=1), np.minimum(*counts))
    kept = ~is_template & ((scores >= LEAST_SCORE) | (shared[:, PASSAGE] >= LEAST_PASSAGE))
    return looked[kept], rows[kept], scores[kept], shared[kept]


def _looked(left: Block, right: Block, places: Pairs, shared: Pairs) -> tuple[Pairs, Pairs]:
    """(the pairs that must be looked at letter by letter, how their numbers compare).

    Chance pairs are left at a glance at their words, and templates that differ in more numbers than their words allow:
    letters, that are shared in shorter runs than words, could hardly say otherwise.
    """
    of = dict(zip(passages.COLUMNS, shared.T, strict=True))
    fewer = np.minimum(of["left_grams"], of["right_grams"])
    looked = np.flatnonzero((of["shared_grams"] >= LEAST_SHARED * fewer) | (of["passage_words"] >= PHRASE))
    counts = _word_counts_of(left, right, places[looked])
    same = [
        of[name][looked] / np.maximum(n, 1)
        for name, n in zip(("left_shared_words", "right_shared_words"), counts, strict=True)
    ]
    compared = template_numbers.compare(left.figures, right.figures, places[looked])
    is_other = template_numbers.are_other_fillings(compared, 1 - np.minimum(*same), np.minimum(*counts))
    return looked[~is_other], compared[~is_other]


def _word_counts_of(left: Block, right: Block, places: Pairs) -> tuple[Pairs, Pairs]:
    """Words of both texts of each pair."""
    return np.diff(left.words.bounds)[places[:, 0]], np.diff(right.words.bounds)[places[:, 1]]


def _columns(
    left: Block, right: Block, pairs: Pairs, places: Pairs, rows: features.Floats,
    scores: npt.NDArray[np.int64], shared: npt.NDArray[np.int64],
) -> dict[str, Any]:  # fmt: skip
    """Columns of dedup.text_pairs."""
    of = dict(zip(passages.COLUMNS, shared.T, strict=True))
    seen = {name: rows[:, i] for i, name in enumerate(features.NAMES)}
    left_words, right_words = _word_counts_of(left, right, places)
    is_left_shorter = np.diff(left.characters.bounds)[places[:, 0]] <= np.diff(right.characters.bounds)[places[:, 1]]
    spans = [
        passages.character_spans(block.bodies, block.words, places[:, side], of[word], of["passage_words"])
        for side, (block, word) in enumerate(((left, "left_word"), (right, "right_word")))
    ]
    integers = {
        "left_text_no": pairs[:, 0],
        "right_text_no": pairs[:, 1],
        "score": scores,
        "shared_words": np.where(left_words <= right_words, of["left_shared_words"], of["right_shared_words"]),
        "passage_words": of["passage_words"],
        "left_passage_start": spans[0][0],
        "left_passage_length": spans[0][1],
        "right_passage_start": spans[1][0],
        "right_passage_length": spans[1][1],
    }
    return {
        **{name: values.astype(np.int32) for name, values in integers.items()},
        "is_near": scores >= score.NEAR,
        "jaccard": seen["jaccard"],
        "containment": seen["containment"],
        "covered_left": np.where(is_left_shorter, seen["covered_shorter"], seen["covered_longer"]),
        "covered_right": np.where(is_left_shorter, seen["covered_longer"], seen["covered_shorter"]),
        "lead_overlap": seen["lead_both"],
    }
