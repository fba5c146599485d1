"""Linking on many machines: which articles belong together, components some at a time, each beside its pairs.

Belongs here: the labels of texts and articles by flows. Does not: linkage (clusters), user rules (rules),
ids and members of clusters (flow_clusters).

User rules are few: they go along with the function.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.clustering.constraints import Graph
from pipelines.core.matching.kernels import I64
from pipelines.steps.components import find_components
from pipelines.steps.copies import clusters, titles
from pipelines.steps.copies.rules import CopyRules
from warehouse.engine import Engine, FlowOptions

ROWS_PER_BUCKET = 500_000
"""Texts and pairs that a call gets, about: whole components, so one of them may have more. A pair has 15 bytes,
and 170 while it is linked."""

PAIR = "left_text_no as left_key, right_text_no as right_key"
CONNECTED = f"{clusters.CONNECTING} union all select left_text_no, right_text_no from work.ruled_pairs"
TOUCHED = f"{clusters.TOUCHED} union {titles.TOUCHED} union select text_no from work.ruled_texts"

TEXT_LABELS = "select text_no, text_hash as label from work.texts_to_link limit 0"
ARTICLE_LABELS = "select article_id, article_id as label from dedup.article_texts limit 0"
"""No rows. What has the same label belongs together: that of the first text, or of an article if there is none."""


def label_by_flows(engine: Engine, rules: CopyRules) -> None:
    """Make work.linked_texts, all texts of components with a touched text, and what work.cluster_groups reads: the
    labels of these texts (work.text_labels), and those of articles that don't go by their text.
    """
    _find_linked_texts(engine, rules)
    engine.create_scratch("text_labels", TEXT_LABELS)
    engine.create_scratch("own_labels", ARTICLE_LABELS)
    engine.create_scratch("title_labels", ARTICLE_LABELS)
    buckets = 1 + (engine.build("work.linked_pairs") + engine.count("work.linked_texts")) // ROWS_PER_BUCKET
    texts = f"select component % {buckets} as bucket, text_no, text_hash, word_count from work.texts_to_link"
    pairs = (
        f"select l.component % {buckets} as bucket, p.* from work.linked_pairs p inner join work.texts_to_link l"
        " on p.left_text_no = l.text_no inner join work.texts_to_link r"
        " on p.right_text_no = r.text_no and l.component = r.component"
    )
    options = FlowOptions(by=("bucket",), beside=pairs)
    engine.flow(texts, partial(link_bucket, rules), ("work.text_labels", "work.own_labels"), options)
    engine.append("work.own_labels", _label_textless(rules))
    titles.find_standing_texts(engine)
    engine.flow(titles.STANDING, partial(label_titles, frozenset(rules.text_of)), ("work.title_labels",))


def link_bucket(rules: CopyRules, texts: pa.RecordBatch, pairs: pa.RecordBatch) -> Sequence[pa.RecordBatch]:
    """Rows of work.text_labels and work.own_labels for the texts of whole components, and their scored pairs.

    texts: text_no, text_hash, word_count; pairs: left_text_no, right_text_no, score, is_reprint
    """
    ordered = texts.sort_by([("word_count", "descending"), ("text_hash", "ascending")])
    numbers: Any = ordered["text_no"]
    nodes = [pc.index_in(pairs[f"{side}_text_no"], value_set=numbers).to_numpy() for side in ("left", "right")]
    scores, is_reprint = (pairs[name].to_numpy(zero_copy_only=False) for name in ("score", "is_reprint"))
    graph = Graph(np.stack(nodes, axis=1).astype(np.int64), scores.astype(np.int64), len(texts))
    text_nos = numbers.to_numpy().astype(np.int64)
    around = rules.around(set(text_nos[np.isin(text_nos, list(rules.text_of.values()))].tolist()))
    labels, own = clusters.link_texts(text_nos, graph, is_reprint.astype(np.bool_), around)
    first: Any = pc.cast(pa.array(text_nos[labels]), pa.string())
    named: Any = pc.binary_join_element_wise("text", first, " ")
    return pa.record_batch({"text_no": numbers, "label": named}), _own_labels(own, text_nos)


def label_titles(named: Collection[str], articles: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.title_labels for rows of titles.STANDING: those of one text and title belong together.

    named: articles that user rules name; they go by their text
    """
    found = titles.read_titles(articles).items()
    rows = {article: f"text {text} under {key}" for article, (text, key) in found if article not in named}
    return (_article_labels(rows),)


def _find_linked_texts(engine: Engine, rules: CopyRules) -> None:
    sides = {
        f"{side}_text_no": pa.array(rules.linked_texts[:, n], pa.int32()) for n, side in enumerate(("left", "right"))
    }
    engine.create_scratch("ruled_pairs", pa.table(sides))
    engine.create_scratch("ruled_texts", pa.table({"text_no": pa.array(rules.touched_texts, pa.int32())}))
    find_components(engine, f"select {PAIR} from ({CONNECTED}) as connected", "text_components")
    engine.create_scratch("relinked_texts", TOUCHED)
    engine.build("work.texts_to_link")
    engine.create_scratch("linked_texts", "select text_no from work.texts_to_link")


def _label_textless(rules: CopyRules) -> pa.RecordBatch:
    """Rows of work.own_labels for articles that must-link pairs connect with no text."""
    none = np.zeros(0, np.int64)
    graph = Graph(none.reshape(-1, 2), none, 0)
    return _own_labels(clusters.link_texts(none, graph, none.astype(np.bool_), rules.beyond_texts)[1], none)


def _own_labels(own: Mapping[str, int], text_nos: I64) -> pa.RecordBatch:
    """Rows of work.own_labels for articles that are nodes of their own, in order, after those of the texts."""
    names = [*own]
    return _article_labels(
        {
            article: f"text {text_nos[label]}" if label < len(text_nos) else names[label - len(text_nos)]
            for article, label in own.items()
        }
    )


def _article_labels(labels: Mapping[str, str]) -> pa.RecordBatch:
    articles, named = ([*labels], [*labels.values()])
    return pa.record_batch({"article_id": pa.array(articles, pa.string()), "label": pa.array(named, pa.string())})
