"""Kept grams across texts: who holds those this run touches, what they weigh, and the candidate pairs they make.

Belongs here: streaming dedup.fingerprints through core, and storing what is cut. Does not: the index and the weights
(core.postings), fingerprints of new texts (copy_texts), scoring (copy_pairs).

Where few texts are touched the engine joins the table with their grams. Else it is read as a stream: of many million
rows only those pass whose gram a touched text holds, and where every text is touched only those that stand in two.
Grams are looked at range by range, so that memory stays bounded.
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

FEW = ROWS_A_RANGE // HOLDERS
"""Kept grams of touched texts up to which the table is joined with them."""

ROWS = "select hash, text_no from dedup.fingerprints"
ROWS_OF_FEW = "select f.hash, f.text_no from dedup.fingerprints f semi join work.touched_grams g on f.hash = g.hash"
TOUCHED = "select text_no from work.touched_texts"
EARLIER = f"{TOUCHED} anti join work.new_texts using (text_no)"
FREED = "select text_no from work.dirty_texts anti join work.new_texts using (text_no)"
GRAMS = "select hash from dedup.fingerprints semi join ({texts}) using (text_no)"
GRAM_COUNT = "select coalesce(sum(gram_count), 0) from dedup.texts semi join ({texts}) using (text_no)"
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
CUT_OF_FEW = CUT.replace("order", "semi join work.touched_grams using (hash) order")
UNTOUCHED = "select count(*) from dedup.texts t anti join work.touched_texts u on t.text_no = u.text_no"

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Index:
    """The touched grams that weigh something, and their weights."""

    held: Postings
    weights: I32


@dataclass(frozen=True, slots=True)
class Sought:
    """Grams whose holders are wanted: what gives the rows of dedup.fingerprints, and of dedup.cut_grams, among which
    theirs all are; marks: a sieve they pass, None where no other rows are given.
    """

    rows: str
    cut: str
    marks: Sieve | None


@dataclass(frozen=True, slots=True)
class Cut:
    """The grams of dedup.cut_grams, ascending, with what they weighed."""

    hashes: I64
    weights: I32
    is_boilerplate: Flags


def sought(engine: Engine, texts: str, marks: Sieve | None = None) -> Sought:
    """The grams of the texts that a select gives; marks: a sieve with those of the new ones among them.

    To be called before any of these texts is forgotten.
    """
    count = int(engine.rows(GRAM_COUNT.format(texts=texts))[0][0])
    of_texts = GRAMS.format(texts=texts)
    if count <= FEW:
        engine.replace("work.touched_grams", engine.arrow(f"select distinct hash from ({of_texts})"))
        return Sought(ROWS_OF_FEW, CUT_OF_FEW, None)
    if marks is None:
        marks = postings.sieve(count)
        _put_all(engine, of_texts, marks)
    elif engine.rows(f"{EARLIER} limit 1"):
        _put_all(engine, GRAMS.format(texts=EARLIER), marks)
    return Sought(ROWS, CUT, marks)


def renew_cut_grams(engine: Engine, wanted: Sought) -> Index:
    """Judge the touched grams, store those that count less than in full, and note who holds one that changed."""
    is_all = engine.rows(UNTOUCHED)[0][0] == 0
    before, is_new = _cut(engine, wanted), _flags(engine, NEW)
    found, cut, changes = [], [], []
    for held, judged in _judged(engine, wanted, is_all):
        weighs = judged.weights > 0
        found.append((postings.taken(held, weighs), judged.weights[weighs]))
        cut.append(_cut_rows(held.hashes, judged))
        changes.append(_flip_holders(held, judged, before, is_new))
    gone = before.hashes if is_all else before.hashes[_passing(wanted, before.hashes)]
    engine.delete_matching("dedup.cut_grams", pa.table({"hash": pa.array(gone)}))
    engine.append("dedup.cut_grams", pa.concat_tables(cut))
    engine.replace("work.flip_holders", pa.concat_tables(changes))
    return _index(found)


def candidate_pairs(engine: Engine, index: Index, threads: int) -> Numbers:
    """Pairs of text_no to be scored: of new texts, and of those that hold a gram which counts for more now."""
    counts = _by_text(engine.arrow(COUNTS), "gram_count")
    is_new, nobody = _flags(engine, NEW, len(counts)), np.zeros(len(counts), np.bool_)
    found = postings.candidates(index.held, index.weights, counts, is_new, nobody, threads)
    if not engine.rows(f"{FREED} limit 1"):
        return found
    again = _index([(held, judged.weights) for held, judged in _judged(engine, sought(engine, FREED))])
    more = postings.candidates(again.held, again.weights, counts, _flags(engine, FREED, len(counts)), is_new)
    return np.concatenate([found, more[~_are_in(more, _ordered(engine.arrow(STORED)), len(counts))]])


def _put_all(engine: Engine, sql: str, marks: Sieve) -> None:
    for batch in engine.batches(sql, rows=BATCH):
        postings.put(marks, batch["hash"].to_numpy())


def _passing(wanted: Sought, hashes: I64) -> Flags:
    return np.ones(len(hashes), np.bool_) if wanted.marks is None else postings.passing(wanted.marks.once, hashes)


def _cut(engine: Engine, wanted: Sought) -> Cut:
    rows = engine.arrow(wanted.cut)
    is_boilerplate = rows["is_boilerplate"].to_numpy().astype(np.bool_)
    weights = postings.weights(rows["text_count"].to_numpy(), is_boilerplate)
    return Cut(rows["hash"].to_numpy(), weights, is_boilerplate)


def _index(found: list[tuple[Postings, I32]]) -> Index:
    return Index(postings.joined([held for held, _ in found]), np.concatenate([weights for _, weights in found]))


def _judged(engine: Engine, wanted: Sought, is_all: bool = False) -> Iterator[tuple[Postings, Judged]]:
    """The wanted grams and what they weigh, range by range; is_all: no text is left out, so only shared ones count."""
    carriers, parts, bits = _carriers(engine), 1, None
    if wanted.marks is not None:
        bits = wanted.marks.twice if is_all else wanted.marks.once
        rows = min(engine.count("dedup.fingerprints"), HOLDERS * len(bits) * 64 // postings.BITS_A_ROW)
        parts = max(1, -(-rows // ROWS_A_RANGE))
    for part in range(parts):
        held = _holders(engine, wanted.rows, bits, part, parts)
        yield held, postings.judge(held, carriers)


def _holders(engine: Engine, rows: str, bits: Bits | None, part: int, parts: int) -> Postings:
    """Postings of the grams that pass, of one of so many ranges of hashes."""
    hashes, texts = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
    for batch in engine.batches(rows, rows=BATCH):
        held, of_text = batch["hash"].to_numpy(), batch["text_no"].to_numpy()
        if bits is not None:
            passes = postings.passing(bits, held)
            if parts > 1:
                passes &= postings.ranges(held, parts) == part
            held, of_text = held[passes], of_text[passes]
        hashes.append(held)
        texts.append(of_text)
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
