"""What a text is about: its terms, how often they occur, how rare they are, its length and the weekdays it names.

Belongs here: terms of one text. Does not: what they weigh (weights), comparing texts (similarity), word frequencies
(frequencies), names of weekdays (weekdays).

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
from pipelines.core.matching.kernels import F32, F64, FNV, I32, I64, U8, U64, Int, find_slot, kernel, mix, slots_for
from pipelines.core.matching.stories import frequencies, weekdays
from pipelines.core.matching.stories.frequencies import Frequencies
from pipelines.core.matching.tokens import Words

TERMS_PER_TEXT = 128
"""Limits the terms of a text, to those least likely by chance."""

TITLE_COUNT, LEAD_COUNT, REST_COUNT = 3.0, 1.0, 0.25
"""What one occurrence counts in the title, in the first words and after them."""

LEAD_WORDS = 100
"""Limits the opening of a body, which counts more and in which weekdays are read."""

CHANCE, DAMPING = 0.5, 0.7
"""Share of a text's words that counts as its length, and exponent of the rarity, where the kept terms are chosen."""

PREFIX_LETTERS = 6
"""Limits a term in INFLECTED languages, to the first letters of a word."""

INFLECTED = frozenset(
    "ar be bg bs cs el et eu fi hr hu hy is ka kk lt lv mk mn pl ro ru sh sk sl sq sr tr uk".split()  # noqa: SIM905
)
"""Languages whose nouns change their ends by case or suffix."""

COUNT_UNIT, RARITY_UNIT = 4, 25
"""Scale of stored counts, and of stored rarities: negative decimal logarithms of shares of running text."""

YEAR_SHARE, NUMBER_SHARES = 1e-4, (1.0, 1e-3, 1e-4, 1e-5)
"""Frequency of a year, and of other numbers by digits (the last: three and more); the word lists have no numbers."""

SEPARATORS = (ord(","), ord("."))
"""Part of a number between two groups of digits: 6.6, 15,000."""

NOT_LOOKED_UP, NO_TERM = -1.0, -2.0
"""In place of a frequency: it is still to be looked up; this is a contraction such as "wasn't"."""

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


class Language(NamedTuple):
    """What reading terms takes from the language of the texts.

    hashes, shares: its table of word frequencies; is_listed: False if it has no word list
    share_by_length: frequency by bytes of the word, for languages without a list
    prefix_letters: letters of a word that make a term; 0: all but a plural s
    day_hashes, day_bits: its weekdays
    """

    hashes: U64
    shares: F32
    is_listed: bool
    share_by_length: F64
    prefix_letters: int
    day_hashes: U64
    day_bits: U8


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
def read_number(data: U8, start: Int, end: Int) -> tuple[int, Int]:
    """(ASCII digits, the first two as a number) of the word at data[start:end]."""
    digits, first = 0, 0
    for p in range(start, end):
        if 48 <= data[p] <= 57:
            if digits < 2:
                first = first * 10 + (data[p] - 48)
            digits += 1
    return digits, first


@kernel
def stem_end(data: U8, start: Int, end: Int, prefix_letters: Int) -> Int:
    """The end of the stem of the word at data[start:end]: after `prefix_letters` letters if any, else before a plural
    s.
    """
    if prefix_letters:
        letters, p = 0, start
        while p < end:
            if data[p] & 0xC0 != 0x80:
                if letters == prefix_letters:
                    return p
                letters += 1
            p += 1
        return end
    is_plural = end - start > 3 and data[end - 1] == 115 and data[end - 2] != 115
    return end - 1 if is_plural else end


@kernel
def apostrophe_tail(data: U8, base: Int, end: Int, k: Int, last: Int, words: Words) -> int:
    """What word k is to the word that ends at data[end]: 1 for 's, 2 for 't, 've and the like (contractions), or 0."""
    if k >= last or words.ends[k] - words.starts[k] > 2:
        return 0
    gap = base + words.starts[k] - end
    is_straight = gap == 1 and data[end] == 39
    is_curly = gap == 3 and data[end] == 0xE2 and data[end + 1] == 0x80 and data[end + 2] == 0x99
    if not is_straight and not is_curly:
        return 0
    return 1 if words.ends[k] - words.starts[k] == 1 and data[base + words.starts[k]] in (83, 115) else 2


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
def read_term(
    data: U8, base: Int, k: Int, last: Int, words: Words, prefix_letters: Int, kinds: U8, folds: U64
) -> tuple[np.uint64, np.uint64, float, Int, Int]:
    """(word hash, term hash, frequency, end, next word) of the term that begins with word k.

    The frequency is that of a number, NOT_LOOKED_UP or NO_TERM.

    base: byte at which the text begins
    last: end of the words of the text
    kinds, folds: of tokens.character_tables
    """
    word, start, end, kind = words.hashes[k], base + words.starts[k], base + words.ends[k], words.kinds[k]
    k += 1
    digits, first = read_number(data, start, end) if kind & tokens.DIGIT else (0, 0)
    if digits:
        while (
            k < last and words.kinds[k] & tokens.DIGIT and base + words.starts[k] == end + 1 and data[end] in SEPARATORS
        ):
            word, digits = mix(word * FNV + words.hashes[k]), digits + words.ends[k] - words.starts[k]
            end = base + words.ends[k]
            k += 1
        if digits == 4 and end - start == 4 and (first == 19 or first == 20):
            return word, word, YEAR_SHARE, end, k
        return word, word, NUMBER_SHARES[min(digits, 3)], end, k
    tail = apostrophe_tail(data, base, end, k, last, words)
    if tail:
        k += 1
        if tail > 1:
            return word, word, NO_TERM, end, k
    stem, stop = word, end if kind & tokens.UNSPACED else stem_end(data, start, end, prefix_letters)
    if stop < end:
        stem = tokens.read_word(data, start, stop, kinds, folds)[0]
    return word, stem, NOT_LOOKED_UP, end, k


@kernel
def share_of(word: np.uint64, stem: np.uint64, size: Int, is_unspaced: bool, language: Language) -> float:
    """Frequency of a word: the larger of its own and its stem's; by its bytes where the language has no list.

    word, stem: hashes
    size: bytes of the word
    is_unspaced: whether its script has no spaces
    """
    if not language.is_listed:
        by_length: float = language.share_by_length[min(size, len(language.share_by_length) - 1)]
        return by_length
    own = frequencies.look_up(word, language.hashes, language.shares)
    of_stem = frequencies.look_up(stem, language.hashes, language.shares)
    return max(float(max(own, of_stem)), frequencies.UNKNOWN_PAIR if is_unspaced else frequencies.UNKNOWN)


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
    sizes, texts = join_titles(titles, bodies)
    words = tokens.split(texts)
    data, offsets = tokens.text_buffers(texts)
    frequency, prefix_letters = frequency or frequencies.of(language), PREFIX_LETTERS if language in INFLECTED else 0
    rules = Language(
        frequency.hashes, frequency.shares, frequency.is_known, np.array(frequencies.BY_LENGTH), prefix_letters,
        *weekdays.table(language),
    )  # fmt: skip
    room, count = min(len(words.hashes), TERMS_PER_TEXT * len(texts)), len(texts)
    starts, ends, lengths = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(count, np.int32)
    bounds, days = np.zeros(count + 1, np.int64), np.zeros(count, np.uint8)
    out = Terms(
        np.empty(room, np.int32), np.empty(room, np.uint8), np.empty(room, np.uint8), starts, ends, bounds, lengths,
        days,
    )  # fmt: skip
    total = scan_terms(data, offsets, sizes, words, rules, *tokens.character_tables(), out)
    return Terms(
        out.hashes[:total],
        out.counts[:total],
        out.rarities[:total],
        starts[:total],
        ends[:total],
        bounds,
        lengths,
        days,
    )
