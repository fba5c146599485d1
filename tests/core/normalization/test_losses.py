"""Losses: every candidate that is not chosen says why, in words of the list."""

import pytest

from pipelines.core.normalization.losses import REASONS, reason_in
from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize
from pipelines.core.records import RawRecord
from tests.synthetic_pages import pages
from tests.synthetic_pages.judge import read


@pytest.mark.parametrize("seed", [11, 12])
def test_every_candidate_that_lost_on_a_synthetic_page_says_why(seed: int) -> None:
    for page in pages(240, seed=seed):
        found = read(page)
        unexplained = [e for e in found.evidence if not e.is_chosen and not reason_in(e.note)] if found else []
        assert unexplained == [], (page.trap, page.skeleton)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "NULL", "text": "Rain fell on the pier.", "publisher": "news_2024", "authors": "Reuters"},
        {"title": "Pier opens", "text": "Pier opens - Herald\nBy Nadia Orsk\n\nRain fell.", "authors": ["Ada Holm"]},
        {"title": "Pier", "text": "Rain.", "url": "not a url", "canonical_url": "https://veldt.example/", "date": "0"},
        {"title": "Pier", "text": "Rain.", "published_at": "1970-01-01", "modified_at": "03/04/2024", "language": "xx"},
    ],
)
def test_so_does_every_candidate_of_a_row(fields: dict[str, object]) -> None:
    found = normalize(RawRecord("a.jsonl", 0, "row", fields), "0f")
    assert isinstance(found, NormalRecord)
    assert [e for e in found.evidence if not e.is_chosen and not reason_in(e.note)] == []


def test_a_chosen_candidate_needs_no_reason() -> None:
    found = normalize(RawRecord("a.jsonl", 0, "row", {"title": "Pier opens", "text": "It did."}), "0f")
    assert isinstance(found, NormalRecord)
    assert {e.note for e in found.evidence if e.is_chosen} == {None}


def test_reasons_are_distinct() -> None:
    assert all(reason_in(reason) == reason for reason in REASONS)
    assert reason_in(None) is None and reason_in("relative") is None
