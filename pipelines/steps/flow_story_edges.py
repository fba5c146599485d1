"""Edges of stories by flows: texts that may be alike meet in cells that an executor can hold.

Belongs here: which texts meet where, and the flows from there to dedup.story_edges. Does not: when two texts are alike
(core.matching.stories), pairs as rows and edges that no text decides (story_edges), terms (flow_story_terms).

Touched periods that follow each other form groups of a bounded number of texts, so that few texts are needed in two of
them: beside its own texts a group needs those of other periods within the window. Where a period has more, or others
have, both sides are divided into parts, and each part of the period meets each part of either: these are the cells.
Every pair is found in one cell, by the search that finds it on one machine.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.kernels import I32, I64, Bools
from pipelines.core.matching.stories import candidates, windows
from pipelines.core.matching.stories.spellings import keys_of
from pipelines.core.matching.tokens import text_buffers
from pipelines.steps.flow_story_terms import hash_terms, values_of, with_columns_of
from pipelines.steps.story_edges import WINDOW, pairs_as_edges
from pipelines.steps.story_fillings import EDGES_PER_BATCH, SCRATCH, articles_of, by_place, name_batch
from pipelines.steps.story_terms import flat, lists_like, read_grams, seconds_of, weighed_texts
from pipelines.steps.story_words import spell
from warehouse import catalog
from warehouse.engine import Engine, FlowOptions
from warehouse.flows import one_batch

EDGES = "dedup.story_edges"

TEXTS_PER_PART = 12_000
"""Limits the texts of a part of either side, on average; a group of periods may have two parts, undivided. So a cell
has at most three: a text has two kilobytes, and takes six more while it is compared. The larger groups are, the fewer
texts are sent along with them, of the month that follows.
"""

BY_CELL = ("language", "group_no", "row_part", "column_part")

TEXT, NUMBER, FLAG = pa.string(), pa.int32(), pa.bool_()

CELL: Mapping[str, pa.DataType] = {
    "language": TEXT, "group_no": NUMBER, "row_part": NUMBER, "column_part": NUMBER, "cluster_id": TEXT,
    "is_indexed": FLAG, "is_searching": FLAG,
}  # fmt: skip
"""A text in a cell. is_indexed: it is of the group's part of the row; a text that searches finds those like it."""

EDGE: Mapping[str, pa.DataType] = {
    "chunk_id": TEXT, "language": TEXT, "is_same_publisher": FLAG, "left_cluster_id": TEXT, "right_cluster_id": TEXT,
    "relation": TEXT, "score": NUMBER, "days_apart": NUMBER, "left_article_id": TEXT, "right_article_id": TEXT,
}  # fmt: skip
"""An edge by content. chunk_id: of up to EDGES_PER_BATCH edges of a cell"""

GROUP: Mapping[str, pa.DataType] = {
    "language": TEXT, "period": NUMBER, "group_no": NUMBER,
    "first_time": pa.timestamp("us", "UTC"), "last_time": pa.timestamp("us", "UTC"),
}  # fmt: skip
PARTS: Mapping[str, pa.DataType] = {
    "language": TEXT, "group_no": NUMBER, "own_parts": NUMBER, "other_parts": NUMBER,
}  # fmt: skip

CELLS, GROUPS = pa.schema(CELL), pa.schema(GROUP)
FOUND = pa.schema({**EDGE, "has_shared_grams": FLAG, "shared_terms": pa.list_(NUMBER)})
"""Edges that were found; shared_terms: numbers of words"""

SPELLED = pa.schema({**EDGE, "shared_terms": pa.list_(TEXT)})
"""Edges whose terms are words, and whose texts share grams."""

PERIODS = "select * from work.language_periods order by language, period"
SIDES = "select language, group_no, is_own, count(*) as texts from work.compared_texts group by all"
TO_PLACE = (
    "select t.language, t.group_no, t.cluster_id, t.is_own, p.own_parts, p.other_parts from work.compared_texts t"
    " inner join work.group_parts p on t.language = p.language and t.group_no = p.group_no"
)


def add_event_edges(engine: Engine) -> int:
    """Append the edges by content and time of the texts of touched periods; returns how many."""
    place_texts(engine)
    hash_terms(engine, "select cluster_id from work.compared_texts")
    models, of_chunk = catalog.models(), ("chunk_id",)
    engine.create_scratch("found_edges", FOUND.empty_table())
    engine.flow(models["work.cell_terms"].sql, find_edges, ("work.found_edges",), FlowOptions(by=BY_CELL))
    engine.create_scratch("alike_edges", SPELLED.empty_table())
    options = FlowOptions(by=of_chunk, beside=models["work.edge_words"].sql)
    count = engine.flow("select * from work.found_edges", spell_edges, (EDGES, "work.alike_edges"), options)
    options = FlowOptions(by=of_chunk, beside=models["work.alike_texts"].sql)
    return count + engine.flow("select * from work.alike_edges", name_edges, (EDGES,), options)


def place_texts(engine: Engine) -> None:
    """Fill work.compared_cells with the texts of each cell."""
    engine.build("work.language_periods")
    engine.create_scratch("period_groups", group_periods(engine.arrow(PERIODS)))
    engine.build("work.compared_texts")
    engine.create_scratch("group_parts", divide_sides(engine.arrow(SIDES)))
    engine.create_scratch("compared_cells", CELLS.empty_table())
    engine.flow(TO_PLACE, place_in_cells, ("work.compared_cells",))


def group_periods(periods: pa.Table) -> pa.Table:
    """The group of each touched period, named by its first one, with the times within the window of its texts.

    periods: rows of work.language_periods, of every language in order
    """
    groups: list[list[dict[str, Any]]] = []
    for row in periods.to_pylist():
        if row["is_touched"] and groups and _fits(row, groups[-1]):
            groups[-1].append(row)
        elif row["is_touched"]:
            groups.append([row])
    rows = []
    for group in groups:
        first, last = min(each["first_time"] for each in group), max(each["last_time"] for each in group)
        times = {"group_no": group[0]["period"], "first_time": first - WINDOW, "last_time": last + WINDOW}
        rows += [{"language": each["language"], "period": each["period"]} | times for each in group]
    return pa.Table.from_pylist(rows, GROUPS)


def divide_sides(sides: pa.Table) -> pa.Table:
    """The number of parts of a group's own texts, which stay together if they fill two at most, and of the others, of
    which there may be none.
    """
    parts: dict[tuple[Any, ...], dict[bool, int]] = defaultdict(dict)
    for row in sides.to_pylist():
        is_whole = row["is_own"] and row["texts"] <= 2 * TEXTS_PER_PART
        parts[row["language"], row["group_no"]][row["is_own"]] = 1 if is_whole else -(-row["texts"] // TEXTS_PER_PART)
    rows = [(*group, found[True], found.get(False, 1)) for group, found in parts.items()]
    return pa.Table.from_pylist([dict(zip(PARTS, row, strict=True)) for row in rows], pa.schema(PARTS))


def place_in_cells(texts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of CELLS for texts of groups that are divided into own_parts and other_parts.

    A text of the group's part p is indexed in the cells of row p, and searches in those of column p down to row p, so
    that two parts meet once; another text of part p searches in column p.
    """
    own_parts, other_parts = (texts[name].to_numpy().astype(np.int64) for name in ("own_parts", "other_parts"))
    is_own = texts["is_own"].to_numpy(zero_copy_only=False).astype(np.bool_)
    part = id_keys(texts["cluster_id"]) % np.where(is_own, own_parts, other_parts)
    widths = np.where(is_own, np.maximum(own_parts, other_parts), 0)
    counts = np.where(is_own, widths + part, own_parts)
    text = np.repeat(np.arange(len(texts)), counts)
    number = np.arange(len(text)) - np.repeat(np.cumsum(counts) - counts, counts)
    is_indexed = number < widths[text]
    row = np.where(is_indexed, part[text], number - widths[text])
    column = np.where(is_indexed, number, part[text])
    places: Any = pa.array(text)
    rows = texts.take(places)
    parts = (pa.array(each.astype(np.int32)) for each in (row, column))
    is_searching = pa.array(~is_indexed | (row == column))
    columns = [rows["language"], rows["group_no"].cast(NUMBER), *parts, rows["cluster_id"], pa.array(is_indexed)]
    return (pa.RecordBatch.from_arrays([*columns, is_searching], schema=CELLS),)


def id_keys(ids: Any) -> I64:
    """A number of each id, as if drawn at random; never negative."""
    data, offsets = text_buffers(ids)
    keys: I64 = keys_of(data, offsets[:-1], offsets[1:], np.zeros(len(ids), np.int32))
    return keys & np.int64(2**62 - 1)


def find_edges(texts: pa.RecordBatch) -> Iterator[tuple[pa.RecordBatch]]:
    """Rows of FOUND for the texts of a cell, rows of work.cell_terms."""
    rows = pa.Table.from_batches([texts])
    period, days = rows["period"].to_numpy(), windows.days_of(seconds_of(rows["since"]), seconds_of(rows["until"]))
    is_indexed, is_searching = (rows[name].to_numpy() for name in ("is_indexed", "is_searching"))
    for one in np.unique(period[is_indexed]).tolist():
        is_of_period = period == one
        is_chosen = np.where(is_of_period, is_indexed | is_searching, is_searching & ~(is_indexed & (period < one)))
        chosen = np.flatnonzero(is_chosen & are_near(is_of_period, days))
        part = candidates.Part((is_indexed & is_of_period)[chosen], is_searching[chosen])
        places: Any = pa.array(chosen)
        yield from _search(rows.take(places), is_of_period[chosen], part)


def are_near(is_of_period: Bools, days: windows.Days) -> Bools:
    """Which texts are of a period, or within the window of one that is."""
    first, last = days.first[is_of_period].min(), days.last[is_of_period].max()
    near: Bools = (days.first <= last + windows.WINDOW_DAYS) & (days.last >= first - windows.WINDOW_DAYS)
    return is_of_period | near


def spell_edges(edges: pa.RecordBatch, words: pa.RecordBatch) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """(rows of dedup.story_edges, rows that are still to be named) for rows of FOUND; words: those of their terms."""
    rows = pa.Table.from_batches([edges])
    numbers, known = flat(rows["shared_terms"]), words["word_no"].to_numpy()
    places = lists_like(rows["shared_terms"], values_of(numbers, known, np.arange(len(known), dtype=np.int32)))
    spelled = rows.set_column(rows.schema.get_field_index("shared_terms"), "shared_terms", spell(places, words["word"]))
    are_alike: Any = spelled["has_shared_grams"]
    alike = one_batch(spelled.filter(are_alike).select(SPELLED.names))
    return _stored(spelled.filter(pc.invert(are_alike))), alike


def name_edges(edges: pa.RecordBatch, texts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of dedup.story_edges for edges whose texts share grams; texts: rows of work.alike_texts, those of them."""
    rows = pa.Table.from_batches([edges])
    articles = articles_of(rows)
    given = pa.Table.from_batches([texts])
    places = pc.index_in(given["article_id"], articles).to_numpy()
    contents: list[Any] = [given[name].cast(pa.large_string()) for name in ("title", "body")]
    titles, bodies = (by_place(places, each, len(articles)) for each in contents)
    return (_stored(name_batch(rows, articles, titles, bodies)),)


def ranks_of(hashes: I32) -> I32:
    """The place of each hash among the distinct ones, in their order.

    >>> ranks_of(np.array([7, -5, 7, 9], np.int32)).tolist()
    [1, 0, 1, 2]
    """
    encoded: Any = pc.dictionary_encode(pa.array(hashes))  # np.unique takes four times the memory
    ranks = np.empty(len(encoded.dictionary), np.int32)
    ranks[np.argsort(encoded.dictionary.to_numpy())] = np.arange(len(ranks))
    found: I32 = ranks[encoded.indices.to_numpy()]
    return found


def _search(rows: pa.Table, is_of_period: Bools, part: candidates.Part) -> Iterator[tuple[pa.RecordBatch]]:
    """The edges that a part of a search among these texts finds, in chunks; each is named by its first edge, which no
    other has.
    """
    texts = weighed_texts(rows, ranks_of(flat(rows["term_hashes"])))
    numbers = flat(rows["term_words"]).astype(np.int32)
    found = candidates.find(texts, is_of_period, read_grams(rows), part)
    for start in range(0, len(found.left), EDGES_PER_BATCH):
        some = candidates.Found(*(each[start : start + EDGES_PER_BATCH] for each in found))
        edges, share_grams = pairs_as_edges(rows, texts, numbers, some)
        first = " ".join(edges[end][0].as_py() for end in ("left_cluster_id", "right_cluster_id"))
        added = {"chunk_id": first, "language": rows["language"][0]}
        for name, value in added.items():
            edges = edges.append_column(name, pa.repeat(value, len(edges)))
        yield (one_batch(edges.append_column("has_shared_grams", share_grams).select(FOUND.names).cast(FOUND)),)


def _fits(period: Mapping[str, Any], group: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a touched period may be in a group: else texts between the two would be sent along for nothing."""
    is_close: bool = period["first_time"] - WINDOW <= group[-1]["last_time"] + WINDOW
    is_small: bool = period["texts"] + sum(each["texts"] for each in group) <= 2 * TEXTS_PER_PART
    return is_close and is_small and period["language"] == group[0]["language"]


def _stored(edges: pa.Table) -> pa.RecordBatch:
    return with_columns_of(EDGES, edges.drop_columns(SCRATCH))
