"""Who is believed of those that declare one URL: by what they say, never by their order or number of copies."""

import random

from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.normalization.urls.claims import are_alike, believed, content_of

TEXTS = [
    " ".join(random.Random(seed).choices([f"{a}{b}" for a in "bdfgkl" for b in "aeiou"], k=600)) for seed in range(5)
]
CONTENTS = st.integers(0, 4).map(lambda number: [content_of(f"Title number {number} {number}", TEXTS[number])])
CLAIMS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), CONTENTS, min_size=1, max_size=8)


@given(CLAIMS, st.randoms(use_true_random=False), st.booleans())
def test_order_does_not_matter(claims: dict[str, list], chance: random.Random, is_found: bool) -> None:  # type: ignore[type-arg]
    found = [content_of("Title number 0 0", TEXTS[0])] if is_found else []
    shuffled = chance.sample(sorted(claims), len(claims))
    assert believed({key: claims[key] for key in shuffled}, found) == believed(claims, found)


@given(CLAIMS)
def test_those_believed_have_one_text(claims: dict[str, list]) -> None:  # type: ignore[type-arg]
    kept = believed(claims)
    assert all(are_alike(claims[one][0], claims[other][0]) for one in kept for other in kept)
    assert not kept or 2 * len(kept) > len(claims)


def test_what_makes_two_contents_one() -> None:
    body = TEXTS[0]
    page = content_of("Pier reopens after repairs", body)
    assert are_alike(page, content_of("Pier reopens after the repairs | Veldt Courier", body + TEXTS[1][:300]))
    assert are_alike(page, content_of("Harbour: doors are open", body.upper() + " Subscribe now."))
    assert are_alike(page, content_of("Pier reopens after repairs", body[: len(body) // 3] + TEXTS[2][:400]))
    assert not are_alike(page, content_of("Pier reopens after repairs", TEXTS[1]))
    assert not are_alike(page, content_of("Harbour: doors are open", body[: len(body) // 2] + TEXTS[2]))
    assert are_alike(page, content_of(None, None))


def test_titles_of_a_series_differ() -> None:
    monday, tuesday = (content_of(f"Weather for {day}", None) for day in ("Monday 3 May", "Tuesday 4 May"))
    assert not are_alike(monday, tuesday)
    assert are_alike(content_of("桟橋が修理を終えて再開", None), content_of("桟橋が修理を終えて再開した", None))
