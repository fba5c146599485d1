"""User rules about copies, as must-link and cannot-link pairs of the nodes that linkage works on.

Belongs here: from rules on articles to pairs of nodes. Does not: reading rules (steps.overrides), obeying them
(constraints), storing clusters (clusters).

A node is a text, whatever articles have it. An article without a text that a rule names is a node of its own. Where
rules keep apart articles that one text, or a chain of texts, would hold together, each article named there is a node.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from pipelines.core.matching import overrides
from pipelines.core.matching.clustering.constraints import Graph
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.kernels import Pairs
from pipelines.core.matching.overrides import Pair
from warehouse.engine import Engine

OBEYED = "select rule, level, left_article_id, right_article_id from main.overrides where status = 'obeyed'"
CHANGED = "select article_id from work.changed_overrides"


@dataclass(frozen=True, slots=True)
class CopyRules:
    """must_link, cannot_link: pairs of articles; text_of: the text of each article named in a rule, old or new, if it
    has one; changed: articles named in rules that came or went.
    """

    must_link: frozenset[Pair]
    cannot_link: frozenset[Pair]
    text_of: Mapping[str, int]
    changed: frozenset[str]

    @property
    def textless(self) -> set[str]:
        """Articles without a text that must be linked to others."""
        return {article for pair in self.must_link for article in pair if article not in self.text_of}

    @property
    def touched_texts(self) -> Pairs:
        """Texts whose clusters must be linked again: of changed rules, and linked to a textless article, which no text
        leads to.
        """
        group_of = overrides.groups(self.must_link)
        textless = {group_of[article] for article in self.textless}
        around = {article for article, group in group_of.items() if group in textless}
        texts = {self.text_of[article] for article in self.changed | around if article in self.text_of}
        return np.array(sorted(texts), np.int64)

    @property
    def linked_texts(self) -> Pairs:
        """Pairs of texts that chains of must-link pairs connect, through textless articles or not."""
        first: dict[str, int] = {}
        group_of = sorted(overrides.groups(self.must_link).items())
        texts = [(self.text_of[article], group) for article, group in group_of if article in self.text_of]
        return np.array([(first.setdefault(group, text), text) for text, group in texts], np.int64).reshape(-1, 2)

    def around(self, texts: Collection[int]) -> "CopyRules":
        """The rules that decide about some texts, whole components: must-link pairs that lead to one of them."""
        return self._leading_to({article for article, text in self.text_of.items() if text in texts})

    @property
    def beyond_texts(self) -> "CopyRules":
        """The rules that decide about articles that must-link pairs connect with no text."""
        known = self._leading_to(self.text_of).must_link
        return replace(self, must_link=self.must_link - known)

    def _leading_to(self, articles: Collection[str]) -> "CopyRules":
        group_of = overrides.groups(self.must_link)
        groups = {group_of[article] for article in articles if article in group_of}
        return replace(self, must_link=frozenset(pair for pair in self.must_link if group_of[pair[0]] in groups))


NO_RULES = CopyRules(frozenset(), frozenset(), {}, frozenset())


def read_rules(engine: Engine) -> CopyRules:
    """The user rules about copies in this run."""
    rows = engine.rows(OBEYED)
    must_link = {level: _pairs(rows, "must_join", level) for level in overrides.LEVELS}
    cannot_link = {level: _pairs(rows, "must_not_join", level) for level in overrides.LEVELS}
    across_stories = overrides.implied_cannot_links(must_link["cluster"] | must_link["story"], cannot_link["story"])
    texts = engine.read("work.rule_texts").to_pydict()
    return CopyRules(
        must_link=frozenset(must_link["cluster"]),
        cannot_link=frozenset(cannot_link["cluster"] | across_stories),
        text_of=dict(zip(texts["article_id"], texts["text_no"], strict=True)),
        changed=frozenset(row[0] for row in engine.rows(CHANGED)),
    )


def _pairs(rows: Iterable[tuple[str, ...]], rule: str, level: str) -> set[Pair]:
    return {(min(row[2:]), max(row[2:])) for row in rows if row[:2] == (rule, level)}


@dataclass(frozen=True, slots=True)
class Nodes:
    """graph: texts by their place in the given order, then articles that are nodes of their own; must_link,
    cannot_link: pairs of nodes; own: the node of each such article.
    """

    graph: Graph
    must_link: Pairs
    cannot_link: Pairs
    own: dict[str, int]


def add_rules(graph: Graph, node_of_text: Mapping[int, int], rules: CopyRules) -> Nodes:
    """The graph of texts with the rules; node_of_text: several texts may share a node."""
    node_of = {a: node_of_text[t] for a, t in rules.text_of.items() if t in node_of_text}
    own = {article: graph.count + i for i, article in enumerate(sorted(rules.textless))}
    contested = sorted(_contested({**node_of, **own}, rules))
    own |= {article: graph.count + len(own) + i for i, article in enumerate(contested)}
    copies = [(node_of[article], own[article]) for article in contested]
    extended = _add_copies(graph, copies, graph.count + len(own))
    node_of |= own
    return Nodes(extended, _node_pairs(rules.must_link, node_of), _node_pairs(rules.cannot_link, node_of), own)


def _node_pairs(pairs: Iterable[Pair], node_of: Mapping[str, int]) -> Pairs:
    known = {(node_of[a], node_of[b]) for a, b in pairs if a in node_of and b in node_of}
    return np.array(sorted(known), np.int64).reshape(-1, 2)


def _contested(node_of: Mapping[str, int], rules: CopyRules) -> set[str]:
    """Named articles that can't share the node of their text: with must-link pairs, it would connect a cannot-link
    pair.
    """
    links = [*rules.must_link, *((article, f"node {node}") for article, node in node_of.items())]
    group_of = overrides.groups(links)
    known = [(a, b) for a, b in rules.cannot_link if a in node_of and b in node_of]
    violated = {group_of[a] for a, b in known if group_of[a] == group_of[b]}
    return {a for a in node_of if a in rules.text_of and group_of[a] in violated}


def _add_copies(graph: Graph, copies: list[tuple[int, int]], count: int) -> Graph:
    """The graph with copies of nodes (node, copy): the same pairs with the same scores, and full scores among them."""
    if not copies:
        return Graph(graph.pairs, graph.scores, count)
    copies_of: dict[int, list[int]] = defaultdict(list)
    for node, copy in copies:
        copies_of[node].append(copy)
    old = zip(graph.pairs.tolist(), graph.scores.tolist(), strict=True)
    concerned = [(a, b, score) for (a, b), score in old if a in copies_of or b in copies_of]
    added = [
        (x, y, score)
        for a, b, score in concerned
        for x in (a, *copies_of.get(a, ()))
        for y in (b, *copies_of.get(b, ()))
        if (x, y) != (a, b)
    ]
    added += [(x, y, SCALE) for node, same in copies_of.items() for x, y in combinations((node, *same), 2)]
    rows = np.array(added, np.int64)
    pairs, scores = np.concatenate([graph.pairs, rows[:, :2]]), np.concatenate([graph.scores, rows[:, 2]])
    return Graph(pairs, scores, count)
