"""Kept grams across texts: what those this run touches weigh, and the candidate pairs they make.

Belongs here: storing what is cut, and who holds a gram that changed or makes a family. Does not: who holds which gram
(gram_holders), the index and the weights (core.postings), scoring (copy_pairs).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching import inverted_index
from pipelines.core.matching.bloom import Flags
from pipelines.core.matching.inverted_index import Carriers, Judged, Postings
from pipelines.core.matching.tokens import I32, I64
from pipelines.steps.gram_holders import FREED, UNTOUCHED, Sought, holders, holders_of_freed
from warehouse.engine import Engine

STORED = (
    "select p.left_text_no, p.right_text_no from dedup.text_pairs p"
    " semi join work.dirty_texts d on p.left_text_no = d.text_no"
    " union all select p.left_text_no, p.right_text_no from dedup.text_pairs p"
    " semi join work.dirty_texts d on p.right_text_no = d.text_no"
)
NEW = "select text_no from work.new_texts"
COUNTS = "select text_no, gram_count from dedup.texts"
CARRIED = (
    "select text_no, publisher_id, seen_on from dedup.article_texts where publisher_id is not null order by text_no"
)
CUT = "select hash, text_count, is_boilerplate from dedup.cut_grams order by hash"

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Index:
    """The touched grams that weigh something, and their weights."""

    held: Postings
    weights: I32


@dataclass(frozen=True, slots=True)
class Cut:
    """The grams of dedup.cut_grams, ascending, with what they weighed."""

    hashes: I64
    weights: I32
    is_boilerplate: Flags

    def find(self, hashes: I64) -> tuple[Flags, I64]:
        """(which of these are cut, their places among the cut ones; any place for the others)."""
        if not len(self.hashes):
            return np.zeros(len(hashes), np.bool_), np.zeros(len(hashes), np.int64)
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return self.hashes[at] == hashes, at

    def weights_of(self, hashes: I64) -> I32:
        """What each of these weighs."""
        is_cut, at = self.find(hashes)
        weights = np.full(len(hashes), inverted_index.FULL, np.int32)
        weights[is_cut] = self.weights[at[is_cut]]
        return weights


def renew_cut_grams(engine: Engine, wanted: Sought) -> Index:
    """Judge the touched grams, store those that count less than in full, and note who holds one that changed and who
    one that is too common.
    """
    is_all = not engine.rows(f"{UNTOUCHED} limit 1")
    before, is_new, carriers = _cut(engine), _flags(engine, NEW), _carriers(engine)
    found, cut, changes = [], [], []
    engine.replace("work.common_holders", engine.arrow("select * from work.common_holders limit 0"))
    for held in holders(engine, wanted, is_all):
        judged = inverted_index.judge(held, carriers)
        weighs = judged.weights > 0
        found.append(Index(inverted_index.taken(held, weighs), judged.weights[weighs]))
        cut.append(_cut_rows(held.hashes, judged))
        changes.append(_flip_holders(held, judged, before, is_new))
        engine.append("work.common_holders", _common_holders(held, judged))
    gone = before.hashes if is_all else before.hashes[wanted.has(before.hashes)]
    engine.delete_matching("dedup.cut_grams", pa.table({"hash": pa.array(gone)}))
    engine.append("dedup.cut_grams", pa.concat_tables(cut))
    engine.replace("work.flip_holders", pa.concat_tables(changes))
    return _joined(found)


def candidate_pairs(engine: Engine, index: Index, threads: int) -> Numbers:
    """Pairs of text_no to be scored: of new texts, and of those that hold a gram which counts for more now."""
    counts = _by_text(engine.arrow(COUNTS), "gram_count")
    is_new, nobody = _flags(engine, NEW, len(counts)), np.zeros(len(counts), np.bool_)
    found = inverted_index.candidates(index.held, index.weights, counts, is_new, nobody, threads)
    is_freed = _flags(engine, FREED, len(counts))
    if not is_freed.any():
        return found
    freed = _freed(engine)
    more = inverted_index.candidates(freed.held, freed.weights, counts, is_freed, is_new)
    return np.concatenate([found, more[~_are_in(more, _ordered(engine.arrow(STORED)), len(counts))]])


def _freed(engine: Engine) -> Index:
    """The grams of freed texts, as these alone hold them: a pair counts for more by a gram that both hold."""
    cut, found = _cut(engine), []
    for held in holders_of_freed(engine):
        weights = cut.weights_of(held.hashes)
        weighs = weights > 0
        found.append(Index(inverted_index.taken(held, weighs), weights[weighs]))
    return _joined(found)


def _cut(engine: Engine) -> Cut:
    rows = engine.arrow(CUT)
    is_boilerplate = rows["is_boilerplate"].to_numpy().astype(np.bool_)
    weights = inverted_index.weights(rows["text_count"].to_numpy(), is_boilerplate)
    return Cut(rows["hash"].to_numpy(), weights, is_boilerplate)


def _joined(found: list[Index]) -> Index:
    return Index(inverted_index.joined([each.held for each in found]), np.concatenate([each.weights for each in found]))


def _carriers(engine: Engine) -> Carriers:
    rows = engine.arrow(CARRIED)
    texts = rows["text_no"].to_numpy()
    top = int(engine.rows("select coalesce(max(text_no), -1) + 1 from dedup.texts")[0][0])
    bounds = np.searchsorted(texts, np.arange(top + 1)).astype(np.int64)
    names: Any = pc.dictionary_encode(rows["publisher_id"].combine_chunks())
    days: Any = rows["seen_on"].cast(pa.int32()).fill_null(pa.scalar(inverted_index.NO_DAY, pa.int32()))
    return Carriers(bounds, names.indices.to_numpy(), days.to_numpy())


def _cut_rows(hashes: I64, judged: Judged) -> pa.Table:
    """Rows of dedup.cut_grams."""
    less = judged.weights < inverted_index.FULL
    spans = judged.day_spans[less]
    columns: dict[str, Any] = {
        "hash": hashes[less],
        "text_count": judged.text_counts[less],
        "publisher_count": judged.publisher_counts[less],
        "day_span": pa.array(spans, pa.int32(), mask=spans < 0),
        "is_boilerplate": judged.is_boilerplate[less],
    }
    return pa.table(columns)


def _flip_holders(held: Postings, judged: Judged, before: Cut, is_new: Flags) -> pa.Table:
    """Rows of work.flip_holders: the earlier texts that hold a gram which weighs something else than it did."""
    was_cut, at = before.find(held.hashes)
    were_lines = np.zeros(len(was_cut), np.bool_)
    were_lines[was_cut] = before.is_boilerplate[at[was_cut]]
    change, is_turned = judged.weights - before.weights_of(held.hashes), were_lines != judged.is_boilerplate
    sizes, flipped = np.diff(held.bounds), (change != 0) | is_turned
    rows = inverted_index.taken(held, flipped).texts
    which = np.repeat(np.flatnonzero(flipped), sizes[flipped])
    earlier = ~is_new[rows] if len(is_new) else np.ones(len(rows), np.bool_)
    which, rows = which[earlier], rows[earlier]
    columns: dict[str, Any] = {
        "hash": held.hashes[which],
        "text_no": rows,
        "weight_change": change[which].astype(np.int32),
        "is_turned": is_turned[which],
    }
    return pa.table(columns)


def _common_holders(held: Postings, judged: Judged) -> pa.Table:
    """Rows of work.common_holders."""
    is_common = (judged.text_counts > inverted_index.MOST) & ~judged.is_boilerplate
    common = inverted_index.taken(held, is_common)
    hashes = np.repeat(common.hashes, np.diff(common.bounds))
    return pa.table({"hash": pa.array(hashes), "text_no": pa.array(common.texts)})


def _flags(engine: Engine, sql: str, room: int | None = None) -> Flags:
    """Which text_no the statement gives, for as many texts as there are."""
    top = int(engine.rows("select coalesce(max(text_no), -1) + 1 from dedup.texts")[0][0]) if room is None else room
    flags = np.zeros(top, np.bool_)
    flags[engine.arrow(sql)["text_no"].to_numpy()] = True
    return flags


def _by_text(rows: pa.Table, name: str) -> I32:
    """A column by text_no; 0 where no text is."""
    texts = rows["text_no"].to_numpy()
    values = np.zeros(int(texts.max(initial=-1)) + 1, np.int32)
    values[texts] = rows[name].to_numpy()
    return values


def _ordered(pairs: pa.Table) -> Numbers:
    """Pairs of text_no, the smaller one first."""
    both = np.stack([pairs[name].to_numpy() for name in ("left_text_no", "right_text_no")], axis=1)
    return np.sort(both.astype(np.int64), axis=1)


def _are_in(pairs: Numbers, others: Numbers, room: int) -> Flags:
    """Which pairs are among the others."""
    flags: Flags = np.isin(pairs[:, 0] * room + pairs[:, 1], others[:, 0] * room + others[:, 1])
    return flags
