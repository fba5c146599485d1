"""Drawing synthetic pages from a seed.

Belongs here: the five steps. Does not: what each of them can draw (facts, heads, widgets, skeletons, the modules
traps_…).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.synthetic_pages import traps_authors, traps_bodies, traps_dates, traps_titles, traps_urls
from tests.synthetic_pages.draft import draft
from tests.synthetic_pages.facts import Facts, draw
from tests.synthetic_pages.heads import HEADS
from tests.synthetic_pages.registry import TRAPS
from tests.synthetic_pages.skeletons import SKELETONS, write
from tests.synthetic_pages.widgets import WIDGETS

MODULES = (traps_authors, traps_bodies, traps_dates, traps_titles, traps_urls)
"""Imported for what they register."""

MAX_WIDGETS = 4


@dataclass(frozen=True, slots=True)
class SyntheticPage:
    """A page and its truth. facts: as changed by the trap; trap: its name, None without one; foreign: texts that must
    not be in the body; the others: how it was made."""

    html: str
    url: str
    facts: Facts
    foreign: tuple[str, ...]
    trap: str | None
    head: str
    skeleton: str
    widgets: tuple[str, ...]


def pages(count: int, seed: int = 0, traps: Sequence[str | None] = ()) -> Iterator[SyntheticPage]:
    """Pages without and with a trap, each trap as often as none; the same for the same arguments.

    traps: names of those to draw from, None for a page without one; by default all and None

    >>> [page.trap for page in pages(2, seed=1, traps=["team"])]
    ['team', 'team']
    """
    names = tuple(traps) or (None, *TRAPS)
    for number in range(count):
        yield page(Random(f"{seed}/{number}"), names[number % len(names)])


def page(rng: Random, trap: str | None) -> SyntheticPage:
    """One page with this trap."""
    head, skeleton = rng.choice(list(HEADS)), rng.choice(list(SKELETONS))
    made = draft(draw(rng), rng)
    HEADS[head](made)
    widgets = tuple(rng.sample(list(WIDGETS), rng.randint(0, MAX_WIDGETS)))
    if trap:
        TRAPS[trap].apply(made)
    for widget in widgets:
        WIDGETS[widget](made)
    html = write(made, SKELETONS[skeleton])
    return SyntheticPage(html, made.url, made.facts, tuple(made.foreign), trap, head, skeleton, widgets)
