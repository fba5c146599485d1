"""Bars of a comparison as SVG: `python plots.py RESULTS.json FOLDER`.

Belongs here: drawing what was measured. Does not: measuring. It stands with the peers because matplotlib is installed
with them.
"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "newsfold"  # the same figures give the same file
import matplotlib.pyplot as plt  # noqa: E402 - the backend is chosen before

OURS, THEIRS = "#1f6f5c", "#b9c4c0"


def bars(rows: list[dict[str, object]], key: str, label: str, output: Path, log: bool = False) -> None:
    """One horizontal bar a contestant, ours in green."""
    shown = [row for row in rows if row.get(key) is not None]
    names = [str(row["name"]) for row in shown]
    figure, axes = plt.subplots(figsize=(7, 0.45 * len(shown) + 1.1))
    colours = [OURS if name.startswith("newsfold") else THEIRS for name in names]
    drawn = axes.barh(names, [float(str(row[key])) for row in shown], color=colours, log=log)
    axes.bar_label(drawn, fmt="{:.3g}", padding=3)
    axes.set_xlabel(label)
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.15)
    figure.tight_layout()
    figure.savefig(output, metadata={"Date": None})
    plt.close(figure)


def main() -> None:
    results, folder = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
    texts, pages = results["texts"], results["pages"]
    bars(texts, "wall_seconds", f"seconds, {results['articles']:,} articles", folder / "seconds.svg", log=True)
    bars(texts, "recall", "share of the true pairs found", folder / "recall.svg")
    if pages:
        bars(pages, "wall_seconds", f"seconds, {results['page_count']:,} pages", folder / "pages.svg")


if __name__ == "__main__":
    main()
