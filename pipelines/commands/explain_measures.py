"""What two articles share and where they differ, as sentences and bars.

Belongs here: shares, the longest passage, numbers, names, day, publisher. Does not: what that speaks for
(explain_decision), the texts side by side (explain_texts).
"""

import textwrap
from collections.abc import Iterator, Sequence

from pipelines.commands.explain_links import Compared
from pipelines.commands.row_dicts import Row
from pipelines.commands.terminal import bar, percent
from pipelines.core.matching.pairs.explain import Weighed

MAX_LISTED = 12
"""Numbers, or names, of one text that are listed."""

MAX_PASSAGE_CHARS = 300

HOURS_PER_DAY = 24


def article_lines(compared: Compared) -> Iterator[str]:
    """Which articles A and B are."""
    for name, row in (("A", compared.left), ("B", compared.right)):
        words = f"{row['word_count']:,} words" if row["body"] else f"no text, {row['text_completeness']} only"
        values = (
            _publisher(row),
            str(row["published_date"] or "no date"),
            words,
            row["language"] or "language unknown",
        )
        yield f"{name}  {row['title'] or '(no title)'}"
        yield f"   {' · '.join(values)}"
        yield f"   article {row['article_id']} · cluster {row['cluster_id']} · story {row['story_id']}"


def shared_lines(compared: Compared) -> Iterator[str]:
    """The share of the texts that both have, and the longest passage."""
    found = compared.weighed
    yield "In common"
    if found is None:
        yield "  nothing to compare: one has no text"
        return
    shorter = "A" if found.words[0] <= found.words[1] else "B"
    share, passage = found.shared_words / max(min(found.words), 1), found.features["passage_shorter"]
    of_words = f"{found.shared_words} of the {min(found.words)} words, in runs of four or more"
    yield f"  of the shorter text, {shorter}   {bar(share)}  {percent(share)}: {of_words}"
    both = found.features["jaccard"]
    yield f"  of both texts together   {bar(both)}  {percent(both)} of all runs of four words"
    yield f"  the longest passage      {bar(passage)}  {percent(passage)} of {shorter}: {_passage(found)}"
    if found.passage:
        yield f"    “{textwrap.shorten(found.passage, MAX_PASSAGE_CHARS, placeholder=' …')}”"


def _passage(found: Weighed) -> str:
    if not found.passage_words:
        return "no four words in a row"
    places = [
        f"{first + 1} to {first + found.passage_words} of {name}"
        for name, first in zip(("A", "B"), found.passage_at, strict=True)
    ]
    return f"{found.passage_words} words in a row, words {' and '.join(places)}"


def difference_lines(compared: Compared) -> Iterator[str]:
    """Where the articles differ: publisher, day, language, agency, numbers, names."""
    left, right = compared.left, compared.right
    yield "Different"
    yield f"  publisher  {_either(_publisher(left), _publisher(right), left['publisher_id'], right['publisher_id'])}"
    yield f"  day        {_days(left, right)}"
    for label, key in (("language", "language"), ("agency", "agency")):
        if left[key] != right[key]:
            yield f"  {label:<9}  A: {left[key] or 'not known'}; B: {right[key] or 'not known'}"
    if compared.weighed:
        yield from _lone_lines("numbers", *compared.weighed.numbers)
        yield from _lone_lines("names", *compared.weighed.names)


def _lone_lines(label: str, left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    """Numbers (with months and days of the week), or names (words with a capital), that only one of the texts has."""
    if not left and not right:
        yield f"  {label:<9}  none that only one of them has"
    for name, words in (("A", left), ("B", right)):
        if words:
            more = f" and {len(words) - MAX_LISTED} more" if len(words) > MAX_LISTED else ""
            yield f"  {label:<9}  only in {name}: {', '.join(words[:MAX_LISTED])}{more}"


def _either(left: str, right: str, left_id: str | None, right_id: str | None) -> str:
    if left_id is None or right_id is None:
        return f"A: {left}; B: {right}"
    return f"the same, {left}" if left_id == right_id else f"A: {left}; B: {right}"


def _publisher(row: Row) -> str:
    return row["publisher_name"] or row["publisher_id"] or "publisher unknown"


def _days(left: Row, right: Row) -> str:
    dates = left["published_date"], right["published_date"]
    if None in dates:
        return "; ".join(f"{name}: {date or 'not known'}" for name, date in zip(("A", "B"), dates, strict=True))
    days = (dates[1] - dates[0]).days
    apart = (
        f"the same, {dates[0]}"
        if not days
        else f"{abs(days)} day{'s' if abs(days) > 1 else ''} apart, A: {dates[0]}; B: {dates[1]}"
    )
    if left["published_at"] is None or right["published_at"] is None:
        return apart
    hours = (right["published_at"] - left["published_at"]).total_seconds() / 3600
    if not hours or abs(hours) > HOURS_PER_DAY:
        return apart
    long = f"{abs(hours):.1f} hours" if abs(hours) >= 1 else f"{abs(hours) * 60:.0f} minutes"
    return f"{apart}; B {'later' if hours > 0 else 'earlier'} by {long}"
