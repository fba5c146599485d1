"""What the peers are fed with: the same word n-grams, however they are made."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.peers.duplicates import hashed, shingles

TEXTS = [
    "One two three four five six.",
    "“Short,” he said.",
    "",
    "Two three four five six seven",
    "a b c d e a b c d e",
]


def test_hashes_are_those_of_the_n_grams_of_each_text(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": TEXTS}), tmp_path / "corpus.parquet")
    hashes, offsets = hashed(tmp_path / "corpus.parquet")
    found = [set(part.tolist()) for part in np.split(hashes, offsets[1:-1].astype(int))]
    meant = [set(shingles(text)) - {""} for text in TEXTS]
    assert [len(part) for part in found] == [len(part) for part in meant]
    assert len(found[0] & found[3]) == len(meant[0] & meant[3]) == 1
    assert offsets[-1] == len(hashes)
