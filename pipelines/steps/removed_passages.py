"""Rejections that quote what was taken out: their excerpts are blanked, those of records that arrive later too.

Belongs here: the table of passages, and blanking rejections. Does not: which passages are kept and recognised
(core.matching.quotations), which records are taken out (removal).

An address is recognised by the id of the article there, however it is spelled. What takes a second to import is
imported once something was taken out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.identity import article_id
from pipelines.core.normalization.urls import identity_key
from pipelines.core.records import Rejection
from pipelines.steps.record_moves import find_bodies
from warehouse.engine import Engine

if TYPE_CHECKING:
    from pipelines.core.matching.kernels import I64, Bools

TABLE = "staging.removed_passages"
REJECTIONS = "main.rejections"

TEXTS = ("title", "teaser", "body")
ADDRESSES = ("url", "canonical_url")
"""Columns of work.removed_texts."""

ADDRESS = re.compile(r"https?://[^\s\"'<>\\,]+", re.IGNORECASE)
ADDRESS_DIGITS = 15
"""Hex digits of an article id that stand for its address: 60 bits."""

QUOTED = ("raw_excerpt", "detail", "record_id")
"""Columns of a rejection that may quote what was in its file."""

QUOTING, SHOWN = "quoting_rejections", "shown_rejections"
"""Scratch: the rejections that quote what was taken out, and all of them as they are to be."""

BLANKED = "blanked: it quoted what a person had taken out"


def read_passages(engine: Engine) -> "I64":
    """The passages and addresses of all that was taken out, ascending."""
    return engine.arrow(f"select passage from {TABLE} order by passage")["passage"].to_numpy()


def note_passages(engine: Engine) -> None:
    """Store the passages and addresses of the records in work.new_removals, before they are deleted."""
    find_bodies(engine, "staging.articles semi join work.new_removals using (record_key)")
    engine.build("work.removed_texts")
    engine.create_scratch("found_passages", f"select passage from {TABLE}")
    engine.flow("select * from work.removed_texts", find_passages, ("work.found_passages",))
    engine.replace(TABLE, "select distinct passage from work.found_passages")


def find_passages(texts: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.found_passages for rows of work.removed_texts."""
    from pipelines.core.matching.quotations import keep_passages

    stated = (value for name in ADDRESSES for value in texts[name].to_pylist() if value)
    found = [*(keep_passages(texts[name]) for name in TEXTS), np.array([*_addresses(stated)], np.int64)]
    return (pa.RecordBatch.from_arrays([pa.array(np.concatenate(found))], ["passage"]),)


def blank_stored(engine: Engine) -> None:
    """Blank the stored rejections that quote what was taken out: a truncated line may hold half an article."""
    for name in (QUOTING, SHOWN):
        engine.create_scratch(name, f"select * from {REJECTIONS} limit 0")
    into = (f"work.{QUOTING}", f"work.{SHOWN}")
    if engine.flow(f"select * from {REJECTIONS}", partial(blank_rows, read_passages(engine)), into):
        engine.replace(REJECTIONS, f"select * from work.{SHOWN}")


def blank_rows(passages: "I64", rejections: pa.RecordBatch) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """The rejections that quote what was taken out, and all, those without a word of it."""
    shown = zip(*(rejections[name].to_pylist() for name in QUOTED), strict=True)
    is_quoting: Any = pa.array(_are_quoting([_shown(*each) for each in shown], passages))
    blanked = rejections
    for name, instead in zip(QUOTED, (None, BLANKED, None), strict=True):
        values = pc.if_else(is_quoting, pa.scalar(instead, pa.string()), rejections[name].cast(pa.string()))
        blanked = blanked.set_column(blanked.schema.get_field_index(name), name, values)
    return blanked.filter(is_quoting), blanked


def blank_quoting(rejections: Sequence[Rejection], passages: "I64") -> list[Rejection]:
    """The rejections, those that quote what was taken out without a word of it."""
    if not len(passages):
        return list(rejections)
    shown = [_shown(each.raw_excerpt, each.detail, each.record_id) for each in rejections]
    return [
        replace(each, raw_excerpt=None, detail=BLANKED, record_id=None) if is_quoting else each
        for each, is_quoting in zip(rejections, _are_quoting(shown, passages).tolist(), strict=True)
    ]


def _shown(*values: str | None) -> str:
    return "\n".join(filter(None, values))


def _are_quoting(shown: Sequence[str], passages: "I64") -> "Bools":
    from pipelines.core.matching.quotations import are_among, find_quoting, unescape

    is_quoting = find_quoting(shown, passages)
    found = [(place, code) for place, each in enumerate(shown) for code in _addresses(ADDRESS.findall(unescape(each)))]
    places, codes = np.array(found, np.int64).reshape(-1, 2).T
    is_quoting[places[are_among(codes, passages)]] = True
    return is_quoting


def _addresses(urls: Any) -> Iterator[int]:
    """A number for the article at each address; a page of no public host has none."""
    for key in filter(None, map(identity_key, urls)):
        yield int(article_id(key, None, "")[:ADDRESS_DIGITS], 16)
