"""Bad values in good files, after normalisation: what they become, and what they must never become."""

from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize
from pipelines.core.records import RawRecord

WORDS = "The harbour authority said on Thursday that the bridge would stay closed until the spring tide. "


def normalized(**fields: str) -> NormalRecord:
    found = normalize(RawRecord("a.jsonl", 0, "row", {"title": "Bridge closed", "text": WORDS * 3, **fields}), "0f")
    assert isinstance(found, NormalRecord)
    return found


NOT_WEB = ("file:///etc/passwd", "javascript:alert(1)", "data:text/html,x")
LOCAL = ("http://169.254.169.254/latest/meta-data", "http://localhost/a", "http://127.0.0.1/a", "http://[::1]/a")


def test_urls_that_no_article_has() -> None:
    """None becomes canonical as the record's own URL; a declared canonical URL must not be a local address either."""
    for url in NOT_WEB:
        assert normalized(url=url).canonical_url is None, url
    for url in NOT_WEB + LOCAL:
        found = normalized(url="https://courier.example/bridge", canonical_url=url)
        assert found.canonical_url == "https://courier.example/bridge", url


def test_passwords_in_urls_are_removed() -> None:
    found = normalized(url="https://reader:secret@courier.example/bridge")
    assert "secret" not in (found.canonical_url or "")


def test_spellings_of_one_publisher() -> None:
    spellings = ("The Corran Courier", "  the  corran courier ", "THE CORRAN COURIER", "The Corran\u00a0Courier")
    assert len({normalized(publisher=each).publisher_id for each in spellings}) == 1


def test_bodies_of_any_length() -> None:
    for text, title in ((WORDS * 50_000, "Long"), ("Bridge closed again", "Short"), ("", "No text at all")):
        found = normalized(text=text, title=title)
        assert (found.title, bool(found.body)) == (title, bool(text))
    refused = normalize(RawRecord("a.txt", 0, "text", {"text": "\u200b \u00a0\n"}), "0f")
    assert not isinstance(refused, NormalRecord) and refused.reason == "no_text"


def test_one_id_with_two_texts_and_two_ids_with_one() -> None:
    """The id in the input is kept but not trusted: URL and text decide what is one article."""
    first, second = normalized(record_id="7"), normalized(record_id="7", text="Another text altogether. " * 9)
    assert first.article_id != second.article_id
    assert normalized(record_id="8").article_id == first.article_id
