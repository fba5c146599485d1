"""Properties that hold for any input: nothing raises, spans lie in the text, values round-trip."""

import time
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.dates import choose, page_candidates, row_candidates, url_candidates
from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.dates.build_candidate import bounds, to_iso
from pipelines.core.normalization.dates.parsing import parse, scan
from pipelines.core.normalization.dates.text_dates import find_dates
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page

PIECES = st.sampled_from([
    "2024", "14", "3", "03/04/2024", "March", "März", "年", "月", "日", "T", ":", "17:04", "PM", "EST", "+01:00", "-",
    ".", " ", "\n", "Published", "updated", "<h1>", "</h1>", "<time datetime=", ">", '"', "<script>", "令和", "۱۴۰۲",
    "tháng", "9" * 20, '{"datePublished":', "}", "İ", "\u202e", "\x00",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map("".join))
METHODS = st.sampled_from(["jsonld.article.datePublished", "meta.date", "visible.later", "url.month", "nonsense", ""])


@given(TEXTS)
def test_parsing_never_raises_and_spans_lie_in_the_text(text: str) -> None:
    parse(text)
    assert len(fold(text)) == len(text)
    assert all(0 <= s.start < s.end <= len(text) for s in scan(text))
    assert all(0 <= f.start < f.end <= len(text) for f in find_dates(text))
    url_candidates(text)
    row_candidates({"published_at": text, "date": text, "url": text, "fetched_at": text, "language": text}, "row")


@given(TEXTS)
@settings(max_examples=60)
def test_pages_never_raise(text: str) -> None:
    page = Page(f"<h1>x</h1>{text}", "https://news.example/a")
    choose(page_candidates(page, fetched_at=datetime(2024, 3, 20, tzinfo=UTC)))


@given(st.datetimes(datetime(1700, 1, 1), datetime(2099, 12, 30)), st.sampled_from(["", "Z", "+05:30", "-08:00"]))
def test_values_round_trip(moment: datetime, zone: str) -> None:
    parsed = parse(moment.replace(microsecond=0).isoformat() + zone)
    assert parsed is not None
    again = parse(to_iso(parsed))
    assert again is not None and (again.local, again.utc) == (parsed.local, parsed.utc)
    earliest, latest = bounds(parsed)
    assert earliest <= latest


@given(st.lists(st.tuples(st.dates().map(str), METHODS, st.sampled_from(["published_at", "modified_at"])), max_size=6))
def test_choosing_never_raises_and_confidence_and_bounds_are_valid(stated: list[tuple[str, str, str]]) -> None:
    candidates = [Candidate(field, value, method, 0.5) for value, method, field in stated]
    chosen = choose(candidates)
    assert all(0 <= index < len(candidates) for index in chosen.chosen)
    if chosen.published_date:
        assert 0 < (chosen.published_confidence or 0) < 1
        assert chosen.published_earliest and chosen.published_latest
        assert chosen.published_earliest <= chosen.published_latest


def test_hostile_input_takes_linear_time() -> None:
    """Repetitions on which a careless regex backtracks without end."""
    started = time.process_time()
    pieces = ("1.", "1/", "(", "a.", "Published ", "<h1>", "<", "2024 ", "12:", "M" * 50, "\n", "&", '"pubDate":"')
    for piece in pieces:
        text = piece * (60_000 // len(piece))
        parse(text), find_dates(text), url_candidates("https://a.example/" + text)
        page_candidates(Page(text))
    assert time.process_time() - started < 10
