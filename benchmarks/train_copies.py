"""Trains the copy score: pairs of labelled texts in, pipelines/core/matching/pairs/trees.json out.

Belongs here: which pairs are learned from, and the learner. Does not: features and scoring (core.matching.pairs).

    python -m benchmarks.train_copies FOLDER     with FOLDER/<set>/train.jsonl: id, text, cluster

Needs scikit-learn, which the product does not. The labelled halves teach what damaged, abridged and updated wire copy
looks like; the made press teaches what they lack: lost leads, standing lines, stock phrases, templates; near misses
teach texts that share a notice, a quote or a lead without being copies. A rare set's pairs are weighed up, so that each
kind of evidence has a say.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from sklearn.ensemble import HistGradientBoostingClassifier

from benchmarks import damage, near_misses, templates
from benchmarks.press import Plan, printed
from benchmarks.press.languages import language
from pipelines.core.matching import fingerprints, gram_weights, posting_lists
from pipelines.core.matching.inverted_index import GramIndex
from pipelines.core.matching.pairs.measures import measure, prepare

TARGET = Path(__file__).parent.parent / "pipelines" / "core" / "matching" / "pairs" / "trees.json"
RARE = 1_000
"""Pairs a set should weigh at least."""

Sample = tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], npt.NDArray[np.float64]]


def candidates(kept: fingerprints.Fingerprints) -> npt.NDArray[np.int64]:
    """Pairs of texts with enough kept grams in common, as the product finds them where nobody's publisher is known."""
    counts = np.diff(kept.bounds).astype(np.int32)
    lists = posting_lists.from_rows(kept.hashes, np.repeat(np.arange(len(counts), dtype=np.int32), counts))
    weights = gram_weights.weights_of(np.diff(lists.bounds), np.zeros(len(lists.hashes), np.bool_))
    pairs = GramIndex(lists, weights, counts).candidate_pairs(np.ones(len(counts), np.bool_))
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def sample(rows: Iterable[dict[str, Any]], weight: float) -> Sample:
    """(features, is copy, weights) of the candidate pairs of some labelled texts."""
    texts, clusters = zip(*((row["text"], str(row["cluster"])) for row in rows), strict=True)
    prepared = prepare(pa.array(texts))
    pairs = candidates(fingerprints.sample(prepared.words))
    label = np.unique(np.array(clusters), return_inverse=True)[1][pairs]
    values = measure(prepared, prepared, pairs).features
    return values, label[:, 0] == label[:, 1], np.full(len(pairs), weight * max(1.0, RARE / len(pairs)))


def samples(folder: Path) -> Iterator[Sample]:
    """What is learned from: the labelled sets, a made press, templates and bad scans."""
    for path in sorted(folder.glob("*/train.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield sample((json.loads(line) for line in lines), 24.0 if "ocr" in path.parent.name else 2.5)
    for seed in (11, 12):
        yield sample(press_rows(3_000, seed), 0.8)
        yield sample(templates.articles(1_500, seed), 0.5)  # so many that near misses are among them
        yield sample(near_misses.articles(9_000, seed), 1.2)
        yield sample(bad_scans(seed), 3.0)


def press_rows(count: int, seed: int) -> Iterator[dict[str, str]]:
    """A press in two languages, as its outlets print it; no stubs, which only their titles tell apart."""
    for row in printed(Plan(count, languages=("en", "de"), seed=seed)):
        if row.truth["kind"] != "stub":
            yield {"text": row.raw["text"], "cluster": row.truth["cluster"]}


def bad_scans(seed: int) -> Iterator[dict[str, str]]:
    """Texts and bad scans of them: old newspapers are read worse than the press's copies."""
    rng, chance, scan, english = np.random.default_rng(seed), Random(seed), damage.scanning(0.04, 0.12), language("en")
    for number in range(400):
        lengths = rng.integers(25, 75, int(rng.integers(2, 15)))
        text = "\n\n".join(english.paragraph(english.prose(rng, length), rng) for length in lengths)
        yield {"text": text, "cluster": str(number)}
        yield {"text": scan(text, chance), "cluster": str(number)}


def learn(parts: list[Sample]) -> dict[str, Any]:
    """The trees as plain lists, see pipelines.core.matching.pairs.score.Trees."""
    values, is_copy, weights = (np.concatenate(part) for part in zip(*parts, strict=True))
    model = HistGradientBoostingClassifier(
        max_iter=200, max_leaf_nodes=8, learning_rate=0.1, min_samples_leaf=100, l2_regularization=5.0, random_state=1
    )
    model.fit(values, is_copy, sample_weight=weights)
    return flatten([tree.nodes for (tree,) in model._predictors], float(model._baseline_prediction[0, 0]))


def flatten(trees: list[Any], base: float) -> dict[str, Any]:
    """All trees' nodes in one set of lists."""
    names = ("roots", "feature", "threshold", "left", "right", "value")
    out: dict[str, Any] = {"base": base, **{name: [] for name in names}}
    for nodes in trees:
        first = len(out["feature"])
        out["roots"].append(first)
        for node in nodes:
            leaf = bool(node["is_leaf"])
            out["feature"].append(-1 if leaf else int(node["feature_idx"]))
            out["threshold"].append(0.0 if leaf else round(float(node["num_threshold"]), 6))
            out["left"].append(-1 if leaf else first + int(node["left"]))
            out["right"].append(-1 if leaf else first + int(node["right"]))
            out["value"].append(round(float(node["value"]), 6))
    return out


if __name__ == "__main__":
    TARGET.write_text(json.dumps(learn(list(samples(Path(sys.argv[1]))))) + "\n", encoding="utf-8")
