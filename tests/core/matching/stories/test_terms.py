"""Terms of a text: what counts as one, what it weighs, and that no text breaks them."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.matching.stories.terms import TERMS_PER_TEXT, Terms, of_texts
from pipelines.core.matching.stories.weights import UNIT, weigh


def of_one(title: str, body: str, language: str | None = "en") -> Terms:
    return of_texts(pa.array([title], pa.string()), pa.array([body], pa.string()), language)


def words_of(title: str, body: str, language: str | None = "en") -> dict[str, int]:
    """Each term as the text spells it, with its weight where no other text is stored."""
    found, text = of_one(title, body, language), f"{title}\n{body}".encode()
    spans = zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    return {text[a:b].decode(): weight for (a, b), weight in zip(spans, weigh(found).tolist(), strict=True)}


def test_rare_words_weigh_more_than_common_ones_and_the_title_most() -> None:
    weights = words_of("Quarry flooded", "The quarry at Tarnholt was flooded by the river after the dyke broke.")
    assert weights["Quarry"] > weights["river"] > weights["after"] > weights["The"]
    assert max(weights, key=weights.__getitem__) in {"Quarry", "flooded"}


def test_plural_and_singular_are_one_term_but_a_double_s_is_kept() -> None:
    plural, singular = of_one("", "ferries cross glass"), of_one("", "ferrie cros glas")
    shared = set(plural.hashes.tolist()) & set(singular.hashes.tolist())
    assert len(shared) == 1


def test_possessives_count_as_their_word_and_contractions_do_not_count() -> None:
    for mark in "'’":
        assert set(words_of("", f"Quenby{mark}s ferry wasn{mark}t late")) == {"Quenby", "ferry", "late"}


def test_a_number_is_one_term_with_its_separators() -> None:
    weights = words_of("", "It cost 15,000 crowns or 6.6 percent in 2031, 7 more.")
    assert {"15,000", "6.6", "2031", "7"} <= set(weights)
    assert weights["15,000"] > weights["6.6"] > weights["7"]
    assert weights["15,000"] > weights["2031"]


def test_long_texts_depend_on_rare_words_and_teasers_on_plain_ones_too() -> None:
    teaser = words_of("", "Mayor opens Tarnholt harbour bridge")
    article = words_of("", "Mayor opens Tarnholt harbour bridge" + " and then they went home to the village" * 60)
    assert teaser["bridge"] / teaser["Tarnholt"] > article["bridge"] / article["Tarnholt"]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "On Monday and on Sunday.", 0b1000001),
        ("de", "Am Mittwoch geschah nichts.", 0b100),
        ("fr", "Elle arrive vendredi.", 0b10000),
        ("xx", "On Monday.", 0),
    ],
)
def test_weekdays_are_read_in_the_language_of_the_text(language: str, text: str, days: int) -> None:
    assert of_one("", text, language).weekdays.tolist() == [days]


def test_weekdays_after_the_opening_are_not_read() -> None:
    assert of_one("", "word " * 150 + "Monday").weekdays.tolist() == [0]


def test_inflected_forms_share_the_beginning_of_the_word() -> None:
    a, b = of_one("", "Правительство объявило", "ru"), of_one("", "Правительства объявили", "ru")
    assert a.hashes.tolist() == b.hashes.tolist()


def test_terms_of_scripts_without_spaces_are_pairs_of_characters() -> None:
    a, b = of_one("", "北京市发生地震", "zh"), of_one("", "昨天北京市地震", "zh")
    assert len(set(a.hashes.tolist()) & set(b.hashes.tolist())) >= 3


def test_without_a_word_list_long_words_weigh_more() -> None:
    weights = words_of("", "ha vapurlariyla tam", "xx")
    assert weights["vapurlariyla"] > weights["tam"] > weights["ha"]


@given(
    st.lists(st.tuples(st.text(max_size=60), st.text(max_size=400)), max_size=6),
    st.sampled_from(["en", "zh", "ru", None]),
)
@settings(max_examples=60, deadline=None)
def test_terms_of_a_text_do_not_depend_on_other_texts(texts: list[tuple[str, str]], language: str | None) -> None:
    texts = [tuple(part.encode("utf-8", "ignore").decode() for part in each) for each in texts]  # type: ignore[misc]
    titles, bodies = pa.array([t for t, _ in texts], pa.string()), pa.array([b for _, b in texts], pa.string())
    together = of_texts(titles, bodies, language)
    for i, (title, body) in enumerate(texts):
        alone = of_one(title, body, language)
        span = slice(int(together.bounds[i]), int(together.bounds[i + 1]))
        assert together.hashes[span].tolist() == alone.hashes.tolist() == sorted(alone.hashes.tolist())
        assert together.counts[span].tolist() == alone.counts.tolist()
        assert together.rarities[span].tolist() == alone.rarities.tolist()
        assert len(alone.hashes) <= TERMS_PER_TEXT
        assert all(1 <= weight <= UNIT for weight in weigh(alone).tolist())
        size = len(f"{title}\n{body}".encode())
        assert np.all((alone.starts >= 0) & (alone.starts < alone.ends) & (alone.ends <= size))
