"""Average linkage of texts by similarity: groups are merged by the exact mean over all pairs between them.

Belongs here: sums of groups, and merging the best pairs of groups first. Does not: the similarity of two texts
(similarity), which pairs are candidates (candidates), rules of people (clustering.constraints).

The mean over the pairs of two groups follows from the sums of their weight vectors, their bonuses and their counts of
equal days, weekdays and frames: no pair has to be visited or stored. Groups are merged only if a candidate pair lies
between them, the highest mean first, of equal ones that of the smaller numbers: so the result depends on the texts, the
pairs and the order of the numbers alone, and each group results from its own texts as it does from all.
"""

import heapq
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipelines.core.matching.clustering.linkage import components, find, parts
from pipelines.core.matching.kernels import I32, I64, Bools, Int, Pairs, kernel
from pipelines.core.matching.stories import similarity
from pipelines.core.matching.stories.similarity import Texts, taken
from pipelines.core.matching.stories.weights import I16

DAY_ORIGIN, WIDTH_BITS, WEEKDAY_BITS, FRAME_BITS = 1 << 20, 10, 8, 7
"""A kind of text is one number: first day after -DAY_ORIGIN, days of its interval, weekdays and whether it is undated,
frame.
"""

PAIRS_PER_PART = 500_000
"""Candidate pairs that are linked at a time, with texts that have ten of them each and two kilobytes of sums."""

UNKNOWN_LOSS = -1
"""In place of what is taken away, which is never less than nothing: it is still to be added up."""


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

    def clusters(self, pairs: Pairs, scores: I64, threshold: int) -> I64:
        """The smallest number in each text's group. pairs, scores: in place of the graph's own."""
        return link(self.texts, pairs, scores, threshold)


class Sums(NamedTuple):
    """The sums of groups, slices of one list that grows: group g has starts[g]:ends[g], keys ascending."""

    keys: I32
    values: I64
    starts: I64
    ends: I64


class Groups(NamedTuple):
    """What is summed up over the texts of each group.

    vectors: weights by term; kinds: texts by kind; numbers: kinds by their place; bonuses: of the texts; size: how many
    """

    vectors: Sums
    kinds: Sums
    numbers: I64
    bonuses: I64
    size: I64


class Lists(NamedTuple):
    """A linked list of neighbours for each group, from first[g] along `following` to last[g]; -1: none.

    targets: the other text of a candidate pair; extras: what the pair gets on top
    """

    targets: I64
    extras: I64
    following: I64
    first: I64
    last: I64


def link(texts: Texts, pairs: Pairs, scores: I64, threshold: int) -> I64:
    """The smallest number in each text's group.

    pairs: shape (n, 2), in either direction; of a pair that occurs twice the scores add up
    scores: what each pair gets on top of its similarity
    threshold: least mean, out of SCALE
    """
    group = np.arange(len(texts.bonuses))
    part = parts(components(pairs[:, 0], pairs[:, 1], len(group)), pairs[:, 0], PAIRS_PER_PART)
    has_pair = np.zeros(len(group), np.bool_)
    has_pair[pairs] = True
    for number in np.unique(part[has_pair]):
        chosen, inner = np.flatnonzero(has_pair & (part == number)), part[pairs[:, 0]] == number
        places = np.searchsorted(chosen, pairs[inner])
        group[chosen] = chosen[link_part(taken(texts, chosen), places, scores[inner], threshold)]
    return group


def link_part(texts: Texts, pairs: Pairs, scores: I64, threshold: int) -> I64:
    """As `link`, all texts at once."""
    places = np.arange(len(texts.bonuses))
    numbers, kind = np.unique(kinds_of(texts), return_inverse=True)
    kinds = with_room(kind.astype(np.int32), np.ones(len(places), np.int64), np.arange(len(places) + 1))
    vectors = with_room(texts.terms, texts.weights, texts.bounds)
    groups = Groups(vectors, kinds, numbers, texts.bonuses.copy(), np.ones(len(places), np.int64))
    merge_all(neighbours(pairs, scores, len(places)), groups, places, np.int64(threshold))
    return places


def neighbours(pairs: Pairs, scores: I64, count: int) -> Lists:
    """The lists of neighbours of the texts 0 to count - 1."""
    sources = np.concatenate([pairs[:, 0], pairs[:, 1]])
    order = np.argsort(sources, kind="stable")
    starts = np.searchsorted(sources[order], np.arange(count + 1)).astype(np.int64)
    return chain(np.concatenate([pairs[:, 1], pairs[:, 0]])[order], np.tile(scores, 2)[order], starts)


def with_room(keys: I32, values: I16 | I64, bounds: I64) -> Sums:
    """Sums of the entries bounds[i]:bounds[i + 1] of each group, with room for a quarter more.

    A group that absorbs another has no more entries than both had, so this room lasts until the end, unless a few
    groups hold most entries.
    """
    room, used = len(keys) * 5 // 4, len(keys)
    sums = Sums(np.empty(room, np.int32), np.empty(room, np.int64), bounds[:-1].copy(), bounds[1:].copy())
    sums.keys[:used], sums.values[:used] = keys, values
    return sums


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
def fill_means(groups: Groups, top: Int, others: I64, extras: I64, products: I64, losses: I64, means: I64) -> None:
    """Fill `means` with the mean over the pairs between group `top` and each of the others, rounded down.

    extras: by group, sum of what its pairs with `top` get on top
    products: room by term, zeros; losses: room by kind, UNKNOWN_LOSS; both are left as they were
    """
    if not len(others):
        return
    vectors, kinds, numbers, bonuses, size = groups
    for p in range(vectors.starts[top], vectors.ends[top]):
        products[vectors.keys[p]] = vectors.values[p]
    for i in range(len(others)):
        other, dot, loss = others[i], np.int64(0), np.int64(0)
        for q in range(vectors.starts[other], vectors.ends[other]):
            dot += vectors.values[q] * products[vectors.keys[q]]
        for q in range(kinds.starts[other], kinds.ends[other]):
            kind = kinds.keys[q]
            if losses[kind] == UNKNOWN_LOSS:
                losses[kind] = loss_of_kind(kinds, numbers, top, numbers[kind])
            loss += kinds.values[q] * losses[kind]
        total = similarity.scaled(dot) + bonuses[top] * size[other] + bonuses[other] * size[top] + extras[other] - loss
        means[i] = total // (size[top] * size[other])
    for p in range(vectors.starts[top], vectors.ends[top]):
        products[vectors.keys[p]] = 0
    for i in range(len(others)):
        for q in range(kinds.starts[others[i]], kinds.ends[others[i]]):
            losses[kinds.keys[q]] = UNKNOWN_LOSS


@kernel
def loss_of_kind(kinds: Sums, numbers: I64, group: Int, kind: Int) -> np.int64:
    """What is taken away for a text of this kind and all texts of a group together."""
    loss = np.int64(0)
    for p in range(kinds.starts[group], kinds.ends[group]):
        loss += kinds.values[p] * malus_of_kinds(numbers[kinds.keys[p]], kind)
    return loss


@kernel
def make_room(sums: Sums, used: np.int64, needed: Int, parent: I64) -> tuple[Sums, np.int64]:
    """(sums with room for `needed` more entries, entries used); entries of absorbed groups are dropped for it."""
    keys, values, starts, ends = sums
    if used + needed <= len(keys):
        return sums, used
    kept = np.flatnonzero(parent == np.arange(len(parent)))
    used = np.int64(0)
    for group in kept[np.argsort(starts[kept])]:  # in the order of their entries, which then move down only
        start, size = starts[group], ends[group] - starts[group]
        for i in range(size):
            keys[used + i], values[used + i] = keys[start + i], values[start + i]
        starts[group], ends[group] = used, used + size
        used += size
    if used + needed <= len(keys):
        return sums, used
    more_keys, more_values = np.empty((used + needed) * 5 // 4, np.int32), np.empty((used + needed) * 5 // 4, np.int64)
    more_keys[:used], more_values[:used] = keys[:used], values[:used]
    return Sums(more_keys, more_values, starts, ends), used


@kernel
def add_sums(sums: Sums, used: np.int64, keep: Int, gone: Int, parent: I64) -> tuple[Sums, np.int64]:
    """(sums in which group `keep` has absorbed `gone`, entries used)."""
    needed = sums.ends[keep] - sums.starts[keep] + sums.ends[gone] - sums.starts[gone]
    sums, used = make_room(sums, used, needed, parent)
    keys, values, starts, ends = sums
    p, p_end, q, q_end = starts[keep], ends[keep], starts[gone], ends[gone]
    starts[keep] = used
    while p < p_end or q < q_end:
        takes_left = q == q_end or (p < p_end and keys[p] <= keys[q])
        takes_right = p == p_end or (q < q_end and keys[q] <= keys[p])
        keys[used] = keys[p] if takes_left else keys[q]
        values[used] = (values[p] if takes_left else 0) + (values[q] if takes_right else 0)
        p, q, used = p + takes_left, q + takes_right, used + 1
    ends[keep] = used
    return Sums(keys, values, starts, ends), used


@kernel
def chain(targets: I64, extras: I64, starts: I64) -> Lists:
    """The lists of neighbours of the texts; text i has the entries starts[i]:starts[i + 1]."""
    count = len(starts) - 1
    following = np.arange(1, len(targets) + 1)
    first, last = np.full(count, -1, np.int64), np.full(count, -1, np.int64)
    for text in range(count):
        if starts[text] < starts[text + 1]:
            first[text], last[text] = starts[text], starts[text + 1] - 1
            following[last[text]] = -1
    return Lists(targets, extras, following, first, last)


@kernel
def append_list(lists: Lists, keep: Int, gone: Int) -> None:
    """Append the list of group `gone` to that of group `keep`."""
    if lists.first[gone] >= 0:
        if lists.first[keep] < 0:
            lists.first[keep] = lists.first[gone]
        else:
            lists.following[lists.last[keep]] = lists.first[gone]
        lists.last[keep] = lists.last[gone]


@kernel
def collect_neighbours(lists: Lists, top: Int, parent: I64, sums: I64, is_met: Bools, met: I64) -> np.int64:
    """Fill `met` with the groups that candidate pairs tie to group `top`, and shorten its list to one entry for each.

    Returns how many there are; sums: by group, to be filled with what these pairs get on top.
    """
    targets, extras, following, first, last = lists
    count, entry, previous = np.int64(0), first[top], np.int64(-1)
    first[top] = np.int64(-1)
    while entry >= 0:
        other, after = find(parent, targets[entry]), following[entry]
        if other != top and is_met[other]:
            sums[other] += extras[entry]
        elif other != top:
            is_met[other], sums[other], met[count] = True, extras[entry], other
            if previous < 0:
                first[top] = entry
            else:
                following[previous] = entry
            targets[entry], previous = other, entry
            count += 1
        entry = after
    last[top] = previous
    if previous >= 0:
        following[previous] = np.int64(-1)
    entry = first[top]
    for _ in range(count):
        extras[entry] = sums[targets[entry]]
        is_met[targets[entry]] = False
        entry = following[entry]
    return count


@kernel
def merge_all(lists: Lists, groups: Groups, parent: I64, threshold: Int) -> None:
    """Merge groups, the highest mean first, until none between neighbours reaches the threshold.

    A merge is proposed when one of its groups has changed; a proposal whose groups have changed since is void.

    groups: each of one text
    parent: by text, itself to begin with; filled with its group
    """
    vectors, kinds, numbers, bonuses, size = groups
    count = len(parent)
    changes, is_met, extras = np.zeros(count, np.int64), np.zeros(count, np.bool_), np.zeros(count, np.int64)
    met, means = np.empty(count, np.int64), np.empty(count, np.int64)
    products = np.zeros(np.max(vectors.keys[: np.max(vectors.ends)]) + 1 if np.max(vectors.ends) else 0, np.int64)
    losses = np.full(len(numbers), UNKNOWN_LOSS, np.int64)
    vectors_used, kinds_used = np.max(vectors.ends), np.max(kinds.ends)
    proposals = [(np.int64(0), np.int64(0), np.int64(0), np.int64(0), np.int64(0))]
    proposals.pop()
    for top in range(count):
        others = met[: collect_neighbours(lists, top, parent, extras, is_met, met)]
        others = others[others > top]
        fill_means(groups, top, others, extras, products, losses, means)
        for i in range(len(others)):
            if means[i] >= threshold:
                proposals.append((-means[i], np.int64(top), others[i], np.int64(0), np.int64(0)))
    heapq.heapify(proposals)
    while len(proposals):
        _, keep, gone, keep_changes, gone_changes = heapq.heappop(proposals)
        if changes[keep] != keep_changes or changes[gone] != gone_changes:
            continue
        vectors, vectors_used = add_sums(vectors, vectors_used, keep, gone, parent)
        kinds, kinds_used = add_sums(kinds, kinds_used, keep, gone, parent)
        bonuses[keep] += bonuses[gone]
        size[keep] += size[gone]
        append_list(lists, keep, gone)
        parent[gone], changes[keep], changes[gone] = keep, changes[keep] + 1, changes[gone] + 1
        others = met[: collect_neighbours(lists, keep, parent, extras, is_met, met)]
        groups = Groups(vectors, kinds, numbers, bonuses, size)
        fill_means(groups, keep, others, extras, products, losses, means)
        for i in range(len(others)):
            if means[i] >= threshold:
                low, high = min(keep, others[i]), max(keep, others[i])
                heapq.heappush(proposals, (-means[i], low, high, changes[low], changes[high]))
    for text in range(count):
        parent[text] = find(parent, text)
