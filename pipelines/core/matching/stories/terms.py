"""What a text is about: its terms, how often they occur, how rare they are, its length and the weekdays it names.

Belongs here: counting and choosing the terms of one text. Does not: which words make a term (term_reading), how it is
spelled (spellings), what it weighs (weights), comparing texts (similarity).

A term is a word without its plural s (in languages that inflect much: its first letters), or a number with its
separators. Of each text those terms are kept that are least likely to occur by chance in a text of its length. Title
and opening count most, because they say what happened.
"""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numba import uint8

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import F64, I32, I64, U8, U64, Int, find_slot, kernel, slots_for
from pipelines.core.matching.stories.frequencies import Frequencies
from pipelines.core.matching.stories.term_reading import NO_TERM, NOT_LOOKED_UP, Language, read_term, rules_of, share_of
from pipelines.core.matching.tokens import Words

TERMS_PER_TEXT = 128
"""Limits the terms of a text, to those least likely by chance."""

TITLE_COUNT, LEAD_COUNT, REST_COUNT = 3.0, 1.0, 0.25
"""What one occurrence counts in the title, in the first words and after them."""

LEAD_WORDS = 100
"""Limits the opening of a body, which counts more and in which weekdays are read."""

CHANCE, DAMPING = 0.5, 0.7
"""Share of a text's words that counts as its length, and exponent of the rarity, where the kept terms are chosen."""

COUNT_UNIT, RARITY_UNIT = 4, 25
"""Scale of stored counts, and of stored rarities: negative decimal logarithms of shares of running text."""

LINE_FEED = pa.scalar("\n", pa.large_string())


class Terms(NamedTuple):
    """Terms of a batch of texts; those of text i are at bounds[i]:bounds[i + 1], by ascending hash.

    hashes: 32 bits of each term; counts: weighted occurrences by COUNT_UNIT; rarities: by RARITY_UNIT; starts, ends:
    bytes of the first occurrence in title, line feed, body; lengths: words of each text; weekdays: bits of the
    weekdays named in title and opening, Monday the lowest
    """

    hashes: I32
    counts: U8
    rarities: U8
    starts: I32
    ends: I32
    bounds: I64
    lengths: I32
    weekdays: U8


class Counts(NamedTuple):
    """Distinct terms of one text, and room for more.

    hashes: of the terms; words: hash of the last word counted; shares: frequency; counts: weighted occurrences
    starts, ends: bytes of the first occurrence; slots: hash table of the terms (kernels.find_slot), empty between texts
    """

    hashes: U64
    words: U64
    shares: F64
    counts: F64
    starts: I32
    ends: I32
    slots: I32


@kernel
def clear_slots(hashes: U64, slots: I32) -> None:
    """Empty the hash table of these terms."""
    mask = np.uint64(len(slots) - 1)
    for t in range(len(hashes)):
        slot = hashes[t] & mask
        while slots[slot] >= 0:
            slots[slot] = -1
            slot = (slot + np.uint64(1)) & mask


@kernel
def count_terms(
    data: U8, base: Int, title: Int, first: Int, last: Int, words: Words, language: Language, kinds: U8, folds: U64,
    out: Counts,
) -> tuple[int, np.uint8]:  # fmt: skip
    """(distinct terms of the words from first to before last, written to `out`; bits of the weekdays named).

    base: byte at which the text begins; title: bytes of its title
    kinds, folds: of tokens.character_tables
    """
    count, days, k, body = 0, uint8(0), first, 0
    while k < last:
        start, is_unspaced = words.starts[k], words.kinds[k] & tokens.UNSPACED > 0
        word, stem, share, end, k = read_term(data, base, k, last, words, language.prefix_letters, kinds, folds)
        is_title = start < title
        body += 0 if is_title else 1
        if is_title or body <= LEAD_WORDS:
            for d in range(len(language.day_hashes)):
                days |= language.day_bits[d] if language.day_hashes[d] == word else uint8(0)
        if share == NO_TERM:
            continue
        slot = find_slot(stem, stem, out.hashes, out.slots)
        if out.slots[slot] < 0:
            out.slots[slot] = count
            out.hashes[count], out.words[count], out.shares[count], out.counts[count] = stem, ~word, 0.0, 0.0
            out.starts[count], out.ends[count] = start, end - base
            count += 1
        t = out.slots[slot]
        if out.words[t] != word:  # a word that repeats is looked up once
            share = share_of(word, stem, end - base - start, is_unspaced, language) if share == NOT_LOOKED_UP else share
            out.words[t], out.shares[t] = word, max(out.shares[t], share)
        out.counts[t] += TITLE_COUNT if is_title else LEAD_COUNT if body <= LEAD_WORDS else REST_COUNT
    clear_slots(out.hashes[:count], out.slots)
    return count, days


@kernel
def weigh_by_chance(count: Int, length: Int, terms: Counts, weights: F64) -> None:
    """Set the weights by which the first `count` terms are chosen.

    The chance that a text of n words contains a word of frequency f is 1 - exp(-f n); a weight is its logarithm.

    length: of the text, in words
    """
    for t in range(count):
        chance = -np.expm1(-terms.shares[t] * CHANCE * length)
        weights[t] = (-np.log10(chance)) ** DAMPING * np.sqrt(terms.counts[t])


@kernel
def heaviest(weights: F64, hashes: I32) -> I64:
    """Places of the TERMS_PER_TEXT largest weights, of equal ones those with the smallest hashes; by ascending hash."""
    places = np.arange(len(weights))
    if len(weights) > TERMS_PER_TEXT:
        least = np.partition(weights, len(weights) - TERMS_PER_TEXT)[len(weights) - TERMS_PER_TEXT]
        above, level = places[weights > least], places[weights == least]
        level = level[np.argsort(hashes[level], kind="mergesort")]
        places = np.concatenate((above, level[: TERMS_PER_TEXT - len(above)]))
    return places[np.argsort(hashes[places], kind="mergesort")]


@kernel
def scan_terms(
    data: U8, offsets: I64, titles: I64, words: Words, language: Language, kinds: U8, folds: U64, out: Terms
) -> int:
    """Fill `out`, which must have room for TERMS_PER_TEXT terms per text; returns how many terms there are.

    data, offsets: of the texts, title and body
    titles: bytes of each title
    kinds, folds: of tokens.character_tables
    """
    longest = 1
    for text in range(len(titles)):
        longest = max(longest, words.bounds[text + 1] - words.bounds[text])
    counts = Counts(
        np.empty(longest, np.uint64), np.empty(longest, np.uint64), np.empty(longest), np.empty(longest),
        np.empty(longest, np.int32), np.empty(longest, np.int32), np.full(slots_for(longest), -1, np.int32),
    )  # fmt: skip
    weights, total = np.empty(longest), 0
    for text in range(len(titles)):
        first, last = words.bounds[text], words.bounds[text + 1]
        count, out.weekdays[text] = count_terms(
            data, offsets[text], titles[text], first, last, words, language, kinds, folds, counts
        )
        weigh_by_chance(count, last - first, counts, weights)
        hashes = (counts.hashes[:count] >> np.uint64(32)).astype(np.uint32).view(np.int32)
        for t in heaviest(weights[:count], hashes):
            out.hashes[total], out.counts[total] = hashes[t], min(255.0, np.rint(counts.counts[t] * COUNT_UNIT))
            out.rarities[total] = min(255.0, np.rint(-np.log10(counts.shares[t]) * RARITY_UNIT))
            out.starts[total], out.ends[total] = counts.starts[t], counts.ends[t]
            total += 1
        out.bounds[text + 1], out.lengths[text] = total, last - first
    return total


def join_titles(titles: "pa.Array[Any]", bodies: "pa.Array[Any]") -> "tuple[I64, pa.Array[Any]]":
    """(bytes of each title, texts of title, line feed and body); NULL counts as empty.

    >>> sizes, texts = join_titles(pa.array(["é", None]), pa.array(["b", "c"]))
    >>> sizes.tolist(), texts.to_pylist()
    ([2, 0], ['é\\nb', '\\nc'])
    """
    first: Any = titles.cast(pa.large_string()).fill_null("")
    second: Any = bodies.cast(pa.large_string()).fill_null("")
    sizes = pc.binary_length(first).to_numpy(zero_copy_only=False).astype(np.int64)
    return sizes, pc.binary_join_element_wise(first, second, LINE_FEED)


def of_texts(
    titles: "pa.Array[Any]", bodies: "pa.Array[Any]", language: str | None, frequency: Frequencies | None = None
) -> Terms:
    """The terms of texts of one language (ISO 639-1; None: unknown); NULL counts as empty.

    frequency: of words in that language, as `frequencies.of` gives it, if the caller has it already

    >>> terms = of_texts(pa.array(["Ferry sinks"]), pa.array(["A ferry sank off Norholm on Monday."]), "en")
    >>> text = "Ferry sinks\\nA ferry sank off Norholm on Monday."
    >>> most = np.argmax(terms.counts)
    >>> text[terms.starts[most] : terms.ends[most]], terms.counts[most] / COUNT_UNIT
    ('Ferry', np.float64(4.0))
    >>> terms.bounds.tolist(), terms.lengths.tolist(), terms.weekdays.tolist()
    ([0, 8], [9], [1])
    """
    return of_joined(*join_titles(titles, bodies), rules_of(language, frequency))


def of_joined(titles: I64, texts: "pa.Array[Any]", language: Language) -> Terms:
    """The terms of texts of one language; titles: bytes of each title, at the beginning of its text."""
    return of_words(titles, texts, tokens.split(texts), language)


def of_words(titles: I64, texts: "pa.Array[Any]", words: Words, language: Language) -> Terms:
    """The terms of these words of texts of one language; titles: as in `of_joined`."""
    room, count = min(len(words.hashes), TERMS_PER_TEXT * len(texts)), len(texts)
    out = Terms(
        np.empty(room, np.int32), np.empty(room, np.uint8), np.empty(room, np.uint8),
        np.empty(room, np.int32), np.empty(room, np.int32),
        np.zeros(count + 1, np.int64), np.empty(count, np.int32), np.zeros(count, np.uint8),
    )  # fmt: skip
    total = scan_terms(*tokens.text_buffers(texts), titles, words, language, *tokens.character_tables(), out)
    return Terms(
        out.hashes[:total], out.counts[:total], out.rarities[:total], out.starts[:total], out.ends[:total], *out[5:]
    )  # fmt: skip
