"""Average linkage of texts by similarity: groups are merged by the exact mean over all pairs between them.

Belongs here: sums of groups, and merging the best pairs of groups first. Does not: the similarity of two texts
(similarity), which pairs are candidates (candidates), rules of people (clustering.constraints).

The mean over the pairs of two groups follows from the sums of their weight vectors, their bonuses and their counts of
equal days, weekdays and frames: no pair has to be visited or stored. Groups are merged only if a candidate pair lies
between them, the highest mean first, of equal ones that of the smaller numbers: so the result depends on the texts, the
pairs and the order of the numbers alone, and each group results from its own texts as it does from all.
"""

import heapq
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np

from pipelines.core.matching.clustering.linkage import find
from pipelines.core.matching.kernels import I64, Bools, Int, Pairs, kernel
from pipelines.core.matching.stories import similarity
from pipelines.core.matching.stories.similarity import Texts

DAY_ORIGIN, DAY_BITS, WIDTH_BITS, WEEKDAY_BITS, FRAME_BITS = 1 << 20, 22, 10, 7, 7
"""A kind of text is one number: first day after -DAY_ORIGIN, days of its interval, weekdays, frame."""


@dataclass(frozen=True, slots=True)
class TextGraph:
    """Candidate pairs of the texts 0 to count - 1, and what each pair gets on top of its similarity."""

    pairs: Pairs
    scores: I64
    texts: Texts

    @property
    def count(self) -> int:
        """The number of texts."""
        return len(self.texts.bonuses)

    def within(self, is_chosen: Bools) -> Self:
        """The same texts with the chosen pairs alone."""
        return replace(self, pairs=self.pairs[is_chosen], scores=self.scores[is_chosen])

    def clusters(self, pairs: Pairs, scores: I64, threshold: int) -> I64:
        """The smallest number in each text's group. pairs, scores: in place of the graph's own."""
        return link(self.texts, pairs, scores, threshold)


class Sums(NamedTuple):
    """The sums of groups, each a slice of a list that grows: entries of group g at starts[g]:ends[g], keys ascending."""

    keys: I64
    values: I64
    starts: I64
    ends: I64


def link(texts: Texts, pairs: Pairs, scores: I64, threshold: int) -> I64:
    """The smallest number in each text's group.

    pairs: shape (n, 2), in either direction; of a pair that occurs twice the scores add up
    scores: what each pair gets on top of its similarity
    threshold: least mean, out of SCALE
    """
    one, two = pairs[:, 0], pairs[:, 1]
    sources, targets, weights = np.concatenate([one, two]), np.concatenate([two, one]), np.tile(scores, 2)
    order = np.argsort(sources, kind="stable")
    starts = np.searchsorted(sources[order], np.arange(len(texts.bonuses) + 1)).astype(np.int64)
    numbers = np.unique(texts.hashes, return_inverse=True)[1].astype(np.int64)
    vectors = Sums(numbers, texts.weights.astype(np.int64), texts.bounds[:-1].copy(), texts.bounds[1:].copy())
    places = np.arange(len(texts.bonuses))
    kinds = Sums(kinds_of(texts), np.ones(len(places), np.int64), places, places + 1)
    parent = places.copy()
    merge_all(targets[order], weights[order], starts, vectors, kinds, texts.bonuses.copy(), parent, np.int64(threshold))
    return parent


def kinds_of(texts: Texts) -> I64:
    """Days, weekdays and frame of each text in one number."""
    first = texts.first.astype(np.int64) + DAY_ORIGIN
    width = np.minimum(texts.last.astype(np.int64) - texts.first, (1 << WIDTH_BITS) - 1)
    dates = first << WIDTH_BITS | width
    kinds: I64 = (dates << WEEKDAY_BITS | texts.weekdays) << FRAME_BITS | texts.frames
    return kinds


@kernel
def malus_of_kinds(a: Int, b: Int) -> Int:
    """What is taken away for texts of these two kinds."""
    weekdays, frames, width = (1 << WEEKDAY_BITS) - 1, (1 << FRAME_BITS) - 1, (1 << WIDTH_BITS) - 1
    dates_a, dates_b = a >> WEEKDAY_BITS + FRAME_BITS, b >> WEEKDAY_BITS + FRAME_BITS
    first_a, first_b = dates_a >> WIDTH_BITS, dates_b >> WIDTH_BITS
    return similarity.malus(
        first_a, first_a + (dates_a & width), a >> FRAME_BITS & weekdays, a & frames,
        first_b, first_b + (dates_b & width), b >> FRAME_BITS & weekdays, b & frames,
    )  # fmt: skip


@kernel
def dot_sums(sums: Sums, a: Int, b: Int) -> Int:
    """Dot product of the sums of groups a and b."""
    p, p_end, q, q_end = sums.starts[a], sums.ends[a], sums.starts[b], sums.ends[b]
    total = np.int64(0)
    while p < p_end and q < q_end:
        if sums.keys[p] == sums.keys[q]:
            total += sums.values[p] * sums.values[q]
            p += 1
            q += 1
        elif sums.keys[p] < sums.keys[q]:
            p += 1
        else:
            q += 1
    return total


@kernel
def mean_similarity(vectors: Sums, kinds: Sums, bonuses: I64, size: I64, extra: Int, a: Int, b: Int) -> Int:
    """Mean over the pairs between groups a and b, rounded down; extra: sum of what its pairs get on top."""
    total = similarity.scaled(dot_sums(vectors, a, b)) + bonuses[a] * size[b] + bonuses[b] * size[a] + extra
    for p in range(kinds.starts[a], kinds.ends[a]):
        for q in range(kinds.starts[b], kinds.ends[b]):
            total -= kinds.values[p] * kinds.values[q] * malus_of_kinds(kinds.keys[p], kinds.keys[q])
    return total // (size[a] * size[b])


@kernel
def add_sums(sums: Sums, used: Int, keep: Int, gone: Int) -> tuple[Sums, Int]:
    """(sums in which group `keep` has absorbed `gone`, entries used); the lists are copied when they are full."""
    keys, values, starts, ends = sums
    p, p_end, q, q_end = starts[keep], ends[keep], starts[gone], ends[gone]
    if used + p_end - p + q_end - q > len(keys):
        room = 2 * len(keys) + p_end - p + q_end - q
        longer_keys, longer_values = np.empty(room, np.int64), np.empty(room, np.int64)
        longer_keys[:used], longer_values[:used] = keys[:used], values[:used]
        keys, values = longer_keys, longer_values
    starts[keep] = used
    while p < p_end or q < q_end:
        if q == q_end or (p < p_end and keys[p] < keys[q]):
            keys[used], values[used] = keys[p], values[p]
            p += 1
        elif p == p_end or keys[q] < keys[p]:
            keys[used], values[used] = keys[q], values[q]
            q += 1
        else:
            keys[used], values[used] = keys[p], values[p] + values[q]
            p += 1
            q += 1
        used += 1
    ends[keep] = used
    return Sums(keys, values, starts, ends), used


@kernel
def collect_neighbours(
    top: Int, targets: I64, weights: I64, following: I64, first: I64, last: I64, parent: I64, is_met: Bools, extras: I64,
    met: I64,
) -> Int:  # fmt: skip
    """Fill `met` with the groups that candidate pairs tie to group `top`, and shorten its list to one entry for each.

    Returns how many there are; extras: by group, to be filled with the sum of what these pairs get on top.
    """
    count, entry, previous = np.int64(0), first[top], np.int64(-1)
    while entry >= 0:
        other, after = find(parent, targets[entry]), following[entry]
        if other != top:
            if is_met[other]:
                extras[other] += weights[entry]
            else:
                is_met[other], extras[other], met[count] = True, weights[entry], other
                if previous < 0:
                    first[top] = entry
                else:
                    following[previous] = entry
                targets[entry], previous = other, entry
                count += 1
        entry = after
    if previous < 0:
        first[top] = last[top] = np.int64(-1)
    else:
        last[top], following[previous] = previous, np.int64(-1)
    entry = first[top]
    for _ in range(count):
        weights[entry] = extras[targets[entry]]
        is_met[targets[entry]] = False
        entry = following[entry]
    return count


@kernel
def merge_all(
    targets: I64, weights: I64, starts: I64, vectors: Sums, kinds: Sums, bonuses: I64, parent: I64, threshold: Int
) -> None:
    """Merge groups, the highest mean first, until none between neighbours reaches the threshold.

    A merge is proposed whenever one of its groups has changed; a proposal whose groups have changed since is void.

    targets, weights: candidate pairs, the other text and its extra; text i has starts[i]:starts[i + 1]; overwritten
    vectors, kinds, bonuses: sums of the texts; parent: by text, itself to begin with; filled with its group
    """
    count = len(parent)
    following = np.arange(1, len(targets) + 1)
    first, last = np.full(count, -1, np.int64), np.full(count, -1, np.int64)
    for text in range(count):
        if starts[text] < starts[text + 1]:
            first[text], last[text] = starts[text], starts[text + 1] - 1
            following[last[text]] = -1
    size, changes = np.ones(count, np.int64), np.zeros(count, np.int64)
    is_met, extras, met = np.zeros(count, np.bool_), np.zeros(count, np.int64), np.empty(count, np.int64)
    vectors_used, kinds_used = np.int64(len(vectors.keys)), np.int64(len(kinds.keys))
    proposals = [(np.int64(0), np.int64(0), np.int64(0), np.int64(0), np.int64(0))]
    proposals.pop()
    for text in range(count):
        for i in range(collect_neighbours(text, targets, weights, following, first, last, parent, is_met, extras, met)):
            other = met[i]
            if other > text:
                mean = mean_similarity(vectors, kinds, bonuses, size, extras[other], text, other)
                if mean >= threshold:
                    proposals.append((-mean, np.int64(text), other, np.int64(0), np.int64(0)))
    heapq.heapify(proposals)
    while len(proposals):
        _, keep, gone, keep_changes, gone_changes = heapq.heappop(proposals)
        if changes[keep] != keep_changes or changes[gone] != gone_changes:
            continue
        parent[gone] = keep
        changes[keep] += 1
        changes[gone] += 1
        vectors, vectors_used = add_sums(vectors, vectors_used, keep, gone)
        kinds, kinds_used = add_sums(kinds, kinds_used, keep, gone)
        bonuses[keep] += bonuses[gone]
        size[keep] += size[gone]
        if first[gone] >= 0:
            if first[keep] < 0:
                first[keep] = first[gone]
            else:
                following[last[keep]] = first[gone]
            last[keep] = last[gone]
        for i in range(collect_neighbours(keep, targets, weights, following, first, last, parent, is_met, extras, met)):
            other = met[i]
            mean = mean_similarity(vectors, kinds, bonuses, size, extras[other], keep, other)
            if mean >= threshold:
                low, high = min(keep, other), max(keep, other)
                heapq.heappush(proposals, (-mean, low, high, changes[low], changes[high]))
    for text in range(count):
        parent[text] = find(parent, text)
