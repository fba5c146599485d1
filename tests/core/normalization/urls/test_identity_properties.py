"""What must hold for every URL: canonical forms are settled, twins share a key, nothing raises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.urls.identity import canonicalize, identity_key
from pipelines.core.normalization.urls.parts import MAX_URL_CHARS

PIECES = [
    "amp",
    "AMP",
    "google",
    "platform",
    "print",
    "index.html",
    "index.php",
    "a-b-c-d-e",
    "x.amp",
    "x.amp.html",
    "1234567",
    "page/2",
    "comment-page-1",
    "news",
    "2024/03/04",
    ";jsessionid=A1",
    "(S(abcdefghijklmnopqrst))",
    "..",
    ".",
    "%2e",
    "%61mp",
    "%%361",
    "é",
    "a b",
    "story.html",
    "-amp",
    "tnamp",
    "0a1b2c3d-4e5f-4a6b-8c7d-0e1f2a3b4c5d",
    "",
    "article",
    "=",
]
PARAMS = [
    "utm_source=x",
    "id=7",
    "amp=1",
    "amp",
    "page=2",
    "sid=00ff11ee22dd33cc44bb55aa66997788",
    "b=%zz",
    "a=1",
    "a=1",
    "=",
    "ref=rss",
    "outputType=amp",
    "url=https%3A%2F%2Fveldt.example%2Fa",
    "q=http://m.veldt.example/amp",
    "x=%26",
    "v=a+b",
]
HOSTS = [
    "veldt.example",
    "www.veldt.example",
    "m.veldt.example",
    "amp.www2.veldt.example",
    "www.example",
    "VELDT.Example.",
    "amp.dev",
    "www.google.com",
    "l.facebook.com",
    "web.archive.org",
    "www-veldt-example.cdn.ampproject.org",
    "ü.example",
    "10.0.0.1",
    "[::1]",
    "a.blogspot.com",
    "m.wordpress.com",
]
WRAPPINGS = ["", "amp/s/veldt.example/", "url?q=https://veldt.example/", "web/20240102030405/http://veldt.example/"]

paths = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=6).map("/".join)
queries = st.lists(st.sampled_from(PARAMS) | st.text(max_size=6), max_size=5).map("&".join)
origins = st.tuples(
    st.sampled_from(["http://", "https://", "HTTP://"]),
    st.sampled_from(["", "u:p@"]),
    st.sampled_from(HOSTS),
    st.sampled_from(["/", ":80/", ":443/", ":8080/"]),
)
tails = st.tuples(
    st.sampled_from(WRAPPINGS),
    paths,
    queries.map(lambda q: f"?{q}" if q else ""),
    st.sampled_from(["", "#top", "#!/a", "#/b%zz", "#"]),
)
urls = st.tuples(origins, tails).map(lambda pair: "".join(pair[0] + pair[1]))


@given(urls)
@settings(max_examples=400, deadline=None)
def test_canonical_form_and_key_are_settled(url: str) -> None:
    shown, key = canonicalize(url), identity_key(url)
    assert (shown is None) == (key is None)
    if shown is not None and key is not None:
        assert canonicalize(shown) == shown
        assert identity_key(shown) == key
        assert identity_key(key) == key
        assert len(shown) <= MAX_URL_CHARS
        assert key.startswith("https://")
        assert "@" not in shown.partition("//")[2].partition("/")[0]


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda b: b.decode("utf-8", "surrogateescape")))
@settings(max_examples=300, deadline=None)
def test_no_text_raises(text: str) -> None:
    shown = canonicalize(text)
    assert shown is None or canonicalize(shown) == shown
    assert (identity_key(text) is None) == (shown is None)


@given(st.from_regex(r"[a-z]{3,8}(-[a-z]{3,8}){1,6}(\.html)?", fullmatch=True), st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_scheme_host_and_view_make_no_other_article(slug: str, number: int) -> None:
    key = identity_key(f"https://veldt.example/news/{slug}?id={number}")
    for twin in (
        f"http://www.veldt.example/news/{slug}?id={number}",
        f"https://m.veldt.example/news/{slug}?utm_source=x&id={number}#top",
        f"https://amp.veldt.example//amp/news/{slug}?id={number}&amp=1",
        f"https://veldt.example/news/{slug}?id={number}&fbclid=abc",
    ):
        assert identity_key(twin) == key
    assert identity_key(f"https://veldt.example/news/{slug}?id={number + 1}") != key


@pytest.mark.parametrize("piece", ["amp/", "/", "%25", "amp.", "(S(abcdefghijklmnopqrst))/", "a-", "-amp/", ";sid="])
def test_long_repetitions_take_no_time(piece: str) -> None:
    identity_key.cache_clear()
    url = "https://veldt.example/" + piece * (1900 // len(piece))
    assert identity_key(url) == identity_key(identity_key(url) or "")
