"""Kept grams across texts: who holds those this run touches, what they weigh, and the candidate pairs they make.

Belongs here: streaming dedup.fingerprints through core, and storing what is cut. Does not: the index and the weights
(core.postings), fingerprints of new texts (copy_texts), scoring (copy_pairs).

The table is read as a stream: of many million rows only those pass whose gram a touched text holds, and where every
text is touched only those that stand in two. Grams are looked at range by range, so that memory stays bounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core import postings
from pipelines.core.postings import Bits, Carriers, Flags, Judged, Postings, Sieve
from pipelines.core.words import I32, I64
from warehouse.engine import Engine

BATCH = 1_000_000
"""Rows read at a time: 12 MB."""

ROWS_A_RANGE = 8_000_000
"""Rows sorted at a time, as far as can be foreseen: some 250 MB. Each range is one more scan of the table."""

HOLDERS = 4
"""Rows that pass for each one that was put in: less in any corpus seen."""

ROWS = "select hash, text_no from dedup.fingerprints"
EARLIER = "select t.text_no from work.touched_texts t anti join work.new_texts n on t.text_no = n.text_no"
OF_EARLIER = f"select f.hash from dedup.fingerprints f semi join ({EARLIER}) t on f.text_no = t.text_no"
FREED = "select d.text_no from work.dirty_texts d anti join work.new_texts n on d.text_no = n.text_no"
OF_FREED = f"select f.hash from dedup.fingerprints f semi join ({FREED}) d on f.text_no = d.text_no"
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
UNTOUCHED = "select count(*) from dedup.texts t anti join work.touched_texts u on t.text_no = u.text_no"

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


def mark_earlier(engine: Engine, marks: Sieve) -> None:
    """Put the grams of touched texts that are not new into the sieve: before such texts are forgotten."""
    if engine.rows(f"{EARLIER} limit 1"):
        _put_all(engine, OF_EARLIER, marks)


def renew_cut_grams(engine: Engine, marks: Sieve) -> Index:
    """Judge the touched grams, store those that count less than in full, and note who holds one that changed."""
    is_all = engine.rows(UNTOUCHED)[0][0] == 0
    before, is_new = _cut(engine), _flags(engine, NEW)
    found, cut, changes = [], [], []
    for held, judged in _judged(engine, marks.twice if is_all else marks.once):
        weighs = judged.weights > 0
        found.append((postings.taken(held, weighs), judged.weights[weighs]))
        cut.append(_cut_rows(held.hashes, judged))
        changes.append(_flip_holders(held, judged, before, is_new))
    gone = before.hashes if is_all else before.hashes[postings.passing(marks.once, before.hashes)]
    engine.delete_matching("dedup.cut_grams", pa.table({"hash": pa.array(gone)}))
    engine.append("dedup.cut_grams", pa.concat_tables(cut))
    engine.replace("work.flip_holders", pa.concat_tables(changes))
    return _index(found)


def candidate_pairs(engine: Engine, index: Index, threads: int) -> Numbers:
    """Pairs of text_no to be scored: of new texts, and of those that hold a gram which counts for more now."""
    counts = _by_text(engine.arrow(COUNTS), "gram_count")
    is_new, nobody = _flags(engine, NEW, len(counts)), np.zeros(len(counts), np.bool_)
    found = postings.candidates(index.held, index.weights, counts, is_new, nobody, threads)
    freed = engine.arrow(FREED)
    if not len(freed):
        return found
    marks = postings.sieve(int(counts[freed["text_no"].to_numpy()].sum()))
    _put_all(engine, OF_FREED, marks)
    again = _index([(held, judged.weights) for held, judged in _judged(engine, marks.once)])
    more = postings.candidates(again.held, again.weights, counts, _flags(engine, FREED, len(counts)), is_new)
    return np.concatenate([found, more[~_are_in(more, _ordered(engine.arrow(STORED)), len(counts))]])


def _put_all(engine: Engine, sql: str, marks: Sieve) -> None:
    for batch in engine.batches(sql, rows=BATCH):
        postings.put(marks, batch["hash"].to_numpy())


def _cut(engine: Engine) -> Cut:
    rows = engine.arrow(CUT)
    is_boilerplate = rows["is_boilerplate"].to_numpy().astype(np.bool_)
    weights = postings.weights(rows["text_count"].to_numpy(), is_boilerplate)
    return Cut(rows["hash"].to_numpy(), weights, is_boilerplate)


def _index(found: list[tuple[Postings, I32]]) -> Index:
    return Index(postings.joined([held for held, _ in found]), np.concatenate([weights for _, weights in found]))


def _judged(engine: Engine, bits: Bits) -> Iterator[tuple[Postings, Judged]]:
    """The grams that pass and what they weigh, range by range."""
    carriers = _carriers(engine)
    rows = min(engine.count("dedup.fingerprints"), HOLDERS * len(bits) * 64 // postings.BITS_A_ROW)
    parts = max(1, -(-rows // ROWS_A_RANGE))
    for part in range(parts):
        held = _holders(engine, bits, part, parts)
        yield held, postings.judge(held, carriers)


def _holders(engine: Engine, bits: Bits, part: int, parts: int) -> Postings:
    """Postings of the grams that pass, of one of so many ranges of hashes."""
    hashes, texts = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
    for batch in engine.batches(ROWS, rows=BATCH):
        held = batch["hash"].to_numpy()
        passes = postings.passing(bits, held)
        if parts > 1:
            passes &= postings.ranges(held, parts) == part
        hashes.append(held[passes])
        texts.append(batch["text_no"].to_numpy()[passes])
    return postings.postings(np.concatenate(hashes), np.concatenate(texts))


def _carriers(engine: Engine) -> Carriers:
    rows = engine.arrow(CARRIED)
    texts = rows["text_no"].to_numpy()
    top = int(engine.rows("select coalesce(max(text_no), -1) + 1 from dedup.texts")[0][0])
    bounds = np.searchsorted(texts, np.arange(top + 1)).astype(np.int64)
    names: Any = pc.dictionary_encode(rows["publisher_id"].combine_chunks())
    days: Any = rows["seen_on"].cast(pa.int32()).fill_null(pa.scalar(postings.NO_DAY, pa.int32()))
    return Carriers(bounds, names.indices.to_numpy(), days.to_numpy())


def _cut_rows(hashes: I64, judged: Judged) -> pa.Table:
    """Rows of dedup.cut_grams."""
    less = judged.weights < postings.FULL
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
    at = np.searchsorted(before.hashes, held.hashes)
    was_there = np.append(before.hashes, 0)[at] == held.hashes
    was_there &= at < len(before.hashes)
    weights = np.where(was_there, np.append(before.weights, 0)[at], postings.FULL)
    were_lines = was_there & np.append(before.is_boilerplate, False)[at]
    change, is_turned = judged.weights - weights, were_lines != judged.is_boilerplate
    sizes, flipped = np.diff(held.bounds), (change != 0) | is_turned
    rows = postings.taken(held, flipped).texts
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
