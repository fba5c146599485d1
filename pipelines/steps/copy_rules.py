"""What people say about copies, as pairs of the nodes that linkage works on.

Belongs here: from overrides on articles to must-join and must-not-join nodes. Does not: reading overrides (overrides),
obeying them (core.constraints), storing clusters (copy_clusters).

A node is a text, whatever articles have it. An article without a text that people name is a node of its own; and where
people keep apart what one text, or a chain of texts, would hold together, each article that they name there is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from pipelines.core.matching import overrides
from pipelines.core.matching.clustering.constraints import Graph
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.overrides import Pair
from warehouse.engine import Engine

OBEYED = "select rule, level, left_article_id, right_article_id from main.overrides where status = 'obeyed'"
TEXT_OF = (
    "select a.article_id, a.text_no from dedup.article_texts a inner join (select left_article_id as article_id"
    " from main.overrides union select right_article_id from main.overrides"
    " union select article_id from work.changed_overrides) using (article_id)"
)
CHANGED = "select article_id from work.changed_overrides"

Pairs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CopyRules:
    """Pairs of articles that must, and must not, be one cluster; the articles named in lines that came or went; the
    text of each article named in any of these, if it has one.
    """

    joins: frozenset[Pair]
    bars: frozenset[Pair]
    text_of: Mapping[str, int]
    changed: frozenset[str]

    @property
    def bare(self) -> set[str]:
        """Articles without a text that must be with others."""
        return {article for pair in self.joins for article in pair if article not in self.text_of}

    @property
    def touched(self) -> Pairs:
        """Texts whose clusters must be linked anew: of changed lines, and with a bare article, which no text brings."""
        group_of = overrides.groups(self.joins)
        of_bare = {group_of[article] for article in self.bare}
        around = {article for article, group in group_of.items() if group in of_bare}
        texts = {self.text_of[article] for article in self.changed | around if article in self.text_of}
        return np.array(sorted(texts), np.int64)

    @property
    def joined_texts(self) -> Pairs:
        """Pairs of texts that chains of joins connect, bare articles on the way or not."""
        first: dict[str, int] = {}
        group_of = sorted(overrides.groups(self.joins).items())
        texts = [(self.text_of[article], group) for article, group in group_of if article in self.text_of]
        return np.array([(first.setdefault(group, text), text) for text, group in texts], np.int64).reshape(-1, 2)


def copy_rules(engine: Engine) -> CopyRules:
    """What people say about copies in this run."""
    rows = engine.rows(OBEYED)
    joins = {level: _pairs(rows, "must_join", level) for level in overrides.LEVELS}
    bars = {level: _pairs(rows, "must_not_join", level) for level in overrides.LEVELS}
    apart = bars["cluster"] | overrides.kept_apart(joins["cluster"] | joins["story"], bars["story"])
    changed = frozenset(row[0] for row in engine.rows(CHANGED))
    return CopyRules(frozenset(joins["cluster"]), frozenset(apart), dict(engine.rows(TEXT_OF)), changed)


def _pairs(rows: Iterable[tuple[str, ...]], rule: str, level: str) -> set[Pair]:
    return {(min(row[2:]), max(row[2:])) for row in rows if row[:2] == (rule, level)}


@dataclass(frozen=True, slots=True)
class Nodes:
    """graph: texts by their place in the given order, then articles that are nodes of their own; joins, bars: rows of
    nodes; own: node of each such article.
    """

    graph: Graph
    joins: Pairs
    bars: Pairs
    own: dict[str, int]


def with_rules(graph: Graph, node_of_text: Mapping[int, int], rules: CopyRules) -> Nodes:
    """The graph of texts with what people say of them. node_of_text: several texts may stand in one node."""
    node_of = {a: node_of_text[t] for a, t in rules.text_of.items() if t in node_of_text}
    own = {article: graph.count + i for i, article in enumerate(sorted(rules.bare))}
    split = sorted(_contested({**node_of, **own}, rules))
    own |= {article: graph.count + len(own) + i for i, article in enumerate(split)}
    widened = _widened(graph, [(node_of[article], own[article]) for article in split], graph.count + len(own))
    node_of |= own
    return Nodes(widened, _rows(rules.joins, node_of), _rows(rules.bars, node_of), own)


def _rows(pairs: Iterable[Pair], node_of: Mapping[str, int]) -> Pairs:
    there = {(node_of[a], node_of[b]) for a, b in pairs if a in node_of and b in node_of}
    return np.array(sorted(there), np.int64).reshape(-1, 2)


def _contested(node_of: Mapping[str, int], rules: CopyRules) -> set[str]:
    """Named articles whose text can't stand for them: joins and shared texts would connect what a bar keeps apart."""
    together = [*rules.joins, *((article, f"node {node}") for article, node in node_of.items())]
    of_node = overrides.groups(together)
    broken = {of_node[a] for a, b in rules.bars if a in node_of and b in node_of and of_node[a] == of_node[b]}
    return {a for a in node_of if a in rules.text_of and of_node[a] in broken}


def _widened(graph: Graph, copies: list[tuple[int, int]], count: int) -> Graph:
    """The graph with nodes that copy others: the same pairs with the same scores, and sure pairs among them."""
    if not copies:
        return Graph(graph.pairs, graph.scores, count)
    nodes: dict[int, list[int]] = defaultdict(list)
    for node, copy in copies:
        nodes[node].append(copy)
    old = zip(graph.pairs.tolist(), graph.scores.tolist(), strict=True)
    concerned = [(a, b, score) for (a, b), score in old if a in nodes or b in nodes]
    added = [
        (x, y, score)
        for a, b, score in concerned
        for x in (a, *nodes.get(a, ()))
        for y in (b, *nodes.get(b, ()))
        if (x, y) != (a, b)
    ]
    added += [(x, y, SCALE) for node, of_node in nodes.items() for x, y in combinations((node, *of_node), 2)]
    rows = np.array(added, np.int64)
    pairs, scores = np.concatenate([graph.pairs, rows[:, :2]]), np.concatenate([graph.scores, rows[:, 2]])
    return Graph(pairs, scores, count)
