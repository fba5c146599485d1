"""Edges of stories: why two clusters may be one, as rows of dedup.story_edges.

Belongs here: edges by content, and those that no text decides, on one machine; a pair of texts as a row wherever it is
found. Does not: when two texts are alike (core.matching.stories), the same on executors (flow_story_edges), what edges
make of clusters (stories).
"""

from datetime import timedelta
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.kernels import I32, I64
from pipelines.core.matching.stories import candidates, windows
from pipelines.core.matching.stories.similarity import Texts
from pipelines.steps.story_fillings import MIN_SHARE, SCRATCH, name_fillings
from pipelines.steps.story_terms import read_grams, read_weighed_texts, read_word_numbers, seconds_of
from pipelines.steps.story_words import StoryWords, shared_numbers, spell
from warehouse.engine import Engine
from warehouse.flows import one_batch

SIDES = ("left", "right")

WINDOW = timedelta(days=windows.WINDOW_DAYS + 1)


def delete_edges(engine: Engine) -> None:
    """Delete the edges by content of clusters that are compared again, and all of those that changed or are gone."""
    for model in ("compared_clusters", "outdated_edges"):
        engine.build(f"work.{model}")
    engine.delete_matching("dedup.story_edges", "select * from work.outdated_edges")


def update_certain_links(engine: Engine) -> None:
    """Replace user rules and shared passages among the stored edges; those of lost_certain_links and new_certain_links
    are affected.
    """
    for model in ("certain_links", "kept_certain_links", "lost_certain_links", "new_certain_links"):
        engine.build(f"work.{model}")
    if engine.count("work.lost_certain_links"):
        engine.delete_matching("dedup.story_edges", "select * from work.lost_certain_links")
    engine.flow("select * from work.new_certain_links", certain_edges, ("dedup.story_edges",))


def certain_edges(links: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of dedup.story_edges for rows of work.new_certain_links."""
    rows = pa.Table.from_batches([links])
    names = ["left_cluster_id", "right_cluster_id", "relation", "score", "left_article_id", "right_article_id"]
    edges = rows.select(names).append_column("days_apart", days_between_ends(rows))
    return (one_batch(edges.append_column("shared_terms", pa.nulls(len(rows), pa.list_(pa.string())))),)


def days_between_ends(links: pa.Table) -> "pa.Array[Any]":
    """Whole days between the clusters of each link, as a column; links: with the times of either side."""
    since, until = (
        np.concatenate([seconds_of(links[f"{side}_{name}"]) for side in SIDES]) for name in ("since", "until")
    )
    places = np.arange(len(links))
    return days_column(windows.days_apart(places, len(links) + places, windows.days_of(since, until)))


def add_event_edges(engine: Engine, words: StoryWords) -> int:
    """Append the edges by content and time of the texts of touched periods; returns how many."""
    count, alike = 0, []
    for span in engine.read("work.period_spans").to_pylist():
        first, last = span["first_time"] - WINDOW, span["last_time"] + WINDOW
        params = {"language": span["language"], "period": span["period"], "first": first, "last": last}
        edges, share_grams = event_edges(engine.read("work.comparable_clusters", params), words)
        count += engine.append("dedup.story_edges", edges.filter(pc.invert(share_grams)).drop_columns(SCRATCH))
        language = pa.repeat(span["language"], pc.sum(share_grams).as_py() or 0)
        alike.append(edges.filter(share_grams).append_column("language", language))
    if alike:
        for named in name_fillings(engine, pa.concat_tables(alike)):
            count += engine.append("dedup.story_edges", named.drop_columns([*SCRATCH, "language"]))
    return count


def event_edges(clusters: pa.Table, words: StoryWords) -> "tuple[pa.Table, pa.Array[Any]]":
    """(edges among rows of work.comparable_clusters with at least one end in the period, which of them share grams).

    is_same_publisher: NULL where a publisher is unknown
    """
    texts, numbers = read_weighed_texts(clusters, words.terms), read_word_numbers(clusters)
    is_of_period, grams = clusters["is_of_period"].to_numpy().astype(np.bool_), read_grams(clusters)
    clusters = clusters.select(["cluster_id", "article_id", "publisher_id"])  # frees the lists of terms
    edges, share_grams = pairs_as_edges(clusters, texts, numbers, candidates.find(texts, is_of_period, grams))
    spelled = spell(edges["shared_terms"].combine_chunks(), words.words)
    return edges.set_column(edges.schema.get_field_index("shared_terms"), "shared_terms", spelled), share_grams


def pairs_as_edges(
    clusters: pa.Table, texts: Texts, numbers: I32, found: candidates.Found
) -> "tuple[pa.Table, pa.Array[Any]]":
    """(pairs of texts as edges of their clusters, which of them share grams).

    clusters: with their article and publisher; numbers: of the words of the texts, beside their terms
    The shared terms are numbers of words.
    """
    columns = ("cluster_id", "article_id", "publisher_id")
    ids, articles, publishers = (cast(Any, clusters[name].combine_chunks()) for name in columns)
    is_ordered = pc.less(ids.take(pa.array(found.left)), ids.take(pa.array(found.right))).to_numpy(False)
    lefts, rights = (np.where(is_ordered, *ends) for ends in (found[:2], found[1::-1]))
    order = np.lexsort((rights, lefts))  # repeated ids take little room
    lefts, rights = lefts[order], rights[order]
    days = windows.days_apart(lefts, rights, windows.Days(texts.first, texts.last))
    edges = pa.table(
        {
            "left_cluster_id": ids.take(pa.array(lefts)),
            "right_cluster_id": ids.take(pa.array(rights)),
            "relation": pa.repeat("same_event", len(lefts)),
            "score": pa.array(found.similarities[order], pa.int32()),
            "days_apart": days_column(days),
            "shared_terms": shared_numbers(lefts, rights, texts, numbers),
            "left_article_id": articles.take(pa.array(lefts)),
            "right_article_id": articles.take(pa.array(rights)),
            "is_same_publisher": pc.equal(*(publishers.take(pa.array(ends)) for ends in (lefts, rights))),
        }
    )
    return edges, pa.array(found.shares[order] >= MIN_SHARE)


def days_column(days: I64) -> "pa.Array[Any]":
    """Whole days as a column, -1 becoming NULL."""
    return pa.array(days, pa.int32(), mask=days < 0)
