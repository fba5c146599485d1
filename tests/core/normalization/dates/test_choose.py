"""The chooser of dates: which candidate wins, its confidence, and its bounds."""

from datetime import UTC, datetime

import pytest

from pipelines.core.normalization.dates import choose
from pipelines.core.normalization.evidence import Candidate


def candidate(value: str, method: str = "meta.article:published_time", field: str = "published_at") -> Candidate:
    return Candidate(field, value, method, 0.9)


def test_refused_candidates_are_not_chosen() -> None:
    chosen = choose([Candidate("published_at", "2024-03-14", "time.datetime", 0.0, "refused: in a comment")])
    assert (chosen.published_date, chosen.published_confidence, chosen.chosen) == (None, None, ())


def test_two_that_agree_outweigh_one_that_differs() -> None:
    chosen = choose(
        [
            candidate("2024-03-10", "meta.date"),
            candidate("2024-03-14", "visible.labelled"),
            candidate("2024-03-14", "url.day"),
        ]
    )
    assert str(chosen.published_date) == "2024-03-14"


def test_confidence_rises_with_agreement_and_falls_with_dissent() -> None:
    one = candidate("2024-03-14", "jsonld.article.datePublished")
    alone = choose([one]).published_confidence or 0
    confirmed = (
        choose([one, candidate("2024-03-14", "visible.headline"), candidate("2024-03-14")]).published_confidence or 0
    )
    contradicted = choose([one, candidate("2024-03-01", "visible.headline")]).published_confidence or 0
    assert contradicted < alone < confirmed


def test_comments_older_than_the_article_lower_the_confidence() -> None:
    shown = Candidate("published_at", "2024-03-14", "time.datetime", 0.9)
    comment = Candidate("published_at", "2019-05-01", "time.datetime", 0.0, "refused: in a comment")
    later = Candidate("published_at", "2024-03-15", "time.datetime", 0.0, "refused: in a comment")
    alone, after, before = choose([shown]), choose([shown, later]), choose([shown, comment])
    assert alone.published_confidence and before.published_confidence
    assert alone.published_confidence == after.published_confidence > before.published_confidence


def test_the_most_precise_of_those_that_agree_is_chosen() -> None:
    chosen = choose([
        candidate("2024-03-14", "jsonld.article.datePublished"),
        candidate("2024-03-14T17:04:00-05:00", "time.datetime"),
    ])  # fmt: skip
    assert chosen.published_precision == "instant"
    assert chosen.published_at == datetime(2024, 3, 14, 22, 4, tzinfo=UTC)
    assert chosen.chosen == (1,)


def test_a_local_time_is_not_an_instant() -> None:
    chosen = choose([candidate("2024-03-14T17:04:00")])
    assert (chosen.published_at, chosen.published_precision) == (None, "local_time")
    assert chosen.published_local == datetime(2024, 3, 14, 17, 4)


def test_bounds_hold_in_every_time_zone() -> None:
    chosen = choose([candidate("2024-03")])
    assert chosen.published_earliest == datetime(2024, 2, 29, 10, tzinfo=UTC)
    assert chosen.published_latest == datetime(2024, 4, 1, 12, tzinfo=UTC)
    assert str(chosen.published_date) == "2024-03-01" and chosen.published_precision == "month"


def test_dates_after_the_fetch_are_refused_and_the_fetch_bounds_the_others() -> None:
    fetched = datetime(2024, 3, 14, 12, tzinfo=UTC)
    assert choose([candidate("2024-04-01")], fetched_at=fetched).published_date is None
    chosen = choose([candidate("2024-03")], fetched_at=fetched)
    assert chosen.published_latest == datetime(2024, 3, 15, 12, tzinfo=UTC)


def test_the_day_of_a_utc_instant_is_that_of_the_outlets_local_time() -> None:
    chosen = choose([candidate("2024-03-15T01:04:00Z"), candidate("2024-03-14T20:04:00-05:00", "time.datetime")])
    assert str(chosen.published_date) == "2024-03-14"
    in_url = choose([candidate("2024-03-15T01:04:00Z"), candidate("2024-03-14", "url.day")])
    assert str(in_url.published_date) == "2024-03-14"


def test_modified_at_is_separate() -> None:
    chosen = choose(
        [candidate("2024-03-14"), candidate("2024-03-16T10:00:00Z", "meta.article:modified_time", "modified_at")]
    )
    assert str(chosen.published_date) == "2024-03-14"
    assert chosen.modified_at == datetime(2024, 3, 16, 10, tzinfo=UTC) and chosen.chosen == (0, 1)


@pytest.mark.parametrize(
    ("stated", "local", "day", "precision"),
    [
        ("2024-03-16T10:00:00", datetime(2024, 3, 16, 10), "2024-03-16", "local_time"),
        ("2024-03-16", None, "2024-03-16", "day"),
        ("2024-03", None, "2024-03-01", "month"),
        ("2024-03-16T23:00:00-05:00", None, "2024-03-16", "instant"),
    ],
)
def test_a_time_of_change_is_kept_as_stated(stated: str, local: datetime | None, day: str, precision: str) -> None:
    chosen = choose([candidate("2024-03-14"), candidate(stated, "meta.article:modified_time", "modified_at")])
    assert (chosen.modified_local, str(chosen.modified_date), chosen.modified_precision) == (local, day, precision)
    assert (chosen.modified_at is None) == (precision != "instant")
    assert chosen.chosen == (0, 1)


def test_the_most_precise_time_of_change_is_chosen() -> None:
    precise = candidate("2024-03-16T10:00:00Z", "row.modified_at", "modified_at")
    coarse = candidate("2024-03-17", "jsonld.article.dateModified", "modified_at")
    assert (
        choose([coarse, precise]).modified_at
        == choose([precise, coarse]).modified_at
        == datetime(2024, 3, 16, 10, tzinfo=UTC)
    )


def test_a_date_of_change_alone_is_chosen_with_less_confidence() -> None:
    chosen = choose([candidate("2024-03-16T10:00:00Z", "meta.article:modified_time", "modified_at")])
    assert str(chosen.published_date) == "2024-03-16" and (chosen.published_confidence or 1) < 0.8


def test_the_order_of_candidates_of_unequal_weight_does_not_matter() -> None:
    found = [
        candidate("2024-03-10", "visible.later"),
        candidate("2024-03-14"),
        candidate("2024-03-12", "time.datetime"),
    ]
    days = {choose(order).published_date for order in (found, found[::-1], [found[1], found[0], found[2]])}
    assert len(days) == 1
