"""What stands where two texts otherwise say the same: other facts in a template, other words in an edited copy.

Belongs here: comparing aligned texts gap by gap, and when two are fillings of one template. Does not: text in place of
other text (remainders), aligning them (alignment), which words are facts (facts), likeness of letters (overlap), the
learned score (score).

An editor or a scanner changes any word; who fills a template changes its names and numbers and nothing else. So two
texts are fillings of one template if far more facts differ in their gaps than other words do. Gaps that are too long
for that hold text that only one of the two has, or text in place of other text: columns whose slots are whole sentences
are told by these.
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.kernels import I64, U8, U64, Bools, Int, Pairs, inlined, kernel, longest, uncounted
from pipelines.core.matching.pairs import remainders
from pipelines.core.matching.pairs.alignment import (
    MAX_WORDS,
    Room,
    Runs,
    Side,
    align,
    find_runs,
    index_words,
    room_for,
    runs_for,
)
from pipelines.core.matching.pairs.facts import NAME, NUMBER, OTHER
from pipelines.core.matching.pairs.remainders import Own, count_both, count_common, count_other, count_own
from pipelines.core.matching.tokens import Words

SLOT = 12
"""Words of the longest gap that may be a slot, in either text."""

MAX_NAMES = 256
"""Limits the distinct names of a text that are counted as differing."""

MIN_DIFFERENT, MIN_SHARE, EXPLAINED_BY_DAMAGE, MAX_WORDS_PER_FACT = 3, 0.25, 0.8, 40
"""Two texts fill one template if at least MIN_DIFFERENT facts differ, if these are a larger share of the compared ones
than MIN_SHARE and what damage explains (this part of the share of other words that differ), and if there is one for
every MAX_WORDS_PER_FACT words that both texts have. One fact less will do if it is a name and no other word differs:
two facts may agree by chance, and an editor who corrects a name and a number changes other words too.
"""

OWN_COLUMNS = ("matched", "differ", "agree", "edited", "kept", "replaced", "longest_replaced", "left_new", "right_new",
           "recurring", "recurring_of", "names")  # fmt: skip
"""Columns counted here. Words of the left text that stand for words of the right. In slots: distinct facts that differ,
that agree, other words that differ, that agree; before the first run and behind the last, where one text may begin
earlier or go on, only words in place of others differ. In longer gaps, counting words that the other text lacks: those
in place of others, in all gaps and in the one with most; those of the left and of the right text. Distinct words of
RECURRING bytes or more that both texts have in one place and that the longer text has elsewhere again, and all of them.
Names among the facts that differ.
"""

OWN = len(OWN_COLUMNS)

COLUMNS = OWN_COLUMNS + remainders.COLUMNS
"""Columns of `compare`."""

RECURRING = 5
"""Bytes of the shortest word that shows by coming back that a text goes on about the same thing."""


class Marked(NamedTuple):
    """Texts as words with their kinds (facts), and whether they are quoted (quotes)."""

    words: Words
    facts: U8
    is_quoted: Bools


def has_other_facts(compared: I64) -> Bools:
    """Whether the texts of each pair are two fillings of one template: other facts stand in the same places.

    compared: rows of COLUMNS

    >>> rows = np.zeros((3, len(COLUMNS)), np.int64)
    >>> rows[:, :5] = [[80, 5, 2, 0, 70], [80, 5, 2, 150, 70], [400, 5, 2, 0, 390]]  # filled, scanned, edited
    >>> has_other_facts(rows).tolist()
    [True, False, False]
    """
    matched, differ, agree, edited, kept = compared.T[:5]
    share, damage = differ / (differ + agree + 1), edited / (edited + kept + 1)
    has_other_name = (compared[:, COLUMNS.index("names")] > 0) & (edited == 0)
    is_filled: Bools = (
        (differ >= MIN_DIFFERENT - has_other_name)
        & (share > MIN_SHARE + EXPLAINED_BY_DAMAGE * damage)
        & (differ * MAX_WORDS_PER_FACT >= matched)
    )
    return is_filled


def is_same_template(compared: I64) -> Bools:
    """Whether the texts of each pair are two fillings of one template, or columns of one tone, and so no copies;
    compared: rows of COLUMNS.
    """
    is_same: Bools = has_other_facts(compared) | remainders.has_other_sentences(
        compared[:, 0], compared[:, 2], compared[:, OWN:]
    )
    return is_same


def share_only_a_quote(compared: I64) -> Bools:
    """Whether all that the texts of each pair share is what somebody said; compared: rows of COLUMNS."""
    return remainders.share_a_quote(compared[:, 0], compared[:, OWN:])


class Seen(NamedTuple):
    """Scratch of `compare`: by id of a left word, the last pair in which the right text has it, or it was counted as
    differing or agreeing; names: of the right text that differ; known: how many
    """

    shared: I64
    differing: I64
    agreeing: I64
    names: U64
    known: I64


@inlined
def seen_for(words: Int) -> Seen:
    """Scratch for left texts of up to so many words."""
    return Seen(
        np.full(words, -1, np.int64), np.full(words, -1, np.int64), np.full(words, -1, np.int64),
        np.empty(MAX_NAMES, np.uint64), np.zeros(1, np.int64),
    )  # fmt: skip


@inlined
def side_of(marked: Marked, text: Int) -> Side:
    """The words of one text, up to MAX_WORDS."""
    first, end = marked.words.bounds[text], marked.words.bounds[text + 1]
    end = min(end, first + MAX_WORDS)
    words = marked.words
    return Side(words.hashes[first:end], words.starts[first:end], words.ends[first:end], marked.facts[first:end],
                marked.is_quoted[first:end])  # fmt: skip


@inlined
def kinds_of(marked: Marked, text: Int) -> U8:
    """The kinds of the words of one text (tokens)."""
    return marked.words.kinds[marked.words.bounds[text] : marked.words.bounds[text + 1]]


@inlined
def count_run(left: Side, first: Int, words: Int, ids: I64, agreed: I64, row: Int, out: I64) -> None:
    """Count the words of a run. agreed: by id, the last pair in which the fact was counted."""
    others, agreeing = np.int64(0), np.int64(0)
    for p in range(first, first + words):
        if left.facts[p] == OTHER:
            others += 1
        elif agreed[ids[p]] != row:
            agreed[ids[p]] = row
            agreeing += 1
    out[0] += words
    out[2] += agreeing
    out[4] += others


@inlined
def lacking(words: U64, facts: U8, first: Int, end: Int, kind: Int, others: U64, from_other: Int, to_other: Int) -> Int:
    """How many words of a kind in words[first:end] are not in others[from_other:to_other]."""
    count = 0
    for p in range(first, end):
        if facts[p] == kind:
            is_met = False
            for q in range(from_other, to_other):
                is_met |= others[q] == words[p]
            count += not is_met
    return count


@inlined
def other_numbers(left: Side, right: Side, first: Int, end: Int, from_right: Int, to_right: Int) -> Int:
    """Numbers of a slot that differ, of as many on both sides. Where the words behind them differ too, one fact may be
    written in two ways: in other units, as words, with other separators.
    """
    behind, behind_right = end, to_right
    while left.facts[behind - 1] != NUMBER:
        behind -= 1
    while right.facts[behind_right - 1] != NUMBER:
        behind_right -= 1
    if behind < end and behind_right < to_right:
        return np.int64(0)
    lost = lacking(left.words, left.facts, first, end, NUMBER, right.words, from_right, to_right)
    new = lacking(right.words, right.facts, from_right, to_right, NUMBER, left.words, first, end)
    return min(lost, new)


@inlined
def other_names(
    left: Side, right: Side, first: Int, end: Int, from_right: Int, to_right: Int, room: Room, seen: Seen, row: Int
) -> Int:
    """Names of a slot in place of others, that the other text has nowhere; each is counted once in a text."""
    lost, new = np.int64(0), np.int64(0)
    for p in range(first, end):
        word = room.ids[p]
        if left.facts[p] == NAME and seen.shared[word] != row and seen.differing[word] != row:
            seen.differing[word] = row
            lost += 1
    for q in range(from_right, to_right):
        if right.facts[q] == NAME and room.right_ids[q] < 0 and seen.known[0] < MAX_NAMES:
            is_known = False
            for i in range(seen.known[0]):
                is_known |= seen.names[i] == right.words[q]
            if not is_known:
                seen.names[seen.known[0]] = right.words[q]
                seen.known[0] += 1
                new += 1
    return min(lost, new)


@inlined
def count_gap(
    left: Side, right: Side, first: Int, end: Int, from_right: Int, to_right: Int, is_between: bool, room: Room,
    seen: Seen, row: Int, out: I64,
) -> None:  # fmt: skip
    """Count the words of left[first:end] and right[from_right:to_right], between two runs or beside one."""
    lost, new, edited, added = np.int64(0), np.int64(0), np.int64(0), np.int64(0)
    numbers, names, theirs, their_names = np.int64(0), np.int64(0), np.int64(0), np.int64(0)
    facts, their_facts, ids, right_ids, shared = left.facts, right.facts, room.ids, room.right_ids, seen.shared
    for p in range(first, end):
        is_lost = shared[ids[p]] != row
        lost += is_lost
        edited += is_lost and facts[p] == OTHER
        numbers += facts[p] == NUMBER
        names += facts[p] == NAME
    for q in range(from_right, to_right):
        is_new = right_ids[q] < 0
        new += is_new
        added += is_new and their_facts[q] == OTHER
        theirs += their_facts[q] == NUMBER
        their_names += their_facts[q] == NAME
    widest = max(end - first, to_right - from_right)
    count_other(widest, lost, new, is_between, out[OWN:])
    if widest > SLOT:
        out[5] += min(lost, new)
        out[6] = max(out[6], min(lost, new))
        out[7] += lost
        out[8] += new
        return
    out[3] += max(edited, added) if is_between else min(edited, added)
    if numbers and numbers == theirs:
        out[1] += other_numbers(left, right, first, end, from_right, to_right)
    if names and their_names:
        differing = other_names(left, right, first, end, from_right, to_right, room, seen, row)
        out[1] += differing
        out[11] += differing


@inlined
def count_recurring(
    left: Side, right: Side, runs: Runs, count: Int, room: Room, seen: Seen, row: Int, out: I64
) -> None:
    """Count the words of RECURRING bytes in gaps of the longer text, and those of them that the other text has."""
    is_left = len(left.words) >= len(right.words)
    side, places = (left, runs.left) if is_left else (right, runs.right)
    met, counted = np.int64(0), np.int64(0)
    for r in range(count + 1):
        first = places[r - 1] + runs.words[r - 1] if r else 0
        for p in range(first, places[r] if r < count else len(side.words)):
            is_long = side.ends[p] - side.starts[p] >= RECURRING
            is_met = seen.shared[room.ids[p]] == row if is_left else room.right_ids[p] >= 0
            met += is_long & is_met
            counted += is_long
    out[9], out[10] = met, counted


@uncounted
def compare_pairs(left: Marked, right: Marked, pairs: Pairs, room: Room, seen: Seen, runs: Runs, out: I64) -> None:
    """Fill the rows of `compare`; room, seen, runs: scratch for the longest texts."""
    held, table, own = np.int64(-1), room.table, Own(np.int64(0), np.int64(0), np.int64(0))
    for row in range(len(pairs)):
        one, two = side_of(left, pairs[row, 0]), side_of(right, pairs[row, 1])
        if pairs[row, 0] != held:
            held, table = pairs[row, 0], index_words(one.words, room)
            own = count_own(one, kinds_of(left, held))
        align(one.words, two.words, table, room)
        seen.known[0] = 0
        for q in range(len(two.words)):
            if room.right_ids[q] >= 0:
                seen.shared[room.right_ids[q]] = row
        count = find_runs(one, two, room.match, runs)
        for r in range(count + 1):
            first = runs.left[r - 1] + runs.words[r - 1] if r else 0
            other = runs.right[r - 1] + runs.words[r - 1] if r else 0
            end = runs.left[r] if r < count else len(one.words)
            to_right = runs.right[r] if r < count else len(two.words)
            count_gap(one, two, first, end, other, to_right, 0 < r < count, room, seen, row, out[row])
            if r < count:
                count_run(one, end, runs.words[r], room.ids, seen.agreeing, row, out[row])
        count_recurring(one, two, runs, count, room, seen, row, out[row])
        count_common(one, two, runs, count, out[row, OWN:])
        count_both(own, count_own(two, kinds_of(right, pairs[row, 1])), out[row, OWN:])


@kernel
def compare(left: Marked, right: Marked, pairs: Pairs) -> I64:
    """A row of COLUMNS for each pair (text of `left`, text of `right`), best sorted by the first.

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.pairs.facts import facts
    >>> from pipelines.core.matching.pairs.quotes import quoted
    >>> from pipelines.core.matching.tokens import split
    >>> texts = pa.array(["Mr Ax sold 3 boats to the harbour of Ey", "Mr Bo sold 5 boats to the harbour of Su"])
    >>> both = Marked(split(texts), facts(texts, split(texts)), quoted(texts, split(texts)))
    >>> dict(zip(COLUMNS, compare(both, both, np.array([[0, 1]]))[0].tolist()))["differ"]
    3
    """
    out = np.zeros((len(pairs), len(COLUMNS)), np.int64)
    most, others = min(longest(left.words.bounds), MAX_WORDS), min(longest(right.words.bounds), MAX_WORDS)
    room, seen = room_for(most, others), seen_for(most)
    compare_pairs(left, right, pairs, room, seen, runs_for(most), out)
    return out
