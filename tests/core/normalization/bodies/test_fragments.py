"""Bodies of rows and feed entries: text told from markup, decoded once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization import bodies, texts


@pytest.mark.parametrize(
    ("given_text", "body"),
    [
        ("The pier is shut.", "The pier is shut."),
        ("One.\n\nTwo.\nThree.", "One.\n\nTwo.\n\nThree."),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>Fish &amp; chips</p>", "Fish & chips"),
        ("<p>Write &amp;amp; for an ampersand</p>", "Write &amp; for an ampersand"),
        ("Fish &amp; chips", "Fish & chips"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("if a < b and b > c", "if a < b and b > c"),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\n\nTwo."),
        ("One.<br><br>Two.<br/>Three.", "One.\n\nTwo.\n\nThree."),
        ("<div>One <b>and</b> <i>two</i></div>", "One and two"),
        ("<p>One</p><script>two()</script><style>p{}</style>", "One"),
        ("", None),
        (" \n ", None),
        (None, None),
        ("<p> </p>", None),
    ],
)
def test_from_row(given_text: str | None, body: str | None) -> None:
    assert bodies.from_row(given_text).body == body


def test_a_fragment_loses_captions_and_keeps_lists_and_quotations() -> None:
    fragment = (
        "<p>One.</p><figure><img src='a'><figcaption>The pier.</figcaption></figure>"
        "<blockquote>Two.</blockquote><ol><li>Three.</li><li>Four.</li></ol>five"
    )
    assert bodies.from_html_fragment(fragment).body == "One.\n\nTwo.\n\nThree.\n\nFour.\n\nfive"


def test_method_and_evidence_name_the_source() -> None:
    found = bodies.from_html_fragment("<p>One.</p>", "feed.content")
    assert (found.method, found.candidates[0].method) == ("feed.content", "feed.content")


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["<p>", "</p>", "<br", "&lt;", "&amp;", "a b", "<b>"])).map("".join)
)
def test_rows_and_fragments_are_total_and_in_stored_form(text: str) -> None:
    for found in (bodies.from_row(text), bodies.from_html_fragment(text)):
        assert found.body is None or found.body == texts.body_text(texts.paragraphs(found.body)) != ""


@pytest.mark.parametrize(
    "filling", ["<img src='data:image/png;base64," + "A" * 6_000_000 + "'>", "<p>It rained.</p>" * 400_000]
)
def test_a_fragment_too_large_to_parse_keeps_its_words(filling: str) -> None:
    body = bodies.from_html_fragment(f"<p>First &amp; foremost.</p>{filling}<p>Last of all.</p>").body
    assert body and body.startswith("First & foremost.") and body.endswith("Last of all.")
