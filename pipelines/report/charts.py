"""The charts, as static SVG in the colours of the page: each in a wide and a narrow drawing, one of which is shown.

Belongs here: drawing, and all that is known of matplotlib. Does not: figures (volume, copies, stories), the tables of
the same figures that stand below each chart (templates).

Charts hold numbers and dates only, never text of an article: names and titles stand in tables.
"""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib
from lxml import etree
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from pipelines.report.copies import Copies
from pipelines.report.periods import axis_name_of, name_of
from pipelines.report.rows import Row
from pipelines.report.stories import Story
from pipelines.report.volume import Volume
from pipelines.report.wording import percent, short_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, RULE, FIRST, SECOND = "#00000a", "#00000b", "#00000c", "#00000d"
COLOURS = {INK: "var(--muted)", RULE: "var(--rule)", FIRST: "var(--first)", SECOND: "var(--second)"}
"""What is drawn in these colours gets those of the style sheet, which follow the reader's light or dark scheme."""

WIDE, NARROW = 860, 350
"""Widths in pixels for desks and telephones."""

LOOK: Mapping[Any, Any] = {
    "svg.fonttype": "none", "text.parse_math": False, "font.size": 12, "font.family": "DejaVu Sans",
    "axes.edgecolor": RULE, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "text.color": INK,
    "grid.color": RULE, "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
    "xtick.major.size": 0, "ytick.major.size": 0, "figure.dpi": 72,
}  # fmt: skip

FONT = "font-family: 'DejaVu Sans'; "
REFERENCE = re.compile(r"#([mp][0-9a-f]{10})\b")
"""How one part of a drawing refers to another; colours have six digits."""

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in both widths, as SVG elements with a title and a description."""

    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class Text:
    """What a chart is called, and what it shows, for who can't see it."""

    title: str
    description: str


def volume_chart(volume: Volume) -> Chart | None:
    """Articles by period: those that represent their cluster, and copies on top of them; None without dates."""
    if not volume.counts:
        return None
    unit, busiest = volume.unit or "day", max(volume.counts, key=lambda row: row["articles"])
    text = Text(
        f"Articles by {unit} of publication",
        f"{sum(row['articles'] for row in volume.counts):,} articles in {len(volume.counts)} {unit}s from"
        f" {name_of(volume.counts[0]['period'], unit)} to {name_of(volume.counts[-1]['period'], unit)}; most in"
        f" {name_of(busiest['period'], unit)}: {busiest['articles']:,}.",
    )
    own = [row["representatives"] for row in volume.counts]
    copies = [row["articles"] - row["representatives"] for row in volume.counts]
    places = range(len(own))

    def paint(figure: Figure, width: int) -> None:
        axes = _axes(figure, width, height=230)
        axes.bar(places, own, width=_bar_width(own), color=FIRST, linewidth=0, clip_on=False)
        axes.bar(places, copies, bottom=own, width=_bar_width(own), color=SECOND, linewidth=0, clip_on=False)
        room = max(len(own), 8)
        axes.set_xlim(-0.6, room - 0.4)
        step = -(-room // (9 if width == WIDE else 4))
        labels = [axis_name_of(row["period"], unit) for row in volume.counts]
        axes.set_xticks(list(places)[::step], labels[::step])

    return _draw("volume", text, paint, 230)


def sizes_chart(copies: Copies) -> Chart | None:
    """Shares of the articles that are in clusters, and in stories, of each size; None without articles."""
    if not copies.sizes["clusters"]:
        return None
    totals = {kind: sum(row["articles"] for row in rows) for kind, rows in copies.sizes.items()}
    rows = sorted((row for found in copies.sizes.values() for row in found), key=lambda row: row["least"])
    names = list(dict.fromkeys(row["name"] for row in rows))

    def paint(figure: Figure, width: int) -> None:
        axes = _axes(figure, width, height=220)
        for offset, (kind, colour) in ((-0.2, ("clusters", FIRST)), (0.2, ("stories", SECOND))):
            share = {row["name"]: row["articles"] / totals[kind] for row in copies.sizes[kind]}
            heights = [share.get(name, 0) for name in names]
            places = [place + offset for place in range(len(names))]
            axes.bar(places, heights, width=0.36, color=colour, linewidth=0, clip_on=False)
        axes.set_xticks(range(len(names)), [name.replace("over ", ">") for name in names])
        axes.set_xlim(-0.6, max(len(names), 4) - 0.4)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: percent(share)))
        axes.yaxis.set_major_locator(MaxNLocator(4))

    shares = (f"{kind} of one article: {percent(_share_of_single(rows))}" for kind, rows in copies.sizes.items())
    text = Text("Articles by size of their cluster and story", f"Share of all articles in {', in '.join(shares)}.")
    return _draw("sizes", text, paint, 220)


def timeline_chart(stories: Sequence[Story]) -> Chart | None:
    """A row of dots for each story, one for each article; None if no time is known."""
    rows = [(number, date2num(story.times)) for number, story in enumerate(stories, 1) if story.times]
    if not rows:
        return None
    height = 56 + 26 * len(stories)

    def paint(figure: Figure, width: int) -> None:
        axes = _axes(figure, width, height, left=28, below=42)
        for number, times in rows:
            axes.plot([min(times), max(times)], [number, number], color=FIRST, linewidth=2, alpha=0.35, clip_on=False)
            axes.scatter(
                times, [number] * len(times), s=36, color=FIRST, alpha=0.6, linewidth=0, zorder=3, clip_on=False
            )
        axes.set_yticks(range(1, len(stories) + 1), [str(n) for n in range(1, len(stories) + 1)])
        axes.set_ylim(len(stories) + 0.6, 0.4)
        locator = AutoDateLocator(minticks=2, maxticks=8 if width == WIDE else 4)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        axes.margins(x=0.02)

    text = Text("When the stories were carried", "A row of dots for each story, in the order of the list below.")
    return _draw("timeline", text, paint, height)


def _share_of_single(rows: Sequence[Row]) -> float:
    articles = sum(row["articles"] for row in rows)
    return float(sum(row["articles"] for row in rows if row["least"] == 1) / max(1, articles))


def _bar_width(bars: Sequence[int]) -> float:
    return 0.8 if len(bars) < 60 else 0.9


def _axes(figure: Figure, width: int, height: int, left: int = 44, below: int = 24) -> "Axes":
    """Axes with margins of so many pixels for labels, and rules across."""
    axes = figure.add_axes((left / width, below / height, 1 - (left + 8) / width, 1 - (below + 12) / height))
    axes.set_axisbelow(True)
    axes.grid(axis="y", linewidth=1)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short_number(value)))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.patch.set_visible(False)
    return axes


def _draw(name: str, text: Text, paint: Callable[[Figure, int], None], height: int) -> Chart:
    drawings = []
    for width in (WIDE, NARROW):
        salt = f"{name}-{width}"
        with matplotlib.rc_context({**LOOK, "svg.hashsalt": salt}):
            figure = Figure(figsize=(width / 72, height / 72))
            figure.patch.set_visible(False)
            paint(figure, width)
            out = io.StringIO()
            figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        drawings.append(_cleaned(out.getvalue(), salt, text))
    return Chart(*drawings)


def _cleaned(svg: str, prefix: str, text: Text) -> str:
    """The SVG element without its document: with a title, in the colours and the font of the page, with ids that are
    unlike those of other charts.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_blank_text=True)
    root = etree.fromstring(svg.encode("utf-8"), parser)
    for unwanted in [*root.iter(f"{SVG}metadata"), *root.iter(f"{SVG}style")]:
        unwanted.getparent().remove(unwanted)
    referred = set(REFERENCE.findall(svg))
    for each in root.iter(f"{SVG}*"):
        own = each.attrib.pop("id", None)
        if own in referred:
            each.set("id", f"{prefix}-{own}")
    _describe(root, prefix, text)
    drawn = REFERENCE.sub(rf"#{prefix}-\1", etree.tostring(root, encoding="unicode"))
    for colour, shown in COLOURS.items():
        drawn = drawn.replace(colour, shown)
    return drawn.replace(FONT, "")


def _describe(root: Any, prefix: str, text: Text) -> None:
    """Make the drawing an image with a name and a description, as wide as there is room for."""
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-text")
    for name, words in (("desc", text.description), ("title", text.title)):
        added = etree.Element(f"{SVG}{name}", id=f"{prefix}-{'text' if name == 'desc' else name}")
        added.text = words
        root.insert(0, added)
