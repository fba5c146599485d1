"""A made press: raw rows of articles in real languages, and the truth about each row.

Belongs here: languages, topics and events, reprints, outlets, templates, dealing them out by day. Does not: damage to
one text (benchmarks.damage), judging what a run makes of it (benchmarks.judge).

    python -m benchmarks.press FOLDER [--articles 100000] [--days 30] [--topics 300] [--languages en,de] [--seed 1]
"""

from benchmarks.press.days import Plan, Printed, printed

__all__ = ["Plan", "Printed", "printed"]
