"""Synthetic pages: a seed decides everything, every page states its truth, every trap changes the page."""

from collections import Counter
from html import escape

import pytest

from tests.synthetic_pages import TRAPS, SyntheticPage, pages
from tests.synthetic_pages.judge import read, table, verdicts

PAGES = 400


@pytest.fixture(scope="module")
def drawn() -> list[SyntheticPage]:
    return list(pages(PAGES, seed=3))


def test_a_seed_decides_everything(drawn: list[SyntheticPage]) -> None:
    assert [page.html for page in pages(50, seed=3)] == [page.html for page in drawn[:50]]
    assert {page.html for page in pages(50, seed=4)}.isdisjoint(page.html for page in drawn)


def test_every_part_occurs(drawn: list[SyntheticPage]) -> None:
    made = Counter(name for page in drawn for name in (page.head, page.skeleton, page.trap, *page.widgets))
    assert set(TRAPS) < set(made)
    assert len({page.facts.language.code for page in drawn}) > 10


def without_case(text: str) -> str:
    """Folded, in Turkish too: there I is the capital of a dotless i."""
    return text.casefold().replace("i\u0307", "i").replace("\u0131", "i")


def test_pages_state_their_truth(drawn: list[SyntheticPage]) -> None:
    for page in drawn:
        assert escape(page.facts.title) in page.html or page.facts.title in page.html, page.trap
        assert escape(page.facts.publisher) in page.html, page.trap
        for text in page.facts.body:
            assert escape(text) in page.html, page.trap
        stated = without_case(page.html)
        assert all(without_case(escape(name)) in stated for name in page.facts.authors), page.trap
        assert not set(page.foreign) & set(page.facts.body)


def test_nothing_read_is_nothing_right(drawn: list[SyntheticPage]) -> None:
    lines = table((page, verdicts(page, None)) for page in drawn)
    assert lines[2].count("0.000") == 6 and len(lines) == len(TRAPS) + 4


def test_fields_hold_on_pages_that_no_rule_was_written_for(drawn: list[SyntheticPage]) -> None:
    judged = [verdicts(page, read(page)) for page in drawn]
    shares = {field: sum(each[field] for each in judged) / len(judged) for field in ("title", "authors", "publisher")}
    assert {field: share for field, share in shares.items() if share < 0.97} == {}
