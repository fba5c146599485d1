"""What a text is about: its heaviest terms with static weights, its length and the days of the week it names.

Belongs here: terms of one text. Does not: comparing texts (similarity), candidate keys (keys), frequencies.

A term is a word without its plural s (in languages that inflect much: its first letters), or a number with its
separators. It weighs the more the less likely a text of this length would hold it by chance, so long texts rest on
rare words and teasers on plain ones too. Title and opening count most, for they say what happened.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from numba import njit, uint8, uint64

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import FNV, I64, U8, mix
from pipelines.core.matching.stories import frequencies, weekdays
from pipelines.core.matching.stories.frequencies import Frequencies

KEPT_TERMS = 96
"""Terms kept a text, the heaviest: on labelled stories 64 lose nothing on teasers and a little on long texts, 128
gain nothing.
"""

TITLE_COUNT, LEAD_COUNT, REST_COUNT = 3.0, 1.0, 0.25
"""What one occurrence counts in the title, in the first words and after them; from 2 to 4 and .15 to .4 much alike."""

LEAD_WORDS = 100

CHANCE = 0.5
"""Half of a text's words are repeats or function words: the chance to hold a word is taken over this share of them."""

DAMPING = 0.7
"""Exponent of the weight by rarity: rare words count more, but not as much more as independence would have it."""

PREFIX_LETTERS = 6
INFLECTED = frozenset(
    "ar be bg bs cs el et eu fi hr hu hy is ka kk lt lv mk mn pl ro ru sh sk sl sq sr tr uk".split()  # noqa: SIM905
)
"""Languages whose nouns change their ends by case or suffix: a term is a word's first six letters there."""

UNIT = 32767
"""Weights are integers, the length of a whole text's vector being this: sums are exact, whatever their order."""

YEAR_SHARE, NUMBER_SHARES = 1e-4, (1.0, 1e-3, 1e-4, 1e-5)
"""Frequency taken for a year, and for other numbers by digits (the last: three and more); none are listed."""

SEPARATORS = (ord(","), ord("."))
"""Between two groups of digits they belong to the number: 6.6, 15,000."""

UNREAD, NOTHING = -1.0, -2.0
"""Stand for a frequency that is still to be looked up, and for a contraction such as "wasn't", which is no term."""

COMPILED_WITH = 1
"""Raise it when words.py or frequencies.py changes: numba knows a cached kernel by the time of its own file alone, and
`scan_terms` holds compiled copies of theirs.
"""

LINE_FEED = pa.scalar("\n", pa.large_string())

NO_LIST = 2
"""Size of the empty table of a language without a list."""

Int16 = npt.NDArray[np.int16]
Int32 = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of a batch of texts; those of text i stand at bounds[i]:bounds[i + 1], by ascending hash.

    hashes: 32 bits of each term; weights: 1 to UNIT; starts, ends: bytes of the first occurrence in title, line feed,
    body; lengths: words a text; days: bits of the days of the week named in title and opening, Monday the lowest
    """

    hashes: Int32
    weights: Int16
    starts: Int32
    ends: Int32
    bounds: I64
    lengths: Int32
    days: U8


@njit(nogil=True, cache=True)
def read_number(data, start, end):  # type: ignore[no-untyped-def]
    """(ASCII digits, the first two as a number) of the word at data[start:end]."""
    digits, first = 0, 0
    for p in range(start, end):
        if 48 <= data[p] <= 57:
            if digits < 2:
                first = first * 10 + (data[p] - 48)
            digits += 1
    return digits, first


@njit(nogil=True, cache=True)
def stem_end(data, start, end, prefix):  # type: ignore[no-untyped-def]
    """Where the stem of the word at data[start:end] ends: after `prefix` letters if any, else before a plural s."""
    if prefix:
        letters, p = 0, start
        while p < end:
            if data[p] & 0xC0 != 0x80:
                if letters == prefix:
                    return p
                letters += 1
            p += 1
        return end
    is_plural = end - start > 3 and data[end - 1] == 115 and data[end - 2] != 115
    return end - 1 if is_plural else end


@njit(nogil=True, cache=True)
def apostrophe_tail(data, end, k, last, base, starts, ends):  # type: ignore[no-untyped-def]
    """What follows the word that ends at `end`: 1 for 's, 2 for 't, 've and the like (of a contraction), else 0."""
    if k >= last or ends[k] - starts[k] > 2:
        return 0
    gap = base + starts[k] - end
    straight = gap == 1 and data[end] == 39
    curly = gap == 3 and data[end] == 0xE2 and data[end + 1] == 0x80 and data[end + 2] == 0x99
    if not straight and not curly:
        return 0
    return 1 if ends[k] - starts[k] == 1 and data[base + starts[k]] in (83, 115) else 2


@njit(nogil=True, cache=True)
def slot_of(stem, slots, out_hash):  # type: ignore[no-untyped-def]
    """The slot that names the term with this hash, or the empty one where it belongs."""
    mask = uint64(len(slots) - 1)
    slot = stem & mask
    while slots[slot] >= 0 and out_hash[slots[slot]] != stem:
        slot = (slot + uint64(1)) & mask
    return slot


@njit(nogil=True, cache=True)
def clear_slots(count, slots, out_hash):  # type: ignore[no-untyped-def]
    """Empty the slots of `count` terms again."""
    mask = uint64(len(slots) - 1)
    for t in range(count):
        slot = out_hash[t] & mask
        while slots[slot] >= 0:
            slots[slot] = -1
            slot = (slot + uint64(1)) & mask


@njit(nogil=True, cache=True)
def read_term(data, base, k, last, split, prefix, characters):  # type: ignore[no-untyped-def]
    """(word hash, term hash, frequency, UNREAD or NOTHING, end, next word) of the word k and what belongs to it."""
    hashes, starts, ends, kinds = split
    word, start, end, kind = hashes[k], base + starts[k], base + ends[k], kinds[k]
    k += 1
    digits, first = read_number(data, start, end) if kind & tokens.DIGIT else (0, 0)
    if digits:
        while k < last and kinds[k] & tokens.DIGIT and base + starts[k] == end + 1 and data[end] in SEPARATORS:
            word, digits = mix(word * FNV + hashes[k]), digits + ends[k] - starts[k]
            end = base + ends[k]
            k += 1
        if digits == 4 and end - start == 4 and (first == 19 or first == 20):
            return word, word, YEAR_SHARE, end, k
        return word, word, NUMBER_SHARES[min(digits, 3)], end, k
    tail = apostrophe_tail(data, end, k, last, base, starts, ends)
    if tail:
        k += 1
        if tail > 1:
            return word, word, NOTHING, end, k
    stem, stop = word, end if kind & tokens.UNSPACED else stem_end(data, start, end, prefix)
    if stop < end:
        stem = tokens.read_word(data, start, stop, characters[0], characters[1])[0]
    return word, stem, UNREAD, end, k


@njit(nogil=True, cache=True)
def share_of(word, stem, size, kind, language):  # type: ignore[no-untyped-def]
    """Frequency of a word: the larger of its own and its stem's; by its bytes where the language has no list."""
    table_hash, table_share, _, by_length = language
    if len(table_hash) == NO_LIST:
        return by_length[min(size, len(by_length) - 1)]
    listed = max(frequencies.look_up(word, table_hash, table_share), frequencies.look_up(stem, table_hash, table_share))
    return max(listed, frequencies.UNKNOWN_PAIR if kind & tokens.UNSPACED else frequencies.UNKNOWN)


@njit(nogil=True, cache=True)
def count_terms(data, base, title, first, last, split, language, days, characters, out):  # type: ignore[no-untyped-def]
    """Fill `out` with the distinct terms of the words first to last; returns (how many, bits of the days named).

    base: byte the text begins at; title: bytes of its title; split: hashes, starts, ends, kinds of all words
    language: its hashes, shares, prefix, shares by length; days: hashes and bits of its days of the week
    out: hash, last word, frequency, count, start and end of each term, and empty slots, a power of two over the words
    """
    out_hash, out_word, out_share, out_count, out_start, out_end, slots = out
    count, named, k, body = 0, uint8(0), first, 0
    while k < last:
        start, kind = split[1][k], split[3][k]
        word, stem, share, end, k = read_term(data, base, k, last, split, language[2], characters)
        is_title = start < title
        body += 0 if is_title else 1
        if is_title or body <= LEAD_WORDS:
            for d in range(len(days[0])):
                named |= days[1][d] if days[0][d] == word else uint8(0)
        if share == NOTHING:
            continue
        slot = slot_of(stem, slots, out_hash)
        if slots[slot] < 0:
            slots[slot] = count
            out_hash[count], out_word[count], out_share[count], out_count[count] = stem, ~word, 0.0, 0.0
            out_start[count], out_end[count] = start, end - base
            count += 1
        t = slots[slot]
        if out_word[t] != word:  # a word that comes again is not looked up again
            share = share_of(word, stem, end - base - start, kind, language) if share == UNREAD else share
            out_word[t], out_share[t] = word, max(out_share[t], share)
        out_count[t] += TITLE_COUNT if is_title else LEAD_COUNT if body <= LEAD_WORDS else REST_COUNT
    clear_slots(count, slots, out_hash)
    return count, named


@njit(nogil=True, cache=True)
def weigh(count, length, out_share, out_count, weights):  # type: ignore[no-untyped-def]
    """Weights of a text's terms as integers, the whole vector of length UNIT.

    The chance that a text of n words holds a word of frequency f is 1 - exp(-f n); a weight is its logarithm.
    """
    norm = 0.0
    for t in range(count):
        chance = -np.expm1(-out_share[t] * CHANCE * length)
        weights[t] = (-np.log10(chance)) ** DAMPING * np.sqrt(out_count[t])
        norm += weights[t] * weights[t]
    norm = UNIT / np.sqrt(norm) if norm > 0 else 0.0
    for t in range(count):
        weights[t] = np.rint(weights[t] * norm)


@njit(nogil=True, cache=True)
def heaviest(weights, hashes):  # type: ignore[no-untyped-def]
    """Places of the KEPT_TERMS largest weights, of equal ones those with the smallest hashes; by ascending hash."""
    places = np.arange(len(weights))
    if len(weights) > KEPT_TERMS:
        least = np.partition(weights, len(weights) - KEPT_TERMS)[len(weights) - KEPT_TERMS]
        above, level = places[weights > least], places[weights == least]
        level = level[np.argsort(hashes[level], kind="mergesort")]
        places = np.concatenate((above, level[: KEPT_TERMS - len(above)]))
    return places[np.argsort(hashes[places], kind="mergesort")]


@njit(nogil=True, cache=True)
def scan_terms(data, offsets, titles, bounds, split, language, days, characters, kept):  # type: ignore[no-untyped-def]
    """Fill the arrays of `Terms` in `kept`; they must have room for KEPT_TERMS a text. Returns how many."""
    keep_hash, keep_weight, keep_start, keep_end, keep_bounds, keep_days = kept
    longest = 1
    for text in range(len(titles)):
        longest = max(longest, bounds[text + 1] - bounds[text])
    size = 2
    while size < 2 * longest:
        size *= 2
    out_hash, out_word = np.empty(longest, np.uint64), np.empty(longest, np.uint64)
    out_share, out_count = np.empty(longest), np.empty(longest)
    out_start, out_end, slots = np.empty(longest, np.int32), np.empty(longest, np.int32), np.full(size, -1, np.int32)
    out, weights, total = (out_hash, out_word, out_share, out_count, out_start, out_end, slots), np.empty(longest), 0
    for text in range(len(titles)):
        first, last = bounds[text], bounds[text + 1]
        count, keep_days[text] = count_terms(
            data, offsets[text], titles[text], first, last, split, language, days, characters, out
        )
        weigh(count, last - first, out_share, out_count, weights)
        signed = (out_hash[:count] >> np.uint64(32)).astype(np.uint32).view(np.int32)
        for t in heaviest(weights[:count], signed):
            if weights[t] >= 1:
                keep_hash[total], keep_weight[total] = signed[t], weights[t]
                keep_start[total], keep_end[total] = out_start[t], out_end[t]
                total += 1
        keep_bounds[text + 1] = total
    return total


def joined(titles: "pa.Array[Any]", bodies: "pa.Array[Any]") -> "tuple[I64, pa.Array[Any]]":
    """(bytes of each title, texts of title, line feed and body); NULL counts as empty.

    >>> heads, texts = joined(pa.array(["é", None]), pa.array(["b", "c"]))
    >>> heads.tolist(), texts.to_pylist()
    ([2, 0], ['é\\nb', '\\nc'])
    """
    first: Any = titles.cast(pa.large_string()).fill_null("")
    second: Any = bodies.cast(pa.large_string()).fill_null("")
    heads = pc.binary_length(first).to_numpy(zero_copy_only=False).astype(np.int64)
    return heads, pc.binary_join_element_wise(first, second, LINE_FEED)


def of_texts(
    titles: "pa.Array[Any]", bodies: "pa.Array[Any]", language: str | None, frequency: Frequencies | None = None
) -> Terms:
    """The terms of texts of one language (ISO 639-1; None: unknown); NULL counts as empty.

    frequency: of words in that language, as `frequencies.of` gives it, if the caller has it already

    >>> terms = of_texts(pa.array(["Ferry sinks"]), pa.array(["A ferry sank off Norholm on Monday."]), "en")
    >>> text = "Ferry sinks\\nA ferry sank off Norholm on Monday."
    >>> heaviest = np.argsort(-terms.weights)[:4]
    >>> [text[terms.starts[t] : terms.ends[t]] for t in heaviest]
    ['Ferry', 'sinks', 'Norholm', 'sank']
    >>> terms.bounds.tolist(), terms.lengths.tolist(), terms.days.tolist()
    ([0, 8], [9], [1])
    """
    heads, texts = joined(titles, bodies)
    split = tokens.split(texts)
    data, offsets = tokens.text_buffers(texts)
    frequency, prefix = frequency or frequencies.of(language), PREFIX_LETTERS if language in INFLECTED else 0
    room, count = min(len(split.hashes), KEPT_TERMS * len(texts)), len(texts)
    hashes, weights = np.empty(room, np.int32), np.empty(room, np.int16)
    starts, ends = np.empty(room, np.int32), np.empty(room, np.int32)
    bounds, days = np.zeros(count + 1, np.int64), np.zeros(count, np.uint8)
    total = scan_terms(
        data,
        offsets,
        heads,
        split.bounds,
        (split.hashes, split.starts, split.ends, split.kinds),
        (frequency.hashes, frequency.shares, prefix, np.array(frequencies.BY_LENGTH)),
        weekdays.table(language),
        tokens.character_tables(),
        (hashes, weights, starts, ends, bounds, days),
    )
    lengths = np.diff(split.bounds).astype(np.int32)
    return Terms(hashes[:total], weights[:total], starts[:total], ends[:total], bounds, lengths, days)
