"""One peer finds the duplicates of a corpus: `python duplicates.py PEER corpus.parquet pairs.parquet`.

Belongs here: each peer's own way from texts to pairs of likely copies. Does not: judging the pairs.

All get 5-grams of words, 128 hash functions and a threshold of .5 where they can be set, and as little Python as they
allow. The corpus has a column `text`; what comes out is a row a pair, `left` < `right`, numbers of rows. Peers that
give groups instead are given all pairs of each group. Peers that say which rows have a copy, but not of what, give a
column `flagged` of numbers of rows, and print the seconds of their own part, without reading and hashing, as JSON.
"""

import functools
import itertools
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

NGRAM, PERMUTATIONS, THRESHOLD, BANDS = 5, 128, 0.5, 32
WORD = re.compile(r"\w+")
BETWEEN_WORDS = r"[^\pL\pN_]+"
MIX = np.uint64(0x9E3779B97F4A7C15)

Pairs = Iterable[tuple[int, int]]
Hashes = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]


def shingles(text: str) -> list[str]:
    """Word 5-grams; a shorter text is one."""
    words = WORD.findall(text.lower())
    return [" ".join(words[i : i + NGRAM]) for i in range(max(1, len(words) - NGRAM + 1))]


def rensa(corpus: Path) -> Pairs:
    """Rust; digests of a batch of texts in one call, then its own banding and its own estimate of Jaccard."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    digests = []
    for texts in batches(corpus):
        digests += RMinHash.from_token_sets([set(shingles(text)) for text in texts], PERMUTATIONS, 1)
    index.insert_many(digests)
    for row, candidates in enumerate(index.query_all(digests)):
        for other in candidates:
            if row < other and digests[row].jaccard(digests[other]) >= THRESHOLD:
                yield row, other


def rensa_flags(corpus: Path, is_rho: bool = False) -> list[int]:
    """Its fastest interface: a matrix of digests over hashes that are there, and which rows share a band of it with
    another row. `is_rho`: from a sample of the hashes, by the sketch its own figures were measured with.
    """
    from rensa import RMinHash, RMinHashLSH

    hashes, offsets = hashed(corpus)
    digest = RMinHash.digest_matrix_from_flat_token_hashes
    digest = RMinHash.digest_matrix_from_flat_token_hashes_rho if is_rho else digest
    wall, cpu = time.monotonic(), time.process_time()
    matrix = digest(hashes, offsets, PERMUTATIONS, 1)
    flags = RMinHashLSH(THRESHOLD, PERMUTATIONS, BANDS).query_duplicate_flags_matrix_one_shot(matrix)
    own = {"wall_seconds": time.monotonic() - wall, "cpu_seconds": time.process_time() - cpu}
    print(json.dumps({name: round(seconds, 3) for name, seconds in own.items()}))
    return [row for row, is_copy in enumerate(flags) if is_copy]


def hashed(corpus: Path) -> tuple[Hashes, Hashes]:
    """Hashes of all word 5-grams, text after text, and where each text begins, with the end of the last one; a shorter
    text is one. Without a line of Python a word.
    """
    parts, counts = [], [np.zeros(1, np.uint64)]
    for texts in batches(corpus):
        words = pc.split_pattern_regex(pc.utf8_lower(pa.array(texts)), BETWEEN_WORDS)
        flat, row = words.flatten(), np.repeat(np.arange(len(texts)), pc.list_value_length(words))
        is_word = pc.not_equal(flat, "").to_numpy(zero_copy_only=False)
        coded, row = flat.dictionary_encode(), row[is_word]
        known = np.array([hash(word) for word in coded.dictionary.to_pylist()], np.int64).astype(np.uint64)
        lengths = np.bincount(row, minlength=len(texts))
        left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(row))
        parts.append(_grams(known[coded.indices.to_numpy()[is_word]], left)[_begins(left, lengths)])
        counts.append(np.where(lengths, np.maximum(1, lengths - NGRAM + 1), 0).astype(np.uint64))
    return np.concatenate(parts), np.cumsum(np.concatenate(counts), dtype=np.uint64)


def _begins(left: Counts, lengths: Counts) -> npt.NDArray[np.bool_]:
    """Where an n-gram begins; `left`: the words from each one to the end of its text."""
    return (left >= NGRAM) | (left == np.repeat(lengths, lengths))


def _grams(words: Hashes, left: Counts) -> Hashes:
    """Hashes of each word and the four behind it, as far as they are of its text."""
    grams = np.zeros(len(words), np.uint64)
    for step in range(NGRAM):
        ahead = np.concatenate([words[step:], np.zeros(min(step, len(words)), np.uint64)])
        mixed = (grams ^ ahead) * MIX
        grams = np.where(left > step, mixed ^ (mixed >> np.uint64(29)), grams)
    return grams


def gaoya(corpus: Path) -> Pairs:
    """Rust, with its own splitting of texts into n-grams."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, THRESHOLD, BANDS, PERMUTATIONS // BANDS, None, "word", True, (NGRAM, NGRAM))
    texts = pq.read_table(corpus, columns=["text"])["text"].to_pylist()
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    for start in range(0, len(texts), 10_000):
        for row, found in enumerate(index.par_bulk_query(texts[start : start + 10_000]), start):
            yield from ((row, other) for other in found if row < other)


def datasketch(corpus: Path) -> Pairs:
    """Python and numpy."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    digests = []
    for texts in batches(corpus):
        sets = [[s.encode() for s in set(shingles(text))] for text in texts]
        digests += MinHash.bulk(sets, num_perm=PERMUTATIONS)
    with index.insertion_session() as session:
        for row, digest in enumerate(digests):
            session.insert(row, digest)
    for row, digest in enumerate(digests):
        for other in index.query(digest):
            if row < other and digest.jaccard(digests[other]) >= THRESHOLD:
                yield row, other


def text_dedup(corpus: Path) -> Pairs:
    """Its command line; groups by union-find."""
    import pickle

    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-m", "text_dedup.minhash", "--path", "parquet", "--data_files", str(corpus),
            "--split", "train", "--cache_dir", f"{folder}/cache", "--output", f"{folder}/out", "--column", "text",
            "--ngram", str(NGRAM), "--num_perm", str(PERMUTATIONS), "--threshold", str(THRESHOLD), "--num_proc", "2",
            "--debug",
        ]  # fmt: skip
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(f"{folder}/out/uf.pkl", "rb") as file:
            stored = pickle.load(file)
    members = stored.parent if hasattr(stored, "parent") else stored
    groups: dict[int, list[int]] = defaultdict(list)
    for row, parent in members.items():
        groups[_root(members, parent)].append(row)
    return in_pairs(groups.values())


def _root(parents: dict[int, int], row: int) -> int:
    while parents[row] != row:
        row = parents[row]
    return row


def datatrove(corpus: Path) -> Pairs:
    """Its three stages on local executors with two workers; groups by union-find."""
    import struct

    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup.minhash import (
        MinhashConfig,
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.readers import ParquetReader

    config = MinhashConfig(n_grams=NGRAM)
    with tempfile.TemporaryDirectory() as folder:
        starts = _split(corpus, Path(folder, "in"))
        stages = (
            ([ParquetReader(f"{folder}/in"), MinhashDedupSignature(f"{folder}/signatures", config=config)], 2),
            ([MinhashDedupBuckets(f"{folder}/signatures", f"{folder}/buckets", config=config)], config.num_buckets),
            ([MinhashDedupCluster(f"{folder}/buckets", f"{folder}/groups", config=config, save_cluster_id=True)], 1),
        )
        for number, (steps, tasks) in enumerate(stages):
            LocalPipelineExecutor(steps, tasks=tasks, workers=min(2, tasks), logging_dir=f"{folder}/logs{number}").run()
        groups: dict[int, list[int]] = defaultdict(list)
        for file in sorted(Path(folder, "groups").glob("*.clusters")):
            for row, group in struct.iter_unpack("<II", file.read_bytes()):
                groups[group].append(starts[int(file.stem)] + row)
    return in_pairs(groups.values())


def _split(corpus: Path, folder: Path) -> list[int]:
    """Halves of the corpus, a file each, for two workers; returns the number of each half's first row."""
    folder.mkdir()
    table = pq.read_table(corpus, columns=["id", "text"])
    half = (len(table) + 1) // 2
    for number, start in enumerate((0, half)):
        pq.write_table(table.slice(start, half), folder / f"{number}.parquet")
    return [0, half]


FLAGS: dict[str, Callable[[Path], list[int]]] = {
    "rensa-flags": rensa_flags, "rensa-rho": functools.partial(rensa_flags, is_rho=True),
}  # fmt: skip

PEERS: dict[str, Callable[[Path], Pairs]] = {
    "rensa": rensa, "gaoya": gaoya, "datasketch": datasketch, "text-dedup": text_dedup, "datatrove": datatrove,
}  # fmt: skip


def batches(corpus: Path) -> Iterator[list[str]]:
    """The texts of the corpus, some thousands at a time."""
    for batch in pq.ParquetFile(corpus).iter_batches(4096, columns=["text"]):
        yield batch["text"].to_pylist()


def in_pairs(groups: Iterable[list[int]]) -> Pairs:
    """All pairs of each group, the lower number left."""
    for group in groups:
        yield from itertools.combinations(sorted(group), 2)


def main() -> None:
    peer, corpus, output = sys.argv[1:4]
    if peer in FLAGS:
        pq.write_table(pa.table({"flagged": pa.array(FLAGS[peer](Path(corpus)), pa.int64())}), output)
        return
    pairs = list(PEERS[peer](Path(corpus)))
    columns = zip(*pairs, strict=True) if pairs else ((), ())
    pq.write_table(
        pa.table({n: pa.array(c, pa.int64()) for n, c in zip(("left", "right"), columns, strict=True)}), output
    )


if __name__ == "__main__":
    main()
