"""Ids and hashes: pure functions of one record, told apart wherever their parts differ."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core import identity

ANY = st.text(st.characters(codec=None), max_size=60)


@settings(deadline=None)
@given(st.none() | ANY, st.none() | ANY, ANY)
def test_ids_are_twenty_hex_digits_of_any_text(url: str | None, publisher: str | None, text: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{20}", identity.article_id(url, publisher, text))


def test_a_url_alone_identifies() -> None:
    assert identity.article_id("https://veldt.example/a", "A", "one") == identity.article_id(
        "https://veldt.example/a", None, "two"
    )


def test_a_url_is_never_mistaken_for_a_text() -> None:
    assert identity.article_id("x", None, "") != identity.article_id(None, None, "x")
    assert identity.article_id(None, "a", "b") != identity.article_id(None, None, "ab")


def test_the_rules_version_is_part_of_the_id(monkeypatch: object) -> None:
    before = identity.article_id(None, None, "text")
    monkeypatch.setattr(identity, "RULES_VERSION", "next")  # type: ignore[attr-defined]
    assert identity.article_id(None, None, "text") != before


def test_ids_of_today_stay() -> None:
    """A change here is a change of every stored id: raise RULES_VERSION and write the migration."""
    assert identity.article_id("https://veldt.example/a", None, "") == "3a00ce0d568b78b39a93"
    assert identity.article_id(None, "The Veldt Courier", "The pier is shut.") == "edc2dcbf24aa6b794141"
    assert identity.record_key("a/b.jsonl", "0f", 3) == "f0a3d95ebd2f8fe7b294"


def test_content_and_text_hashes() -> None:
    assert identity.content_hash("T", "B") != identity.content_hash("TB", None)
    assert identity.text_hash("B") == identity.text_hash("B")
    assert identity.text_hash("") is None


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "a1", "b!c"]), st.sampled_from(["0f", "1e"]), st.integers(0, 200)), unique=True
    )
)
def test_records_have_keys_of_their_own(places: list[tuple[str, str, int]]) -> None:
    assert len({identity.record_key(*place) for place in places}) == len(places)
