"""Words of stories: the spellings of terms in dedup.story_words, which stand in dedup.story_terms by number.

Belongs here: reading and storing them. Does not: numbering them (core.matching.stories.spellings), which terms a text
has (story_terms).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.kernels import I32, I64
from pipelines.core.matching.stories import similarity
from pipelines.core.matching.stories.similarity import Texts, Vectors
from warehouse.engine import Engine

STORED = "select word_no, term_hash, word from dedup.story_words order by word_no"


class StoryWords(NamedTuple):
    """The stored spellings, by number.

    hashes: of the term that each spells; terms: its number, in the order of the hashes; words: as texts write it, empty
    where no text uses a number any more
    """

    hashes: I32
    terms: I32
    words: "pa.Array[Any]"


def words_of(stored: pa.Table) -> StoryWords:
    """The words in the rows of STORED."""
    numbers = stored["word_no"].to_numpy()
    places = np.full(int(numbers.max(initial=-1)) + 1, -1, np.int64)
    places[numbers] = np.arange(len(numbers))
    rows: Any = pa.array(places, mask=places < 0)
    found: Any = stored.take(rows)
    hashes = pc.fill_null(found["term_hash"], 0).to_numpy().astype(np.int32)
    words: Any = pc.fill_null(found["word"].cast(pa.string()), "").combine_chunks()
    return StoryWords(hashes, np.unique(hashes, return_inverse=True)[1].astype(np.int32), words)


def read_words(engine: Engine) -> StoryWords:
    """All stored words."""
    return words_of(engine.arrow(STORED))


def drop_unused_words(engine: Engine) -> None:
    """Forget the words that no text uses any more, if the run is a full one or took records out."""
    if engine.run.is_full or engine.count("work.removed_records"):
        engine.build("work.unused_words")
        engine.delete_matching("dedup.story_words", "select * from work.unused_words")


def append_words(engine: Engine, first: int, batches: "Sequence[tuple[I32, pa.Array[Any]]]") -> None:
    """Store new words, given by their terms' hashes and themselves; first: number of the first."""
    hashes = np.concatenate([np.zeros(0, np.int32), *(batch[0] for batch in batches)])
    numbers = pa.array(np.arange(first, first + len(hashes), dtype=np.int32))
    words: Any = pa.chunked_array([batch[1] for batch in batches], pa.string())
    engine.append("dedup.story_words", pa.table({"word_no": numbers, "term_hash": pa.array(hashes), "word": words}))


def shared_words(left: I64, right: I64, texts: Texts, numbers: I32, words: StoryWords) -> "pa.Array[Any]":
    """As shared_numbers, but the words themselves."""
    return spell(shared_numbers(left, right, texts, numbers), words.words)


def shared_numbers(left: I64, right: I64, texts: Texts, numbers: I32) -> "pa.Array[Any]":
    """A list for each pair of texts: the heaviest terms that they share, by the number of the word that the left one
    has for it.

    numbers: of the words of the texts, beside their terms
    """
    places, bounds = similarity.shared_terms(left, right, Vectors(texts.terms, texts.weights, texts.bounds))
    return pa.ListArray.from_arrays(pa.array(bounds, pa.int32()), pa.array(numbers[places], pa.int32()))


def spell(lists: Any, words: "pa.Array[Any]") -> "pa.Array[Any]":
    """Lists of places in `words` as lists of words."""
    spelled: Any = words.take(lists.values)
    return pa.ListArray.from_arrays(lists.offsets, spelled)
