"""Words and passages hold for any text: offsets that cut the words out, passages that occur in both texts."""

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.matching import fingerprints, tokens
from pipelines.core.matching.pairs import char_grams, overlap, passages
from pipelines.core.matching.pairs.passages import COLUMNS, GRAM

FEW = st.lists(st.sampled_from(["sea", "Port", "ferry", "12", "über", "中国"]), max_size=40).map(" ".join)
PAIR = np.array([[0, 1]])


def hashes(text: str) -> list[int]:
    return tokens.split(pa.array([text], pa.string())).hashes.tolist()  # type: ignore[no-any-return]


@settings(deadline=None)  # the first example compiles
@given(st.text(max_size=200))
def test_offsets_cut_out_the_words_of_any_text(text: str) -> None:
    split = tokens.split(pa.array([text], pa.string()))
    raw = text.encode()
    for start, end in zip(split.starts, split.ends, strict=True):
        assert raw[start:end].decode().strip()
    assert (np.diff(split.starts) > 0).all()
    assert len(fingerprints.sample(split).hashes) <= max(len(split.hashes), 1)
    assert len(char_grams.characters(pa.array([text], pa.string())).grams) <= 2 * len(raw) + 1


@settings(max_examples=200, deadline=None)
@given(FEW, FEW)
def test_passages_equal_brute_force(left: str, right: str) -> None:
    texts = pa.array([left, right], pa.string())
    split = tokens.split(texts)
    grams = passages.grams(split)
    row = dict(zip(COLUMNS, passages.compare(grams, grams, PAIR)[0].tolist(), strict=True))
    a, b = hashes(left), hashes(right)
    runs = [n for i in range(len(a)) for j in range(len(b)) if (n := common(a[i:], b[j:])) >= GRAM]
    assert row["passage_words"] == max(runs, default=0)
    of = [{tuple(t[i : i + GRAM]) for i in range(len(t) - GRAM + 1)} for t in (a, b)]
    assert (row["shared_grams"], row["left_grams"], row["right_grams"]) == (len(of[0] & of[1]), len(of[0]), len(of[1]))
    if row["passage_words"]:
        i, j, n = row["left_word"], row["right_word"], row["passage_words"]
        assert a[i : i + n] == b[j : j + n]
        (start, length) = passages.character_spans(texts, split, [0], [i], [n])
        cut = left[start[0] : start[0] + length[0]]
        assert len(hashes(cut)) == n


def common(a: list[int], b: list[int]) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


@settings(deadline=None)
@given(FEW, FEW)
def test_overlap_is_symmetric_and_within_bounds(left: str, right: str) -> None:
    folded = char_grams.characters(pa.array([left, right], pa.string()))
    there, back = (overlap.measure(folded, folded, PAIR[:, ::way].copy()) for way in (1, -1))
    assert ((there >= 0) | (there == overlap.NO_DIGITS)).all() and (there <= 1.5).all()
    if len(set(np.diff(folded.bounds))) > 1:
        assert np.allclose(there, back)
