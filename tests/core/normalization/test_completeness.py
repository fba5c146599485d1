"""How much of an article a record holds, by its body and teaser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.normalization.completeness import completeness

ANY = st.text(max_size=300)


@pytest.mark.parametrize(
    ("body", "teaser", "expected"),
    [
        (None, None, "headline"),
        (None, "The pier is shut.", "teaser"),
        ("The pier is shut.", "The pier is shut.", "teaser"),
        ("The pier is…", "The pier is shut until Friday.", "teaser"),
        ("The pier is shut. " * 20 + "Weiterlesen", None, "partial"),
        ("The pier is shut. " * 20 + "[+1234 chars]", None, "partial"),
        ("The pier is shut. " * 20 + "Already a subscriber? Sign in", None, "partial"),
        ("The pier is shut. " * 20 + "Lire la suite", None, "partial"),
        ("The pier is shut. " * 20, "The pier is shut.", "full"),
        ("He told me to read more books and to subscribe to nothing. Then he left.", None, "full"),
    ],
)
def test_completeness(body: str | None, teaser: str | None, expected: str) -> None:
    assert completeness(body, teaser) == expected


@given(st.none() | ANY, st.none() | ANY)
def test_completeness_is_total(body: str | None, teaser: str | None) -> None:
    assert completeness(body, teaser) in {"full", "partial", "teaser", "headline"}
