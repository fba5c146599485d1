"""Large families: texts that share most of their grams with so many others that these grams are not followed.

Belongs here: which of their pairs are to be scored, and which pairs tie a text to the first of its family. Does not:
finding them (sql/work/family_pairs.sql), what follows for clusters (core.families), other candidates (copy_grams).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from warehouse.engine import Engine

NEW = (
    "select f.left_text_no, f.right_text_no from work.family_pairs f"
    " anti join dedup.text_pairs p on f.left_text_no = p.left_text_no and f.right_text_no = p.right_text_no"
    " anti join (select k.left_text_no, k.right_text_no from dedup.family_pairs k"
    " anti join work.new_texts n on n.text_no = k.left_text_no or n.text_no = k.right_text_no) k"
    " on f.left_text_no = k.left_text_no and f.right_text_no = k.right_text_no"
)
"""Pairs that were never scored; a number that a vanished text had may have come again, so new texts know none."""

Pairs = npt.NDArray[np.int64]


def new_family_pairs(engine: Engine) -> Pairs:
    """The pairs of large families that were not scored yet, the smaller number first."""
    rows = engine.arrow(NEW)
    return np.sort(np.stack([rows[name].to_numpy() for name in rows.column_names], axis=1).astype(np.int64), axis=1)


def each_once(*pairs: Pairs) -> Pairs:
    """All these pairs, each once."""
    rows: Any = np.concatenate(pairs)
    return rows if len(pairs[-1]) == 0 else np.unique(rows, axis=0)
